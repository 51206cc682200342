"""The encoder, loaded once for everybody in this process."""

import functools

from align.errors import MissingCapabilityError
from align.matching import Encoder, load_encoder


@functools.cache
def encoder() -> Encoder | None:
    """The encoder; None where it is not installed, so that matching does without and words are not linked."""
    try:
        return load_encoder()
    except MissingCapabilityError:
        return None
