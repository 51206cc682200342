"""Archives of arrays are read as numpy reads them, whichever library inflates them."""

import zlib
from io import BytesIO

import numpy as np
import pytest

from align.matching import archive

ARRAYS = {
    "empty": np.zeros((0, 3), dtype=np.float32),
    "scalar": np.array(2.5),
    "table": np.arange(60_000, dtype=np.uint8).reshape(300, 200),
    "turned": np.asfortranarray(np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)),
    "größe": np.array([1, 2, 3], dtype=np.int64),
}


@pytest.mark.parametrize("library", ["installed", "zlib"])
def test_all_arrays_come_back_by_name(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if library == "zlib":
        monkeypatch.setattr(archive, "decompress", zlib.decompress)
    buffer = BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **ARRAYS)
    found = archive.arrays_in(buffer.getvalue())
    assert list(found) == list(ARRAYS)
    for name, expected in ARRAYS.items():
        assert found[name].dtype == expected.dtype
        assert np.array_equal(found[name], expected)
        assert not found[name].flags.writeable
