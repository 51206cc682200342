"""What is learnt from is enough, and the card of a model says what it reaches."""

import gzip
from importlib.resources import files
from pathlib import Path

import pytest

from align.errors import UnreadableFileError, UsageError
from align.matching.beadmodel import packaged_model
from align.matching.learning.recipe import DOCUMENTS
from align.measuring import find_sets, load_set
from align.pipeline.training import figures, read_sources
from tests.measuring.test_benchmark import ENGLISH, GERMAN, GOLD


def rows(card: str) -> dict[str, list[str]]:
    lines = [line.strip("| ").split(" | ") for line in card.splitlines() if line.count("|") == 6]
    return {cells[0]: cells[1:] for cells in lines if not cells[0].startswith(("set", "-"))}


def test_figures_of_a_model_stand_in_a_row_for_each_set(tmp_path: Path) -> None:
    for name, gold in (("bakery", GOLD), ("wrong", GOLD.replace("[7]:[6]", "[7]:[]\n[]:[6]"))):
        (tmp_path / name).mkdir()
        for file, content in (("src.txt", GERMAN), ("tgt.txt", ENGLISH), ("gold.txt", gold)):
            (tmp_path / name / file).write_text(content, encoding="utf-8")
    found = figures(packaged_model("use-multilingual"), tmp_path)
    assert "use-multilingual-3/" in found
    right, wrong = rows(found).values()
    assert right[:3] == ["1.000", "1.000", "1.000"]
    assert wrong[:3] == ["0.933", "0.923", "0.500"]
    assert list(rows(found)) == [f"{name} ({load_set(tmp_path / name).sha256[:8]})" for name in ("bakery", "wrong")]


def test_figures_without_a_set_say_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        figures(packaged_model("use-multilingual"), tmp_path)


def test_the_packaged_card_has_figures_of_all_sets(shared: Path) -> None:
    card = (files("align.matching") / "data" / "beads-use-multilingual.md").read_text(encoding="utf-8")
    sets = [load_set(folder) for folder in find_sets(shared / "eval")]
    assert list(rows(card))[-len(sets) :] == [f"{one.name} ({one.sha256[:8]})" for one in sets]


def write_sources(folder: Path, counts: dict[str, int]) -> Path:
    """A folder with as many pairs of each source as are needed, but for those that `counts` names."""
    wanted = dict.fromkeys(DOCUMENTS, 130) | {"bible_tafel_bsb_web": 7630} | counts
    for name, count in wanted.items():
        with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as stream:
            stream.write("Das Brot war noch warm.\tThe bread was still warm.\n" * count)
            stream.write("Kein Englisch.\t\n" * 5)
    return folder


@pytest.mark.parametrize(("name", "count", "needed"), [("xquad", 129, "130"), ("bible_tafel_bsb_web", 200, "7,630")])
def test_a_file_of_too_few_pairs_is_refused_with_both_numbers(
    tmp_path: Path, name: str, count: int, needed: str
) -> None:
    assert list(read_sources(write_sources(tmp_path, {}))) == list(DOCUMENTS)
    said = f"{name}.tsv.gz holds {count} pairs that count; {needed} are needed"
    with pytest.raises(UsageError, match=said):
        read_sources(write_sources(tmp_path, {name: count}))
