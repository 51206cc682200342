"""What tests of several rooms share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples at every run of the continuous integration: it shall fail for a change, not by chance.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of fixtures and alignment sets that lies beside the project where it is developed."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared fixtures (../shared) are not on this machine")
    return folder
