"""Labels of speakers: `Comrade Andropov:` on a line of its own, `Gen. Andropow: …` before what is said."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from align.text.wordlists import word_list

LONGEST = 6
"""Words of the longest label."""

LONGEST_WITHOUT_TITLE = 2
"""Words of the longest label that begins with no title; it must come more than once."""

SAID = 5
"""Words from which on what follows a label without title is speech, not an entry (`Termin: 30. 9.`)."""

SMALL = frozenset(["of", "the", "for", "and", "der", "des", "die", "für", "von", "und", "d.", "f.", "u."])
STOPS = (".", "!", "?", "…", '"', "”", "“")


def label_length(words: Sequence[str], frequent: Collection[str] = ()) -> int:
    """How many of the first words are a speaker's label, its colon included; 0 for none.

    Args:
        words: of a paragraph.
        frequent: labels without a title that this text uses (see `frequent_labels`).
    """
    count = _up_to_colon(words)
    if not count:
        return 0
    first = words[0].strip(".:,[(").lower()
    titled = first in word_list("titles-de.txt") or first in word_list("titles-en.txt")
    return count if titled or " ".join(words[:count]) in frequent else 0


def frequent_labels(paragraphs: Iterable[Sequence[str]]) -> frozenset[str]:
    """Short labels without a title (`Mielke:`) that stand before speech more than once."""
    found: Counter[str] = Counter()
    for words in paragraphs:
        count = _up_to_colon(words)
        if 0 < count <= LONGEST_WITHOUT_TITLE and len(words) - count >= SAID and words[-1].endswith(STOPS):
            found[" ".join(words[:count])] += 1
    return frozenset(label for label, times in found.items() if times > 1)


def _up_to_colon(words: Sequence[str]) -> int:
    """Words up to the first colon, if they can be a name with its titles; else 0."""
    for i, word in enumerate(words[:LONGEST]):
        if not (word[0].isupper() or word[0] in "[(" or (i and (word in SMALL or word[0].isdigit()))):
            return 0
        if word.endswith(":"):
            return i + 1
        if word.endswith((",", ";", "!", "?")) or (word.endswith(".") and len(word.strip("[].")) > LONGEST):
            return 0
    return 0
