"""What one error of a reader may have hidden."""

import random

from hypothesis import given
from hypothesis import strategies as st

from align.text.confusions import confusions, readings_of


@given(st.sampled_from(["Leuchtturmwärter", "Gesellschaft", "können", "Nebelhorn", "Muster"]), st.integers(0, 10_000))
def test_every_confusion_of_a_word_is_among_its_readings(word: str, seed: int) -> None:
    rng = random.Random(seed)
    pairs = [(read, meant) for read, several in confusions().items() for meant in several if meant in word[:-1]]
    read, meant = rng.choice(pairs)
    at = word.index(meant)
    misread = word[:at] + read + word[at + len(meant) :]
    assert word in readings_of(misread)
