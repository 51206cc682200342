"""Bringing files in: what is sound is taken in whole, of what is not nothing is left."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from align.collection import Entry, load_collection
from align.errors import (
    AlignError,
    CatalogueError,
    ConflictError,
    MismatchError,
    NoTextError,
    UnreadableFileError,
    UsageError,
)
from align.pipeline import importing
from align.pipeline.importing import Delivery, Upload, correct, import_document
from align.pipeline.running import Outcome, RunOptions
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import open_store

CATALOGUE = """# kept as it is
[collection]
title = "Papers"

[[document]]
number = "7"
title_de = "Sieben"

[[document]]
number = "8"
original = "originals/acht.pdf"
"""
GERMAN = "\n\n".join(
    f"Der Garten Nummer {n} hat in diesem Jahr nicht genug Wasser, und die Leute sind damit nicht zufrieden."
    for n in range(10, 22)
)
ENGLISH = "\n\n".join(
    f"Garden number {n} does not have enough water this year, and the people are not happy with that."
    for n in range(10, 22)
)
ORIGINAL, TRANSLATION = Upload("Garten.txt", GERMAN.encode()), Upload("garden.txt", ENGLISH.encode())
OPTIONS = RunOptions(jobs=1, formats=())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "collection.toml").write_text(CATALOGUE, encoding="utf-8")
    return open_workspace(tmp_path)


def files(workspace: Workspace) -> dict[str, bytes]:
    """Everything in the workspace but the cache of readings and the database."""
    found = (path for path in workspace.folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(workspace.folder)): path.read_bytes()
        for path in found
        if not path.name.startswith("align.sqlite") and "pages" not in path.parts
    }


def bring(workspace: Workspace, delivery: Delivery) -> Outcome:
    return import_document(workspace, delivery, OPTIONS, None)


def test_a_new_document_is_taken_in_and_aligned(workspace: Workspace) -> None:
    entry = Entry("", "Gärten", "Gardens", date="1964-11-30/12-01", shelfmark="Kreisarchiv, WW 1, Bl. 1-2")
    outcome = bring(workspace, Delivery(entry, original=ORIGINAL, translation=TRANSLATION))
    assert (outcome.number, outcome.state, outcome.beads) == ("9", "aligned", 12)
    kept = load_collection(workspace.folder).entry("9")
    assert (kept.title_de, kept.date, kept.folios) == ("Gärten", "1964-11-30/1964-12-01", "1-2")
    assert (kept.original, kept.translation) == (Path("originals/9.txt"), Path("translations/9.txt"))
    assert (workspace.folder / "originals/9.txt").read_bytes() == ORIGINAL.content
    assert (workspace.folder / "collection.toml").read_text(encoding="utf-8").startswith(CATALOGUE)
    assert not list(workspace.cache.glob("incoming-*"))
    with open_store(workspace.folder) as store:
        assert store.alignment("9").alignment.source[0].text.startswith("Der Garten Nummer 10")


def test_each_step_of_bringing_in_is_told(workspace: Workspace) -> None:
    told: list[tuple[str, int, int]] = []
    delivery = Delivery(Entry("", "Gärten", "Gardens"), original=ORIGINAL, translation=TRANSLATION)
    import_document(workspace, delivery, OPTIONS, None, report=lambda *step: told.append(step))
    steps = [what for what, _, _ in told]
    for step in ("comparing the two", "matching", "checking"):
        assert any(what.endswith(step) for what in steps), (step, steps)
    assert all(0 <= done <= total or total == 0 for _, done, total in told)


def test_a_document_of_the_catalogue_gets_its_files(workspace: Workspace) -> None:
    entry = workspace.collection.entry("7")
    before = (workspace.folder / "collection.toml").read_bytes()
    outcome = bring(workspace, Delivery(entry, entry, original=ORIGINAL))
    assert outcome.state == "read"
    outcome = bring(workspace, Delivery(entry, entry, translation=TRANSLATION))
    assert (outcome.state, outcome.beads) == ("aligned", 12)
    assert (workspace.folder / "collection.toml").read_bytes() == before
    with pytest.raises(UsageError, match=r"has its original already: 7\.txt"):
        bring(workspace, Delivery(entry, entry, original=ORIGINAL))


def locked() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("original", "translation", "error", "words"),
    [
        (Upload("scan.pdf", b"This is no PDF, whatever its name says."), TRANSLATION, UnreadableFileError, "scan.pdf"),
        (Upload("scan.pdf", b""), TRANSLATION, UnreadableFileError, "empty"),
        (Upload("scan.pdf", locked()), TRANSLATION, UnreadableFileError, "scan.pdf"),
        (Upload("scan.exe", b"MZ"), TRANSLATION, UnreadableFileError, "no kind"),
        (Upload("blank.txt", b" \n \n"), TRANSLATION, AlignError, "blank.txt"),
        (Upload("a.txt", TRANSLATION.content), Upload("b.txt", ORIGINAL.content), MismatchError, "swapped"),
        (Upload("a.txt", ORIGINAL.content), Upload("b.txt", ORIGINAL.content), MismatchError, "Both sides"),
        (None, TRANSLATION, UsageError, "original is missing"),
        (None, None, UsageError, "no file"),
    ],
)
def test_of_bad_files_nothing_is_left(
    workspace: Workspace, original: Upload | None, translation: Upload | None, error: type[AlignError], words: str
) -> None:
    before = files(workspace)
    with pytest.raises(error, match=words) as raised:
        bring(workspace, Delivery(Entry("12"), original=original, translation=translation))
    assert raised.value.advice
    assert files(workspace) == before
    assert not (workspace.folder / "align.sqlite").exists()


@pytest.mark.parametrize(
    "entry",
    [
        Entry("7"),
        Entry("007"),
        Entry("../x"),
        Entry("a/b"),
        Entry("12", date="yesterday"),
        Entry("12", date="1964-12-01/1964-11-30"),
        Entry("12", languages=("german", "en")),
        Entry("12", address="javascript:alert(1)"),
    ],
)
def test_facts_that_cannot_be_meant_are_refused_before_reading(
    workspace: Workspace, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "read", _never)
    before = files(workspace)
    with pytest.raises(UsageError) as raised:
        bring(workspace, Delivery(entry, original=ORIGINAL, translation=TRANSLATION))
    assert raised.value.advice
    assert files(workspace) == before


def _never(*_: object, **__: object) -> None:
    raise AssertionError("nothing should have been read")


def test_a_file_that_is_there_is_never_replaced(workspace: Workspace) -> None:
    (workspace.folder / "translations").mkdir()
    (workspace.folder / "translations" / "12.txt").write_text("Somebody's.", encoding="utf-8")
    before = files(workspace)
    with pytest.raises(CatalogueError, match=r"translations/12\.txt already"):
        bring(workspace, Delivery(Entry("12"), original=ORIGINAL, translation=TRANSLATION))
    assert files(workspace) == before  # the original was put in its place first, and taken away again


def test_the_kind_of_file_that_the_catalogue_names_is_asked_for(workspace: Workspace) -> None:
    before = files(workspace)
    with pytest.raises(CatalogueError, match=r"names acht\.pdf"):
        bring(workspace, Delivery(workspace.collection.entry("8"), workspace.collection.entry("8"), ORIGINAL))
    assert files(workspace) == before


def test_a_catalogue_that_cannot_be_written_leaves_no_files(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CatalogueError("No.", "Try again.")

    monkeypatch.setattr(importing, "add_entry", refuse)
    before = files(workspace)
    with pytest.raises(CatalogueError):
        bring(workspace, Delivery(Entry("12"), original=ORIGINAL, translation=TRANSLATION))
    assert files(workspace) == before


def test_a_person_who_leaves_in_the_middle_leaves_nothing(workspace: Workspace) -> None:
    class LeavesError(BaseException):
        pass

    def leave(what: str, *_: int) -> None:
        if what == "comparing the two":
            raise LeavesError

    before = files(workspace)
    with pytest.raises(LeavesError):
        import_document(
            workspace, Delivery(Entry("12"), original=ORIGINAL, translation=TRANSLATION), OPTIONS, None, report=leave
        )
    assert files(workspace) == before


def test_what_does_not_look_like_a_pair_can_be_brought_in_anyway(workspace: Workspace) -> None:
    swapped = Delivery(Entry("12"), original=TRANSLATION, translation=ORIGINAL)
    outcome = import_document(workspace, swapped, RunOptions(jobs=1, formats=(), anyway=True), None)
    assert outcome.state == "aligned"


def test_names_from_outside_name_no_place(workspace: Workspace) -> None:
    bad = Upload("..\\..\\x\x00" + "y" * 500 + ".TXT", ORIGINAL.content)
    outcome = bring(workspace, Delivery(Entry("12"), original=bad, translation=TRANSLATION))
    assert outcome.state == "aligned"
    assert (workspace.folder / "originals" / "12.txt").is_file()


def test_two_who_bring_in_at_once_get_two_numbers(workspace: Workspace) -> None:
    stale = workspace  # opened before the first was taken in
    one = bring(workspace, Delivery(Entry(""), original=ORIGINAL, translation=TRANSLATION))
    two = bring(stale, Delivery(Entry(""), original=ORIGINAL, translation=TRANSLATION))
    assert (one.number, two.number) == ("9", "10")


def test_no_text_is_told_with_the_name_that_the_file_came_with(workspace: Workspace) -> None:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(stream)
    with pytest.raises(NoTextError, match=r"blank page\.pdf"):
        bring(workspace, Delivery(Entry("12"), original=Upload("blank page.pdf", stream.getvalue())))


def test_facts_of_a_known_document_are_corrected_with_its_files(workspace: Workspace) -> None:
    seen = workspace.collection.entry("7")
    wanted = replace(seen, title_en="Seven", date="1964-11-30")
    outcome = bring(workspace, Delivery(wanted, seen, ORIGINAL, TRANSLATION))
    assert (outcome.state, outcome.title) == ("aligned", "Seven")
    entry = open_workspace(workspace.folder).collection.entry("7")
    assert (entry.title_de, entry.title_en, entry.date) == ("Sieben", "Seven", "1964-11-30")


def test_a_conflict_about_facts_leaves_no_file(workspace: Workspace) -> None:
    seen = workspace.collection.entry("7")
    correct(workspace, seen, replace(seen, date="1970"))
    before = files(workspace)
    with pytest.raises(ConflictError, match="date of document 7"):
        bring(workspace, Delivery(replace(seen, date="1971"), seen, ORIGINAL, TRANSLATION))
    assert files(workspace) == before


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"date": "in May"}, "The date cannot be read"),
        ({"address": "example.org"}, "is not a web address"),
        ({"languages": ("german", "en")}, "Write de for German"),
    ],
)
def test_facts_that_cannot_be_meant_are_told_in_plain_words(
    workspace: Workspace, facts: dict[str, Any], said: str
) -> None:
    seen, before = workspace.collection.entry("7"), files(workspace)
    with pytest.raises(UsageError, match=said):
        correct(workspace, seen, replace(seen, **facts))
    assert files(workspace) == before
