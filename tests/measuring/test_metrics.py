import importlib.util
import io
import json
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.errors import FormatError
from align.measuring import evaluate_paths
from align.measuring.metrics import Tallies, Tally, correct, count, tally
from align.model import Bead
from tests.measuring.ladders import beads, ladders


def test_a_worked_example_gives_the_numbers_counted_by_hand() -> None:
    gold = beads(((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2, 3)), ((), (4,)), ((5,), (5,)))
    test = beads(((0,), (0,)), ((1,), (1,)), ((2, 3), ()), ((4,), (2,)), ((), (3,)), ((), (4,)), ((5,), (5,)))
    counted = tally(gold, test)
    # Right: 0-0, 5-5 and the addition of 4. Predicted: seven beads. Gold links: 0-0, 12-1, 4-23, 5-5.
    assert counted.strict == Tally(hits=3, predicted=7, found=2, gold=4)
    # Besides, 1-1 touches 12-1 and 4-2 touches 4-23; all four gold links are touched.
    assert counted.lax == Tally(hits=5, predicted=7, found=4, gold=4)
    assert counted.links_only == Tally(hits=2, predicted=4, found=2, gold=4)
    assert counted.null == Tally(hits=1, predicted=3, found=1, gold=2)
    assert counted.strict.precision == pytest.approx(3 / 7)
    assert counted.strict.recall == pytest.approx(2 / 4)
    assert counted.strict.f1 == pytest.approx(2 * (3 / 7) * (1 / 2) / (3 / 7 + 1 / 2))


def test_null_beads_do_not_count_for_recall() -> None:
    gold = beads(((0,), (0,)), ((1,), ()))
    counted = tally(gold, beads(((0,), (0,))))
    assert counted.strict.recall == 1.0
    assert counted.null.recall == 0.0


def test_predicted_null_beads_count_for_precision() -> None:
    counted = tally(beads(((0,), (0,))), beads(((0,), (0,)), ((1,), ()), ((), (1,))))
    assert counted.strict.precision == pytest.approx(1 / 3)
    assert counted.links_only.precision == 1.0


def test_sharing_a_sentence_on_one_side_only_is_not_lax() -> None:
    counted = tally(beads(((0, 1), (0,)), ((2,), (1,))), beads(((0,), (1,)), ((1, 2), (0,))))
    assert counted.lax.hits == 1


def test_sharing_must_be_with_one_and_the_same_gold_bead() -> None:
    # Source 0 is of the first gold bead, target 1 of the second: nothing is shared on both sides.
    counted = tally(beads(((0,), (0,)), ((1,), (1,))), beads(((0,), (1,)), ((1,), (0,))))
    assert counted.lax == Tally(0, 2, 0, 2)


def test_nothing_predicted_and_nothing_gold_give_zero_not_a_fault() -> None:
    assert tally((), ()).strict.f1 == 0.0
    assert tally(beads(((0,), (0,))), ()).strict.precision == 0.0
    assert tally((), beads(((0,), (0,)))).strict.recall == 0.0


def test_where_neither_side_has_anything_to_count_there_is_no_share() -> None:
    counted = tally(beads(((0,), (0,))), beads(((0,), (0,))))
    assert counted.null.shares() == {"precision": None, "recall": None, "f1": None}
    assert counted.strict.shares() == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    invented = tally(beads(((0,), (0,))), beads(((0,), (0,)), ((1,), ())))
    assert invented.null.shares() == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_tallies_pool_by_adding() -> None:
    one = tally(beads(((0,), (0,))), beads(((0,), (0,))))
    other = tally(beads(((0,), (0,)), ((1,), (1,))), beads(((0, 1), (0, 1))))
    assert (one + other).strict == Tally(1, 2, 1, 3)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (beads(((0,), (0,)), ((0,), (1,))), "sentence 0 in two places"),
        (beads(((1, 1), (0,))), "sentence 1 in two places"),
        (beads(((), ())), "empty on both sides"),
        (beads(((-1,), (0,))), "sentence -1"),
    ],
)
def test_a_ladder_that_cannot_be_is_refused(wrong: Sequence[Bead], fault: str) -> None:
    with pytest.raises(FormatError, match=fault):
        tally(wrong, ())
    with pytest.raises(FormatError, match=fault):
        tally((), wrong)


@given(st.data())
@settings(max_examples=60)
def test_a_ladder_scores_one_against_itself_and_swapping_sides_changes_nothing(data: st.DataObject) -> None:
    gold, test = data.draw(ladders(6, 5)), data.draw(ladders(6, 5))
    itself = tally(gold, gold)
    assert itself.strict.precision == 1.0
    assert itself.links_only.f1 in (0.0, 1.0)
    assert itself.null.found == sum(bead.is_null for bead in gold)
    mirrored = tally(*[[Bead(bead.target, bead.source) for bead in side] for side in (gold, test)])
    assert mirrored == tally(gold, test)
    assert tally(gold, test).strict.hits == sum(correct(gold, test))


def test_a_sentence_that_is_half_in_each_of_two_beads_counts_twice() -> None:
    gold = beads(((0,), (0,)), ((1,), (1,)))
    projected = beads(((0,), (0,)), ((0,), (0,)), ((1,), (1,)))
    assert count(gold, projected).strict == Tally(3, 3, 2, 2)


def _score_pair(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pair", shared / "tools" / "score_pair.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _printed(counted: Tallies) -> list[str]:
    return [
        f"{name:12} P {one.precision:.4f}  R {one.recall:.4f}  F1 {one.f1:.4f}"
        for name, one in counted.by_name().items()
        if name != "null"
    ]


def _write_set(folder: Path, source: Sequence[str], target: Sequence[str], gold: Sequence[Bead]) -> None:
    (folder / "src.txt").write_text("".join(f"{text}\n" for text in source), encoding="utf-8")
    (folder / "tgt.txt").write_text("".join(f"{text}\n" for text in target), encoding="utf-8")
    lines = (f"{list(bead.source)}:{list(bead.target)}\n" for bead in gold)
    (folder / "gold.txt").write_text("".join(lines), encoding="utf-8")


def _write_beads(path: Path, source: Sequence[str], target: Sequence[str], test: Sequence[Bead]) -> None:
    records = (
        {
            "source_index": list(bead.source),
            "target_index": list(bead.target),
            "source": [source[i] for i in bead.source],
            "target": [target[j] for j in bead.target],
        }
        for bead in test
    )
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def _acceptance_tool_prints(shared: Path, folder: Path) -> list[str]:
    printed = io.StringIO()
    with redirect_stdout(printed):
        _score_pair(shared).main(str(folder), str(folder / "beads.jsonl"))
    return printed.getvalue().splitlines()


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_scores_equal_those_of_the_acceptance_tool(shared: Path, tmp_path: Path, data: st.DataObject) -> None:
    gold, test = data.draw(ladders(7, 6)), data.draw(ladders(7, 6))
    # Words that occur once only, so that the tool finds each sentence back by its words.
    source, target = ([f"{side}{k}a {side}{k}b" for k in range(count)] for side, count in (("s", 7), ("t", 6)))
    _write_set(tmp_path, source, target, gold)
    _write_beads(tmp_path / "beads.jsonl", source, target, test)
    assert _acceptance_tool_prints(shared, tmp_path) == _printed(tally(gold, test))


_words = st.lists(
    st.sampled_from(["der", "die", "Straße", "Strasse", "und", "Baum", "1979", "x"]), min_size=1, max_size=5
)


@given(st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_beads_over_another_splitting_score_as_by_the_acceptance_tool(
    shared: Path, tmp_path: Path, data: st.DataObject
) -> None:
    sides = [[" ".join(data.draw(_words)) for _ in range(5)] for _ in range(2)]
    # Split at other places than the gold, some words misread or lost.
    resplit = []
    for side in sides:
        words = [word if data.draw(st.integers(0, 9)) else "§§ x" for word in " ".join(side).split()]
        cuts = sorted(data.draw(st.sets(st.integers(1, len(words)), min_size=3, max_size=3)) if len(words) > 3 else {1})
        resplit.append([" ".join(words[a:b]) for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)])
    source, target = resplit
    _write_set(tmp_path, sides[0], sides[1], data.draw(ladders(5, 5)))
    _write_beads(tmp_path / "beads.jsonl", source, target, data.draw(ladders(len(source), len(target))))
    evaluation = evaluate_paths(tmp_path, tmp_path / "beads.jsonl")
    assert _acceptance_tool_prints(shared, tmp_path) == _printed(evaluation.pooled.tallies)
