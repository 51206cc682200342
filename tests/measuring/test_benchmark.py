import json
import os
from dataclasses import replace

import pytest
from lxml import etree

from align.errors import AlignError, LimitError
from align.measuring import cost, evaluate
from align.measuring.benchmark import ALIGN, Benchmark, BenchmarkOptions, Quality, benchmark
from align.measuring.cost import measure_cost
from align.measuring.damages import DAMAGES, MISREAD
from align.measuring.material import LongText
from align.measuring.pictures import Axis, Curve, picture
from align.measuring.rendering import render
from tests.measuring.ladders import beads

GERMAN = """Am Morgen öffnete der Bäcker seinen Laden.
Das Brot war noch warm.
Eine alte Frau kaufte drei Brötchen und fragte nach dem Wetter.
Draußen regnete es seit zwei Tagen.
Niemand wollte spazieren gehen.
Nur der Hund des Nachbarn lief vergnügt durch die Pfützen.
Um zwölf Uhr läutete die Glocke der Kirche.
Der Bäcker schloss die Tür und ging nach Hause."""
ENGLISH = """In the morning the baker opened his shop.
The bread was still warm.
An old woman bought three rolls and asked about the weather.
It had been raining outside for two days.
Only the neighbour's dog ran happily through the puddles.
At twelve o'clock the church bell rang.
The baker closed the door and went home."""
GOLD = "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n[4]:[]\n[5]:[4]\n[6]:[5]\n[7]:[6]\n"


NOISE = ("noise-misread.svg", "noise-spell-as-of-old.svg")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Benchmark:
    folder = tmp_path_factory.mktemp("sets")
    for name, about in (("bakery", ""), ("bakery-hard", "artificial = true\n")):
        (folder / name).mkdir()
        for file, content in (("src.txt", GERMAN), ("tgt.txt", ENGLISH), ("gold.txt", GOLD), ("about.toml", about)):
            (folder / name / file).write_text(content, encoding="utf-8")
    told: list[tuple[int, int]] = []
    result = benchmark(
        folder,
        BenchmarkOptions(damages=(replace(MISREAD, rates=(0.03,)), DAMAGES[-1]), sizes=(20,)),
        progress=lambda name, done, total: told.append((done, total)),
    )
    assert told == [(k, 13) for k in range(13)]
    return result


def test_every_set_is_measured_by_every_method(measured: Benchmark) -> None:
    assert [(one.name, one.method) for one in measured.quality] == [
        (name, method) for name in ("bakery", "bakery-hard") for method in ("align", "cosine", "Gale-Church")
    ]
    assert measured.left_out == ()
    assert all(one.scores.lax.f1 > 0.9 for one in measured.quality if one.method == ALIGN)


def test_every_number_has_a_signature_that_names_data_method_and_version(measured: Benchmark) -> None:
    signatures = [one.scores.signature for one in measured.quality] + [
        one.scores.signature for one in measured.noise if one.rate
    ]
    assert len(set(signatures)) == len(signatures)
    assert all("measure:vecalign-score" in text and "align:0" in text for text in signatures)
    assert all(text.startswith(("bakery:", "bakery-hard:")) for text in signatures)
    assert "use-multilingual" in measured.signature


def test_without_noise_the_noise_curve_begins_at_the_plain_score(measured: Benchmark) -> None:
    plain = {one.name: one.scores for one in measured.quality if one.method == ALIGN}
    begins = [one for one in measured.noise if one.rate == 0.0]
    assert len(begins) == 4
    assert all(one.scores is plain[one.name] for one in begins)


def test_damage_is_drawn_anew_several_times_where_chance_has_a_part(measured: Benchmark) -> None:
    beads = {one.name: one.scores.strict.gold for one in measured.quality if one.method == ALIGN}
    draws = {(one.damage.name, one.rate): one.draws for one in measured.noise}
    assert draws == {
        ("Misread characters", 0.0): 1,
        ("Misread characters", 0.03): 5,
        ("Spelling before 1996 (daß)", 0.0): 1,
        ("Spelling before 1996 (daß)", 0.5): 3,
        ("Spelling before 1996 (daß)", 1.0): 1,
    }
    assert all(one.scores.strict.gold == one.draws * beads[one.name] for one in measured.noise)


def test_artificial_sets_are_pooled_apart(measured: Benchmark) -> None:
    natural, artificial = (measured.pooled(ALIGN, artificial=kind) for kind in (False, True))
    assert natural.signature.startswith("bakery:")
    assert artificial.signature.startswith("bakery-hard:")
    assert measured.pooled(ALIGN).strict.predicted == natural.strict.predicted + artificial.strict.predicted


def test_the_cost_is_that_of_a_whole_process(measured: Benchmark) -> None:
    (found,) = measured.cost
    assert (found.sentences, found.asked, found.repeated) == (20, 20, True)
    assert 0.1 < found.floor.processor < found.whole.processor * 3
    assert found.whole.memory > 50_000_000
    assert found.ratio == found.whole.processor / found.floor.processor


def test_the_files_of_a_benchmark_hold_what_was_measured(measured: Benchmark) -> None:
    files = render(measured)
    assert set(files) == {"benchmark.md", "benchmark.json", "reliability.svg", "review-curve.svg", *NOISE}
    record = json.loads(files["benchmark.json"])
    assert record["quality"][0]["strict"]["f1"] == measured.quality[0].scores.strict.f1
    assert record["cost"][0]["ratio"] == measured.cost[0].ratio
    table = files["benchmark.md"]
    assert table.index("## Natural sets") < table.index("| bakery |") < table.index("## Artificial sets")
    assert all(one.scores.signature in table for one in measured.quality)
    for block in table.split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1
    for name in files:
        if name.endswith(".svg"):
            etree.fromstring(files[name].encode())


def test_where_there_is_nothing_to_count_table_and_record_say_so(measured: Benchmark) -> None:
    right = evaluate(beads(((0,), (0,))), beads(((0,), (0,)), confidence=0.9))
    files = render(Benchmark((Quality("calm", False, ALIGN, right),), (), (), (), ""))
    assert "| calm | 1 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | – | – | – |" in files["benchmark.md"]
    assert "| calm | 1 | 0 | 0.100 | – | – | – |" in files["benchmark.md"]
    (scores,) = json.loads(files["benchmark.json"])["quality"]
    assert [scores["null"][name] for name in ("precision", "recall", "f1")] == [None, None, None]
    assert scores["errors_caught"] == dict.fromkeys(("0.05", "0.1", "0.2"))


@pytest.mark.parametrize(
    ("sentences", "repeated", "said"),
    [
        (20, False, ""),
        (20, True, "The sets have fewer than 20 pairs"),
        (12, False, "The running text gives 12 sentences, not the 20 that were asked for."),
    ],
)
def test_where_there_is_too_little_text_the_table_says_so(
    measured: Benchmark, sentences: int, repeated: bool, said: str
) -> None:
    cost = replace(measured.cost[0], sentences=sentences, repeated=repeated)
    assert (cost.shortage[: len(said)], bool(cost.shortage)) == (said, bool(said))
    table = render(replace(measured, cost=(cost,)))["benchmark.md"]
    assert table.count("- The sets have fewer") == repeated
    assert table.count("- The running text gives") == (sentences < 20)


@pytest.mark.parametrize(
    ("script", "error", "message"),
    [("kill -9 $$", LimitError, "signal 9"), ("exit 5", AlignError, "exit code 5")],
)
def test_a_process_without_a_result_is_reported(
    monkeypatch: pytest.MonkeyPatch, script: str, error: type[AlignError], message: str
) -> None:
    def doomed(_path: str, _command: list[str], _environment: object) -> int:
        return os.posix_spawn("/bin/sh", ["sh", "-c", script], {})

    class _System:
        posix_spawn = staticmethod(doomed)
        wait4, waitstatus_to_exitcode, environ, WNOHANG = os.wait4, os.waitstatus_to_exitcode, os.environ, os.WNOHANG

    monkeypatch.setattr(cost, "os", _System)
    with pytest.raises(error, match=message):
        measure_cost(LongText(("Eins.",), ("One.",), beads(((0,), (0,))), repeated=False, asked=1))


def test_points_of_a_picture_lie_where_their_axes_say() -> None:
    drawn = picture(
        "A & B",
        Axis("x", 0, 2, (0, 1, 2)),
        Axis("y", 0, 1, (0, 1)),
        [Curve("one", ((0, 0), (2, 1)), (1, 4))],
        ideal=True,
    )
    root = etree.fromstring(drawn.encode())
    space = "{http://www.w3.org/2000/svg}"
    (line,) = root.iter(f"{space}polyline")
    (ideal,) = [one for one in root.iter(f"{space}line") if one.get("class") == "ideal"]
    ends = f"{ideal.get('x1')},{ideal.get('y1')} {ideal.get('x2')},{ideal.get('y2')}"
    assert line.get("points") == ends
    assert [one.get("r") for one in root.iter(f"{space}circle")] == ["4.5", "7.0"]
    assert root.get("aria-label") == "A & B"
