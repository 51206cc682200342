"""Whether a text is one that is kept by verses."""

from dataclasses import replace

from align.matching import Encoder
from align.matching.genre import in_verses

VERSES = (
    ("Und er sprach zu dem Volk: Fürchtet euch nicht.", "And he said to the people, Do not be afraid."),
    ("Da baute der Knecht dem Herrn einen Altar.", "Then the servant built an altar to the Lord."),
    ("Und das Lamm weidete neben dem Löwen.", "And the lamb grazed beside the lion."),
    ("Denn der Herr hörte das Gebet der Witwe.", "For the Lord heard the widow's prayer."),
    ("Und die Söhne des Königs zogen hinab nach Jerusalem.", "And the king's sons went down to Jerusalem."),
    ("Siehe, der Prophet stand am Tor und weinte.", "Behold, the prophet stood at the gate and wept."),
)


def likeness(encoder: Encoder, source: list[str], target: list[str]) -> float:
    return in_verses(encoder.encode(source), encoder.encode(target))


def test_scripture_is_told_from_other_prose(encoder: Encoder, german: list[str], english: list[str]) -> None:
    source, target = ([pair[side] for pair in VERSES] for side in (0, 1))
    assert likeness(encoder, source, target) > 0.9
    assert likeness(encoder, german, english) < 0.1


def test_vectors_of_another_size_say_nothing(encoder: Encoder) -> None:
    source, target = (encoder.encode([pair[side] for pair in VERSES]) for side in (0, 1))
    short = [replace(encoded, vectors=encoded.vectors[:, :100]) for encoded in (source, target)]
    assert in_verses(*short) == 0.0
