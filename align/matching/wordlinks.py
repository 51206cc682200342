"""Which words answer which inside a bead: for the highlight, and for the renderings of a term.

Tokens that are each other's nearest are linked, and words through their tokens: so a compound links to several words.
Numbers link by value, names and cognates by a folded key, and what a text pairs again and again helps through its
lexicon. Small words are alike everywhere, so they are sought where the links of their neighbours point.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Encoder, Floats, Tokens, unit_rows
from align.matching.mending import misreadings, reread
from align.matching.surface import fold, numbers

Words = tuple[Sequence[str], Sequence[str]]

_LEAST = 0.38  # cosine of the nearest tokens below which nothing is linked
_LEAST_LEFT = 0.28  # the same among words that have no answer yet
_LEAST_BESIDE = 0.45  # the same for a word that stands next to another answer of the same word
_WHOLE = 0.4  # share of whole words in how alike two tokens are, the rest being their own
_ASTRAY = 0.1  # taken off for a pair at opposite ends of the bead
_STEADY = 0.35  # cosine of the links that tell where the answers of words beside them stand
_DISPLACED, _FAR = 0.2, 4  # taken off for a pair so many words or more from there
_SAME, _COGNATE, _KNOWN = (
    1.0,
    0.75,
    0.6,
)  # least similarity of equal numbers and names, of cognates, of a pair of the lexicon
_PREFIX = 5
_SURE = 0.85  # Dice's coefficient from which a pair is taken however common its words are
_FEW, _COMMON = 6, 0.1  # a word in more beads than this (number, share) is not taken into a lexicon


@dataclass(frozen=True, slots=True)
class WordLink:
    """Source word i and target word j (0-based) answer each other.

    Attributes:
        source: i.
        target: j.
        score: 0 to 1.
    """

    source: int
    target: int
    score: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a text pairs again and again.

    Attributes:
        pairs: (source word, target word), in lower case, to how strongly they go together, 0 to 1.
        readings: for each side, misread words to what they were likely written as.
    """

    pairs: Mapping[tuple[str, str], float] = field(default_factory=dict)
    readings: tuple[Mapping[str, str], ...] = field(default_factory=lambda: ({}, {}))


def learn_lexicon(beads: Iterable[Words], encoder: Encoder) -> Lexicon:
    """Word pairs that stand in the same beads far more often than chance would have it.

    Args:
        beads: words of both sides of each bead.
        encoder: who knows which words were likely misread.

    Returns:
        Pairs seen at least twice, by Dice's coefficient (Melamed 2000), where that is at least one half; words that
        stand in every tenth bead are left out (they stand beside everything), unless they hardly ever part. Misread
        words count as what they were likely written as.
    """
    kept = list(beads)
    texts = ([" ".join(words[side]) for words in kept] for side in (0, 1))
    readings = tuple(misreadings(side, encoder.familiarity) for side in texts)
    return Lexicon(_pairs(_reread(words, readings) for words in kept), readings)


def _reread(words: Words, readings: Sequence[Mapping[str, str]]) -> Words:
    """The words of both sides, misread ones as they were likely written; as many as they were."""
    source, target = ([reread(word, read) for word in side] for side, read in zip(words, readings, strict=True))
    return source, target


def _pairs(beads: Iterable[Words]) -> dict[tuple[str, str], float]:
    """`Lexicon.pairs` of these beads."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    total = 0
    for source, target in beads:
        total += 1
        left, right = ({_bare(word) for word in side} - {""} for side in (source, target))
        ours.update(left)
        theirs.update(right)
        both.update((a, b) for a in left for b in right)
    common = max(_FEW, _COMMON * total)
    dice = {
        (a, b): 2 * count / (ours[a] + theirs[b])
        for (a, b), count in both.items()
        if count > 1 and (max(ours[a], theirs[b]) <= common or 2 * count / (ours[a] + theirs[b]) > _SURE)
    }
    return {pair: value * (1 - 1 / (1 + log(both[pair]))) for pair, value in dice.items() if value >= 0.5}


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'„“”»«’‘()[]–—-…").casefold()


def _owners(words: Sequence[str], tokens: Tokens) -> list[int]:
    """For each token the word in which it lies by more than half; words are joined by one blank."""
    ends = np.cumsum([len(word) + 1 for word in words])
    return [int(np.searchsorted(ends, (start + end) / 2, side="left")) for start, end in tokens.spans]


def link_words(
    source_words: Sequence[str], target_words: Sequence[str], encoder: Encoder, lexicon: Lexicon | None = None
) -> tuple[WordLink, ...]:
    """Link the words of a bead.

    Args:
        source_words: words of one side, punctuation attached.
        target_words: words of the other.
        encoder: for the tokens.
        lexicon: of the text the bead comes from; without it links are fewer.

    Returns:
        Links in the order of source, then target; a word may have several or none.
    """
    if not source_words or not target_words:
        return ()
    known = lexicon or Lexicon()
    source_words, target_words = _reread((source_words, target_words), known.readings)
    tokens = [encoder.tokens(" ".join(words)) for words in (source_words, target_words)]
    owners = [_owners(words, found) for words, found in zip((source_words, target_words), tokens, strict=True)]
    alike = _alike(tokens, owners)
    alike[~_sounding(source_words, tokens[0])] = -1.0
    alike[:, ~_sounding(target_words, tokens[1])] = -1.0
    counts = len(source_words), len(target_words)
    found: dict[tuple[int, int], float] = {}
    if alike.size:
        placed = _placed(alike, owners, counts)
        found = _mutual(placed, owners, _LEAST)
    _add_known(found, source_words, target_words, known)
    if alike.size:
        placed[[any(i == pair[0] for pair in found) for i in owners[0]]] = -1.0
        placed[:, [any(j == pair[1] for pair in found) for j in owners[1]]] = -1.0
        found |= _mutual(placed, owners, _LEAST_LEFT)
        found |= _beside(found, _by_word(alike, owners, counts))
    return tuple(
        WordLink(i, j, min(1.0, score))
        for (i, j), score in sorted(found.items())
        if _bare(source_words[i]) and _bare(target_words[j]) and not _contradict(source_words[i], target_words[j])
    )


def _sounding(words: Sequence[str], tokens: Tokens) -> NDArray[np.bool_]:
    """(tokens,) whether there is a letter or digit in it."""
    text = " ".join(words)
    return np.array([any(c.isalnum() for c in text[start:end]) for start, end in tokens.spans], dtype=bool)


def _mutual(alike: Floats, owners: Sequence[Sequence[int]], least: float) -> dict[tuple[int, int], float]:
    """The words of tokens that are each other's nearest, with the cosine of the most alike ones, at least `least`."""
    found: dict[tuple[int, int], float] = {}
    rows, columns = alike.argmax(axis=1), alike.argmax(axis=0)
    for a, b in enumerate(rows.tolist()):
        if columns[b] == a and alike[a, b] >= least:
            pair = owners[0][a], owners[1][b]
            found[pair] = max(found.get(pair, 0.0), float(alike[a, b]))
    return found


def _placed(alike: Floats, owners: Sequence[Sequence[int]], counts: tuple[int, int]) -> Floats:
    """(source tokens, target tokens) cosines less what speaks against the places of the two words.

    Args:
        alike: cosines of the tokens.
        owners: of the tokens of both sides.
        counts: numbers of words.
    """
    shares = [np.array(side) / count for side, count in zip(owners, counts, strict=True)]
    placed: Floats = alike - (_ASTRAY * np.abs(shares[0][:, None] - shares[1][None, :])).astype(np.float32)
    steady = _mutual(placed, owners, _STEADY)
    off = _displacement(steady, *counts) + _displacement([(j, i) for i, j in steady], *counts[::-1]).T
    return placed - (_DISPLACED / 2 / _FAR * off[np.ix_(*owners)]).astype(np.float32)


def _displacement(links: Collection[tuple[int, int]], n: int, m: int) -> NDArray[np.int64]:
    """(n, m) how many words each pair is away from where the nearest links before and behind the first word point.

    At most `_FAR`, and none where no other word is linked.
    """
    answers: dict[int, list[int]] = {}
    for i, j in links:
        answers.setdefault(i, []).append(j)
    linked = sorted(answers)
    found = np.zeros((n, m), dtype=np.int64)
    for i in range(n):
        before, behind = bisect_left(linked, i), bisect_right(linked, i)
        beside = *linked[before - 1 : before], *linked[behind : behind + 1]
        pointed = [j - near + i for near in beside for j in answers[near]]
        if pointed:
            found[i] = np.abs(np.arange(m)[:, None] - pointed).min(axis=1).clip(max=_FAR)
    return found


def _by_word(alike: Floats, owners: Sequence[Sequence[int]], counts: tuple[int, int]) -> Floats:
    """`counts` cosines of the most alike tokens of each pair of words."""
    found = np.full(counts, -1.0, dtype=np.float32)
    np.maximum.at(found, np.ix_(*owners), alike)
    return found


def _beside(links: Collection[tuple[int, int]], alike: Floats) -> dict[tuple[int, int], float]:
    """Links of words of the wordier side without an answer, which share that of a word beside them if alike enough.

    So "of the" answers one article in the genitive, and both parts of a name in two words one compound.
    """
    n, m = alike.shape
    if n > m:
        return {(i, j): worth for (j, i), worth in _beside([(j, i) for i, j in links], alike.T).items()}
    found: dict[tuple[int, int], float] = {}
    for j in set(range(m)) - {j for _, j in links}:
        worth, i = max(((float(alike[i, j]), i) for i, near in links if abs(near - j) == 1), default=(-1.0, 0))
        if worth >= _LEAST_BESIDE:
            found[i, j] = worth
    return found


def _alike(tokens: Sequence[Tokens], owners: Sequence[Sequence[int]]) -> Floats:
    """(source tokens, target tokens) cosines of the tokens, mixed with those of the words to which they belong.

    A token of two letters is like many others; the word around it is not.
    """
    bare, whole = [], []
    for side, found in enumerate(tokens):
        rows = unit_rows(found.rows)
        sums = np.zeros((max(owners[side], default=-1) + 1, rows.shape[1]), dtype=np.float32)
        letters = np.array([max(1, end - start) for start, end in found.spans], dtype=np.float32)
        np.add.at(sums, np.array(owners[side], dtype=np.int64), rows * letters[:, None])
        bare.append(rows)
        whole.append(unit_rows(sums)[np.array(owners[side], dtype=np.int64)])
    mixed: Floats = (1 - _WHOLE) * (bare[0] @ bare[1].T) + _WHOLE * (whole[0] @ whole[1].T)
    return mixed


def _contradict(source: str, target: str) -> bool:
    """Both words are numbers, and not the same."""
    left, right = numbers(source), numbers(target)
    return bool(left and right) and not set(left) & set(right)


def _known(source: str, target: str, lexicon: Lexicon) -> float:
    """How sure it is without any vector that two words answer each other."""
    if set(numbers(source)) & set(numbers(target)):
        return _SAME
    left, right = _bare(source), _bare(target)
    keys = fold(left), fold(right)
    if len(left) > 3 and len(right) > 3 and keys[0][:_PREFIX] == keys[1][:_PREFIX]:
        return _SAME if keys[0] == keys[1] else _COGNATE
    value = lexicon.pairs.get((left, right), 0.0)
    return max(_KNOWN, value) if value else 0.0


def _add_known(
    found: dict[tuple[int, int], float], source: Sequence[str], target: Sequence[str], lexicon: Lexicon
) -> None:
    """Link what is known where neither word has a better answer yet; each word once, the nearest place first."""
    taken_source, taken_target = ({pair[k] for pair in found} for k in (0, 1))
    options = []
    for i, left in enumerate(source):
        for j, right in enumerate(target):
            worth = _known(left, right, lexicon)
            if worth:
                options.append((-worth, abs(i / len(source) - j / len(target)), i, j))
    for worth, _, i, j in sorted(options):
        if (i, j) not in found and (i in taken_source or j in taken_target):
            continue
        found[i, j] = max(found.get((i, j), 0.0), -worth)
        taken_source.add(i)
        taken_target.add(j)
