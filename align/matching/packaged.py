"""The arrays that were learnt beforehand and lie in the package."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray


@cache
def packaged_arrays(name: str) -> Mapping[str, NDArray[Any]]:
    """All arrays of `data/NAME.npz`, read once."""
    with as_file(files("align.matching") / "data" / f"{name}.npz") as path, np.load(path, allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}
