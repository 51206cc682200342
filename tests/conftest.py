"""What tests of several rooms share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of fixtures and alignment sets that lies beside the project where it is developed."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared fixtures (../shared) are not on this machine")
    return folder
