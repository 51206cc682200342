"""What is shown of one bead besides its text: which words answer which, where numbers, dates and names stand."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from align.app.payload import Json
from align.checking.case import SideText
from align.checking.languages import language
from align.checking.names import NameWord
from align.checking.numbers import Strength, mentions
from align.matching import Encoder, Lexicon, learn_lexicon, link_words
from align.model import Alignment
from align.reviewing.queries import Pair


def bead_details(pair: Pair, languages: tuple[str, str], encoder: Encoder | None, lexicon: Lexicon) -> Json:
    """Words are counted over all sentences of a side, which are joined and cut at single blanks.

    Args:
        pair: the bead.
        languages: of original and translation.
        encoder: for the links between words; without it there are none.
        lexicon: of the document, see `lexicon_of`.

    Returns:
        `links`, pairs of word numbers; `figures` and `names`, word numbers of the original ("s") and the translation
        ("t"). Numbers are 0-based.
    """
    source = SideText(tuple(row.sentence for row in pair.source), language(languages[0]))
    target = SideText(tuple(row.sentence for row in pair.target), language(languages[1]))
    words = [side.text.split(" ") if side.text else [] for side in (source, target)]
    links = link_words(words[0], words[1], encoder, lexicon) if encoder is not None else ()
    named = _names(source, target)
    return {
        "links": [[link.source, link.target] for link in links],
        "figures": {"s": _figures(source, words[0]), "t": _figures(target, words[1])},
        "names": {"s": _places(source, words[0], named[0]), "t": _places(target, words[1], named[1])},
    }


def lexicon_of(alignment: Alignment, encoder: Encoder | None) -> Lexicon:
    """What a document pairs again and again; without the encoder nothing asks for it."""
    if encoder is None:
        return Lexicon()
    sides = ((alignment.source_text(bead).split(), alignment.target_text(bead).split()) for bead in alignment.beads)
    return learn_lexicon(sides, encoder)


def _figures(side: SideText, words: Sequence[str]) -> list[int]:
    """Where numbers and dates stand; a word that need not be a number ("a", "once", "only") is none here."""
    found = mentions(side.text, side.language)
    told = (one for one in found if one.strength is not Strength.LOOSE or any(map(str.isdigit, one.text)))
    return _numbers(words, ((mention.start, mention.end) for mention in told))


def _names(source: SideText, target: SideText) -> tuple[list[NameWord], list[NameWord]]:
    """The words that are names: where every noun is capitalised, those alone that the other side writes alike."""
    sides = (source, target)
    keys = [{name.key for name in side.names} for side in sides]
    found = []
    for side, answers in zip(sides, reversed(keys), strict=True):
        plain = side.language.nouns_are_capitalised
        found.append(
            [n for n in side.names if n.titled or n.abbreviation or (n.key in answers if plain else n.telling)]
        )
    return found[0], found[1]


def _places(side: SideText, words: Sequence[str], names: Iterable[NameWord]) -> list[int]:
    """Where the names stand, each sought behind the one before."""
    spans, start = [], 0
    for name in names:
        place = side.text.find(name.text, start)
        if place >= 0:
            start = place + len(name.text)
            spans.append((place, start))
    return _numbers(words, spans)


def _numbers(words: Sequence[str], spans: Iterable[tuple[int, int]]) -> list[int]:
    """Numbers of the words that the stretches of the joined text touch, ascending, each once."""
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    found = {
        number
        for start, end in spans
        for number in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1))
    }
    return sorted(number for number in found if number < len(words))
