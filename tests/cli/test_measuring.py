"""`align evaluate`, `align benchmark`, `align train`."""

import json
from pathlib import Path

import pytest

from align.measuring import benchmark as benchmarking
from align.measuring.benchmark import SIZES, Benchmark, BenchmarkOptions
from tests.cli.conftest import Align
from tests.measuring.test_benchmark import ENGLISH, GERMAN, GOLD
from tests.pipeline.test_training import write_sources


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A folder with one alignment set of eight beads."""
    folder = tmp_path / "sets"
    for name, content in (("src.txt", GERMAN), ("tgt.txt", ENGLISH), ("gold.txt", GOLD)):
        (folder / "bakery").mkdir(parents=True, exist_ok=True)
        (folder / "bakery" / name).write_text(content, encoding="utf-8")
    return folder


def test_where_there_is_nothing_to_count_no_figure_is_made_up(align: Align, tmp_path: Path) -> None:
    ladder = tmp_path / "calm.txt"
    ladder.write_text("[0]:[0]:0.9000\n", encoding="utf-8")
    done = align("evaluate", ladder, ladder)
    assert done.out.splitlines()[-1].split() == ["null", "–", "–", "–"]
    assert "least sure part: – (there are none)" in done.err
    record = json.loads(align("evaluate", ladder, ladder, "--json").out)["calm"]
    assert record["null"] == {"precision": None, "recall": None, "f1": None}
    assert record["strict"]["f1"] == 1.0
    assert set(record["errors_caught"].values()) == {None}


def test_costs_of_vecalign_are_no_confidence_unless_asked(align: Align, tmp_path: Path) -> None:
    ladder = tmp_path / "costs.txt"
    ladder.write_text("[0]:[0]:0.221532\n[1]:[]:0.000000\n", encoding="utf-8")
    done = align("evaluate", ladder, ladder, "--json")
    assert "calibration_error" not in json.loads(done.out)["costs"]
    assert "taken for costs, with --confidence" in done.err
    assert "calibration_error" in json.loads(align("evaluate", ladder, ladder, "--json", "--confidence").out)["costs"]
    assert align("evaluate", ladder, ladder, "--json", "--costs").err == ""


def _unwrapped(text: str) -> str:
    """What was said without any blank: a message may break anywhere, in the middle of a long path too."""
    return "".join(text.split())


def test_an_output_that_cannot_be_written_is_refused_before_the_work(align: Align, tmp_path: Path) -> None:
    """There is neither a set nor a file of pairs, which the work would begin with."""
    (tmp_path / "file").touch()
    for command in (("benchmark", tmp_path), ("train", tmp_path, tmp_path)):
        done = align(*command, "--output", tmp_path / "file" / "there")
        told = _unwrapped(done.err)
        assert (done.code, "there" in told, "Chooseanotherfolder" in told) == (8, True, True), done.err
    for option in ("--tokens", "--verses", "--salience"):
        done = align("train", tmp_path, tmp_path, "-o", tmp_path / "model.npz", option, tmp_path / "file" / "there")
        assert (done.code, "there" in _unwrapped(done.err)) == (8, True), done.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("options", "sizes"), [([], SIZES), (["--size", "50", "--size", "70"], (50, 70)), (["--no-cost"], ())]
)
def test_the_cost_is_measured_unless_it_is_left_out(
    align: Align, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], sizes: tuple[int, ...]
) -> None:
    asked: list[BenchmarkOptions] = []

    def measured(_sets: Path, chosen: BenchmarkOptions, **_: object) -> Benchmark:
        asked.append(chosen)
        return Benchmark((), (), (), (), "nothing")

    monkeypatch.setattr(benchmarking, "benchmark", measured)
    assert align("benchmark", tmp_path, "-o", tmp_path, *options).code == 0
    assert [chosen.sizes for chosen in asked] == [sizes]


@pytest.mark.parametrize("option", ["--size", "--text"])
def test_what_is_for_the_cost_is_refused_where_that_is_left_out(align: Align, sets: Path, option: str) -> None:
    done = align("benchmark", sets, "-o", sets, "--no-cost", option, "5")
    assert (done.code, "--no-cost" in done.err) == (2, True)


@pytest.mark.parametrize("size", [0, -3])
def test_a_text_of_no_sentences_is_refused(align: Align, sets: Path, size: int) -> None:
    done = align("benchmark", sets, "-o", sets, "--size", size)
    assert (done.code, "--size" in done.err) == (2, True)


def test_running_text_without_pairs_is_refused_before_the_work(
    align: Align, sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmarking, "align_set", lambda _: pytest.fail("the work has begun"))
    (tmp_path / "prose.txt").write_text("No tab anywhere.\n", encoding="utf-8")
    done = align("benchmark", sets, "-o", tmp_path / "out", "--text", tmp_path / "prose.txt")
    assert (done.code, "prose.txtholdsnopairs" in _unwrapped(done.err)) == (3, True), done.err
    assert not (tmp_path / "out").exists()


def test_training_on_too_few_pairs_is_a_wrong_call(align: Align, tmp_path: Path) -> None:
    tiny = write_sources(tmp_path, {"tatoeba": 12})
    done = align("train", tiny, tmp_path, "-o", tmp_path / "model.npz", "--tokens", tmp_path / "tokens.npz")
    assert (done.code, "holds12pairsthatcount;130areneeded" in _unwrapped(done.err)) == (2, True), done.err
    assert not list(tmp_path.glob("*.npz"))
