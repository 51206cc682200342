"""`align pair` and `align evaluate`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from align.languages import ENCODED, language_name
from tests.cli.conftest import ENGLISH, GERMAN, Align

CHINESE = """\
今天早上下了大雨。河水漫过了旧桥！孩子们今天不上学吗？老师说：“我们等一等。”面包师送来了十二个面包。
市长住在山上的红房子里。他的狗叫得很响。晚上雨停了。人们修好了桥。大家都很高兴。
"""
RAIN = """\
It rained heavily this morning. The river flooded the old bridge! Are the children not going to school today?
The teacher said: "Let us wait." The baker brought twelve loaves.
The mayor lives in the red house on the hill. His dog barked very loudly. In the evening the rain stopped.
People repaired the bridge. Everyone was very happy.
"""
SPANISH = """\
Esta mañana llovió mucho. ¡El río inundó el puente viejo! ¿No van hoy los niños a la escuela?
El Sr. López trajo doce panes. El alcalde vive en la casa roja de la colina. Su perro ladró muy fuerte.
Por la noche dejó de llover. La gente reparó el puente. Todos estaban muy contentos.
"""
REGEN = """\
Heute morgen regnete es stark. Der Fluß überschwemmte die alte Brücke! Gehen die Kinder heute nicht in die Schule?
Herr López brachte zwölf Brote. Der Bürgermeister wohnt in dem roten Haus auf dem Hügel. Sein Hund bellte sehr laut.
Am Abend hörte der Regen auf. Die Leute besserten die Brücke aus. Alle waren sehr froh.
"""


def links(align: Align, folder: Path, texts: tuple[str, str], languages: tuple[str, str]) -> list[str]:
    """The ladder of `align pair` on two texts of these languages, without the confidences."""
    paths = folder / "source.txt", folder / "target.txt"
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    options = ("--source-language", languages[0], "--target-language", languages[1], "--format", "vecalign")
    done = align("pair", *paths, *options)
    assert done.code == 0, done.err
    return [row.rsplit(":", 1)[0] for row in done.out.splitlines()]


def lines_of(text: str) -> str:
    return "".join(f"{line}\n" for line in text.split("\n") if line)


def test_two_files_become_one_json_object_a_bead(align: Align, pair: tuple[Path, Path]) -> None:
    done = align("pair", *pair)
    assert done.code == 0, done.err
    beads = [json.loads(line) for line in done.out.splitlines()]
    assert len(beads) == 8
    assert beads[1]["source"] == ["Der Vorstand des Imkervereins trat am 3. Mai 1974 in Birkenau zusammen."]
    assert beads[1]["source_index"] == beads[1]["target_index"] == [1]
    assert all(0 <= bead["confidence"] <= 1 for bead in beads)


def test_chinese_is_split_at_its_own_marks(align: Align, tmp_path: Path) -> None:
    ladder = links(align, tmp_path, (CHINESE, RAIN), ("zh", "en"))
    assert ladder == [f"[{i}]:[{i}]" for i in range(10)]


def test_spanish_is_paired_with_german(align: Align, tmp_path: Path) -> None:
    ladder = links(align, tmp_path, (SPANISH, REGEN), ("es", "de"))
    assert ladder == [f"[{i}]:[{i}]" for i in range(9)]


def test_thai_is_said_to_have_no_ends_of_sentences(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "th.txt", tmp_path / "en.txt"
    source.write_text("ฝนตกหนัก\n\nแม่น้ำท่วมสะพาน\n", encoding="utf-8")
    target.write_text("It rained heavily.\n\nThe river flooded the bridge.\n", encoding="utf-8")
    done = align("pair", source, target, "--source-language", "th")
    assert done.code == 0, done.err
    assert "warning: th.txt: Thai marks no ends of sentences" in done.err
    assert "--sentences" in done.err
    assert "Thai" not in align("pair", source, target, "--source-language", "th", "--sentences").err


def test_a_language_that_is_none_is_refused(align: Align, pair: tuple[Path, Path]) -> None:
    done = align("pair", *pair, "--target-language", "english")
    assert done.code == 2
    assert "'english' is no ISO 639-1 code of a language. Write en for English." in done.err
    assert align("pair", *pair, "--sentences", "--source-language", "klingon").code == 2


@pytest.mark.parametrize("form", [(), ("--sentences",)])
def test_a_language_beyond_the_encoder_is_paired_with_a_warning(
    form: tuple[str, ...], align: Align, pair: tuple[Path, Path]
) -> None:
    done = align("pair", *pair, *form, "--source-language", "el")
    assert done.code == 0, done.err
    assert "warning: The encoder was not made for Greek (el)" in done.err
    assert "Greek" not in align("pair", *pair, *form, "--source-language", "el", "--without-encoder").err


def test_a_text_that_reads_like_another_language_is_told(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "source.txt", tmp_path / "target.txt"
    source.write_text(SPANISH, encoding="utf-8")
    target.write_text(REGEN, encoding="utf-8")
    done = align("pair", source, target, "--source-language", "fr", "--target-language", "de")
    assert done.code == 0, done.err
    assert "warning: The original reads like Spanish (es), not like French (fr)" in done.err
    assert "reads like" not in align("pair", source, target, "--source-language", "gl", "--target-language", "de").err


def test_the_help_names_the_languages_of_the_encoder(align: Align) -> None:
    shown = align("pair", "--help").out
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    for code in ENCODED:
        assert f"({code})" in shown
        assert f"{language_name(code)} ({code})" in " ".join(readme.split())


def test_a_sentence_a_line_keeps_the_line_numbers(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "de.txt", tmp_path / "en.txt"
    source.write_text(lines_of(GERMAN), encoding="utf-8")
    target.write_text(lines_of(ENGLISH), encoding="utf-8")
    done = align("pair", "--sentences", source, target, "--format", "vecalign")
    assert done.code == 0, done.err
    rows = done.out.splitlines()
    assert [row.rsplit(":", 1)[0] for row in rows] == [f"[{i}]:[{i}]" for i in range(8)]
    assert all(0 <= float(row.rsplit(":", 1)[1]) <= 1 for row in rows)


def test_a_line_that_is_too_long_is_refused_by_its_number(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "de.txt", tmp_path / "en.txt"
    source.write_text(lines_of(GERMAN), encoding="utf-8")
    target.write_text("One.\n\n" + "two " * 225_000 + "\n", encoding="utf-8")
    done = align("pair", "--sentences", source, target)
    assert done.code == 4
    assert "Sentence 3 of the translation (en.txt) has 899,999 characters; at most 5,000 can be matched." in done.err
    target.write_text(lines_of(ENGLISH) + "two " * 1_250, encoding="utf-8")
    assert align("pair", "--sentences", source, target).code == 0


def test_a_text_without_ends_of_sentences_is_paired_in_pieces(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "de.txt", tmp_path / "en.txt"
    source.write_text("die Gans lief über die Brücke, " * 2_000, encoding="utf-8")
    target.write_text("the goose ran over the bridge, " * 2_000, encoding="utf-8")
    done = align("pair", "--anyway", source, target)
    assert done.code == 0, done.err
    assert len(done.out.splitlines()) > 50


def test_an_empty_line_stays_a_sentence(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "de.txt", tmp_path / "en.txt"
    source.write_text(lines_of(GERMAN).replace("\n", "\n\n", 1), encoding="utf-8")
    target.write_text(lines_of(ENGLISH), encoding="utf-8")
    rows = align("pair", "--sentences", source, target, "--format", "vecalign").out.splitlines()
    assert any(row.startswith("[1]:[]") for row in rows)
    assert any(row.startswith("[2]:[1]") for row in rows)


def test_empty_lines_are_no_omissions(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "de.txt", tmp_path / "en.txt"
    source.write_text(lines_of(GERMAN).replace("\n", "\n\n"), encoding="utf-8")
    target.write_text("\n\n" + lines_of(ENGLISH), encoding="utf-8")
    done = align("pair", "--sentences", source, target, "--output", tmp_path / "beads.jsonl", "--json")
    summary = json.loads(done.out)
    assert (summary["beads"], summary["omissions"], summary["additions"]) == (8, 0, 0)


def test_a_passage_that_moved_is_named_with_its_partner(align: Align, tmp_path: Path) -> None:
    source, target = tmp_path / "de.txt", tmp_path / "en.txt"
    english = lines_of(ENGLISH).splitlines()
    moved = [*english[:2], *english[4:6], *english[2:4], *english[6:]]
    source.write_text("\n\n" + lines_of(GERMAN), encoding="utf-8")
    target.write_text("\n\n" + lines_of("\n".join(moved)), encoding="utf-8")
    done = align("pair", "--sentences", source, target)
    [number] = [k for k, line in enumerate(done.out.splitlines()) if "findings" in json.loads(line)]
    [finding] = json.loads(done.out.splitlines()[number])["findings"]
    assert finding["beads"][0] == number
    ladder = [json.loads(line) for line in done.out.splitlines()]
    passage = [ladder[k] for k in finding["beads"]]
    places = [sorted(i for bead in passage for i in bead[side]) for side in ("source_index", "target_index")]
    assert places in ([[4, 5], [6, 7]], [[6, 7], [4, 5]])
    assert f"warning: bead {number + 1}: " in " ".join(done.err.split())
    assert finding["message"] in " ".join(done.err.split())


def test_the_result_can_be_scored_against_gold(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    gold, ladder = tmp_path / "gold.txt", tmp_path / "ladder.txt"
    gold.write_text("".join(f"[{i}]:[{i}]\n" for i in range(8)), encoding="utf-8")
    assert align("pair", *pair, "--format", "vecalign", "--output", ladder, "--json").code == 0
    scores = json.loads(align("evaluate", gold, ladder, "--json").out)
    (score,) = scores.values()
    assert score["strict"]["f1"] == score["links_only"]["f1"] == 1.0
    assert "align" in score["signature"]


def test_without_the_encoder_the_signature_says_so(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    done = align("pair", *pair, "--without-encoder", "--output", tmp_path / "beads.jsonl", "--json")
    assert done.code == 0, done.err
    assert "no-encoder" in json.loads(done.out)["signature"]


def test_a_reader_that_goes_away_is_no_fault(pair: tuple[Path, Path]) -> None:
    command = f'"{sys.executable}" -m align pair "{pair[0]}" "{pair[1]}" | head -n 1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_benchmark_writes_table_record_and_pictures(align: Align, tmp_path: Path) -> None:
    folder = tmp_path / "sets" / "bees"
    folder.mkdir(parents=True)
    (folder / "src.txt").write_text(lines_of(GERMAN), encoding="utf-8")
    (folder / "tgt.txt").write_text(lines_of(ENGLISH), encoding="utf-8")
    (folder / "gold.txt").write_text("".join(f"[{i}]:[{i}]\n" for i in range(8)), encoding="utf-8")
    options = ("--no-noise", "--no-baselines", "--size", "50")
    done = align("benchmark", tmp_path / "sets", "--output", tmp_path / "out", *options)
    assert done.code == 0, done.err
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"benchmark.md", "benchmark.json"}
    assert "bees" in (tmp_path / "out" / "benchmark.md").read_text(encoding="utf-8")


def test_training_without_the_files_of_pairs_names_the_missing_one(align: Align, tmp_path: Path) -> None:
    done = align("train", tmp_path, tmp_path, "--output", tmp_path / "model.npz")
    assert done.code == 3
    assert ".tsv.gz" in done.err
