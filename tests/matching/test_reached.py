"""What matching reaches: on the alignment sets where they are at hand, on the exercise, and with beads of every width.

The figures are a point or two below those of docs/benchmark, so that they hold for another model of the same recipe.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from align.matching import Encoder, MatchingOptions, align_sentences
from align.measuring import load_set
from align.measuring.metrics import tally
from align.model import Alignment, Bead, plain_sentences
from tests.checking.planting import load


def matched(source: list[str], target: list[str], encoder: Encoder) -> Alignment:
    return align_sentences(plain_sentences(source), plain_sentences(target), encoder, MatchingOptions())


@pytest.mark.parametrize(
    ("name", "strict", "null"),
    [
        ("agreement-1973", 0.98, 0.8),
        ("kafka", 0.985, None),
        ("udhr", 0.97, None),
        ("basic-law-hard", 0.955, 0.82),
        ("luke", 0.96, None),
        ("textberg-dev", 0.92, 0.85),
    ],
)
def test_the_sets_are_matched_as_well_as_was_measured(
    name: str, strict: float, null: float | None, shared: Path, encoder: Encoder
) -> None:
    text = load_set(shared / "eval" / name)
    found = tally(text.gold, matched(list(text.source), list(text.target), encoder).beads)
    assert found.strict.f1 >= strict
    assert null is None or found.null.f1 >= null


def test_the_exercise_is_matched_without_its_paragraphs(encoder: Encoder) -> None:
    gold = load("exercise")
    found = tally(gold.beads, align_sentences(gold.source, gold.target, encoder, MatchingOptions()).beads)
    assert found.strict.f1 >= 0.97


def test_without_the_encoder_confidence_is_as_high_as_what_is_right() -> None:
    gold = load("exercise")
    known = {(bead.source, bead.target) for bead in gold.beads}
    source, target = [s.text for s in gold.source], [s.text for s in gold.target]
    found = align_sentences(plain_sentences(source), plain_sentences(target), None, MatchingOptions()).beads
    right = sum((bead.source, bead.target) in known for bead in found) / len(found)
    sure = sum(bead.confidence for bead in found) / len(found)
    assert abs(right - sure) < 0.08


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("many", ["source", "target"])
def test_several_sentences_that_one_answers_are_one_bead(many: str, count: int, encoder: Encoder) -> None:
    apart: list[str] = []
    together: list[str] = []
    for k, (german, english) in enumerate(plain_pairs()):
        one, other = (german, english) if many == "source" else (english, german)
        apart.append(one)
        if 0 < k % 10 < count:
            other = f"{together.pop()[:-1]}, und {other[0].lower()}{other[1:]}"
        together.append(other)
    source, target = (apart, together) if many == "source" else (together, apart)
    found = {(bead.source, bead.target) for bead in matched(source, target, encoder).beads}
    wide = [(bead.source, bead.target) for bead in widths(len(apart), count) if len(bead.source) > 1]
    right = sum((pair if many == "source" else pair[::-1]) in found for pair in wide)
    assert right >= len(wide) - 1 > 3


def widths(count: int, wide: int) -> list[Bead]:
    """A ladder in which `wide` sentences are answered by one, then those up to the tenth one by one."""
    starts = [k for k in range(count) if k % 10 == 0 or k % 10 >= wide]
    return [Bead(tuple(range(a, b)), (j,)) for j, (a, b) in enumerate(pairwise([*starts, count]))]


def test_sentences_cut_at_other_places_are_one_bead_of_three(encoder: Encoder) -> None:
    source: list[str] = []
    target: list[str] = []
    wanted = []
    pairs = plain_pairs()
    for k in range(0, len(pairs) - 5, 6):
        (a, b, c), (x, y, z) = zip(*pairs[k : k + 3], strict=True)
        half, rest = halved(y)
        end, last = halved(z)
        wanted.append((tuple(range(len(source), len(source) + 3)), tuple(range(len(target), len(target) + 3))))
        source += [a, b, c]
        target += [f"{x} {half}", f"{rest} {end}", last]
        for german, english in pairs[k + 3 : k + 6]:
            source.append(german)
            target.append(english)
    found = {(bead.source, bead.target) for bead in matched(source, target, encoder).beads}
    assert len(wanted) >= 8
    assert sum(pair in found for pair in wanted) >= 0.7 * len(wanted)


def halved(text: str) -> tuple[str, str]:
    words = text.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


def plain_pairs() -> list[tuple[str, str]]:
    """The longer one-to-one beads of the exercise."""
    text = load("exercise")
    pairs = [(text.source_text(bead), text.target_text(bead)) for bead in text.beads if bead.type == "1-1"]
    return [(german, english) for german, english in pairs if len(german) > 50 and english.endswith((".", ";"))]
