"""The card of a model says what it reaches."""

from importlib.resources import files
from pathlib import Path

import pytest

from align.errors import UnreadableFileError
from align.matching.beadmodel import packaged_model
from align.measuring import find_sets, load_set
from align.pipeline.training import figures
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
