import gzip
import random
from pathlib import Path

import pytest

from align.errors import UnreadableFileError, UsageError
from align.measuring import AlignmentSet
from align.measuring.material import long_text, make_text, pairs_of_files, pairs_of_sets
from align.measuring.metrics import validate
from align.measuring.noise import with_character_errors
from tests.measuring.ladders import beads

TEXTS = tuple(f"Der Gärtner Nummer {k} gießt jeden Morgen die Beete, und abends ruht er sich aus." for k in range(300))


def _edits(first: str, second: str) -> int:
    """Levenshtein distance, the textbook way."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


@pytest.mark.parametrize("rate", [0.01, 0.03, 0.08])
def test_the_share_of_wrong_characters_is_the_rate(rate: float) -> None:
    noisy = with_character_errors(TEXTS, rate, random.Random(3))
    share = sum(_edits(a, b) for a, b in zip(TEXTS, noisy, strict=True)) / sum(map(len, TEXTS))
    assert share == pytest.approx(rate, rel=0.35)


def test_the_same_seed_gives_the_same_errors_and_another_seed_others() -> None:
    first, again, other = (with_character_errors(TEXTS, 0.05, random.Random(seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_no_noise_changes_nothing_and_no_text_vanishes() -> None:
    assert with_character_errors(TEXTS, 0.0, random.Random(1)) == TEXTS
    assert all(text.strip() for text in with_character_errors(["a", "I.", "ß"] * 50, 1.0, random.Random(1)))
    assert with_character_errors([""], 1.0, random.Random(1)) == ("",)


def test_a_long_text_has_gold_that_covers_it_and_a_few_omissions() -> None:
    text = long_text(iter([(f"Satz {k}.", f"Sentence {k}.") for k in range(5000)]), 1000, random.Random(1))
    assert len(text.source) == 1000
    validate(text.gold, "gold")
    assert {i for bead in text.gold for i in bead.source} == set(range(1000))
    assert {j for bead in text.gold for j in bead.target} == set(range(len(text.target)))
    assert 15 < sum(not bead.target for bead in text.gold) < 50
    for bead in text.gold:
        for i in bead.source:
            for j in bead.target:
                assert text.source[i].removeprefix("Satz ") in text.target[j]


def test_a_set_that_is_too_short_is_gone_through_again_and_the_text_says_so() -> None:
    small = AlignmentSet("a", ("Eins.", "Zwei.", "Drei."), ("One, two.", "Three."), beads(((0, 1), (0,)), ((2,), (1,))))
    assert pairs_of_sets([small]) == (("Eins. Zwei.", "One, two."), ("Drei.", "Three."))
    text = make_text(20, [small], (), seed=1)
    assert (len(text.source), text.repeated) == (20, True)
    assert not make_text(2, [small], (), seed=1).repeated


def test_running_text_is_read_from_plain_and_packed_files(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Eins.\tOne.\n\tempty\nZwei\u2028immer noch.\tTwo.\n", encoding="utf-8")
    with gzip.open(tmp_path / "b.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.write("Drei.\tThree.\n")
    files = (tmp_path / "a.tsv", tmp_path / "b.tsv.gz")
    assert list(pairs_of_files(files)) == [("Eins.", "One."), ("Zwei\u2028immer noch.", "Two."), ("Drei.", "Three.")]
    short = make_text(5, [], files, seed=2)
    assert (len(short.source), short.asked, short.repeated) == (2, 5, False)


def test_running_text_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.tsv.gz").write_bytes(b"not packed")
    for name in ("a.tsv.gz", "none.tsv"):
        with pytest.raises(UnreadableFileError):
            list(pairs_of_files([tmp_path / name]))


@pytest.mark.parametrize("content", ["", "Eins, zwei, drei.\n", "Eins.\t\n\tTwo.\n"])
def test_running_text_without_pairs_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "good.tsv").write_text("Eins.\tOne.\n", encoding="utf-8")
    (tmp_path / "bad.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"bad\.tsv holds no pairs"):
        make_text(5, [], (tmp_path / "good.tsv", tmp_path / "bad.tsv"), seed=1)


def test_sets_without_a_linked_bead_make_no_text() -> None:
    with pytest.raises(UsageError, match="no linked bead"):
        make_text(5, [AlignmentSet("a", ("Eins.",), (), beads(((0,), ())))], (), seed=1)
