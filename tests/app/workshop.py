"""A small workspace made for tests: a typed original, its translation, a ladder with faults; all of it invented."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.model import Alignment, Bead, CleanText, Document, Finding, Kind, Severity
from align.reviewing import open_store
from tests.app.typed import Typed, translated, typed

Text = tuple[str, Kind]
Step = tuple[tuple[Text, ...], tuple[Text, ...], float]

P, H, ITEM, SPEAKER, SIGNED = Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.SPEAKER, Kind.SIGNATURE

LADDER: tuple[Step, ...] = (
    ((("Niederschrift über die Beratung der Fachgruppe Wasser", H),), (("Minutes of the Water Group", H),), 0.97),
    ((("Teilnehmer:", P),), (("Participants:", P),), 0.99),
    ((("Genosse Hartmann, Leiter der Fachgruppe,", ITEM),), (("Comrade Hartmann, head of the group,", ITEM),), 0.96),
    ((("Genossin Petrowa, Gartenbaukommission,", ITEM),), (("Comrade Petrova, gardening commission,", ITEM),), 0.91),
    ((("Gen. Hartmann:", SPEAKER),), (("Comrade Hartmann:", SPEAKER),), 0.98),
    (
        (("Wir müssen die Gärtnereien im Jahre 1964 besser mit Regenwasser versorgen und dabei die Erfahrungen "
          "der Nachbarbezirke berücksichtigen.", P),),
        (("In 1946 we must supply the nurseries with more rainwater, and take into account what the neighbouring "
          "districts have learned.", P),),
        0.41,
    ),
    ((("Das ist vielleicht nur meine Meinung.", P),), (("Perhaps this is [only] my opinion.", P),), 0.88),
    ((("Die Schleuse bei Grünhagen bleibt bis zum 14. August geschlossen.", P),),
     (("The sluice near Grünhagen remains closed until 14 August.", P),), 0.95),
    ((("Dieser Satz steht nicht in der Übersetzung.", P),), (), 0.55),
    ((), (("The weather was fine.", P),), 0.62),
    ((("Artikel 1", H),), (("Article 1", H),), 0.99),
    ((("Einzelheiten regelt ein Protokoll, das beide Gruppen bis zum Jahresende vorlegen.", P),),
     (("Details are governed by a protocol.", P), ("Both groups present it by the end of the year.", P)), 0.72),
    ((("Gießkannen sind mitzubringen.", P), ("Sie werden nicht gestellt.", P)),
     (("Watering cans are to be brought along and will not be provided.", P),), 0.69),
    ((("Unterschrieben in zwei Exemplaren", SIGNED),), (("Signed in two copies", SIGNED),), 0.94),
)  # fmt: skip
"""One round of the text: 14 beads, among them an omission, an addition, a 1-2, a 2-1 and a number that differs."""

WRONG_NUMBER = 5
"""Position of the bead with the finding, in the first round."""

OMITTED = 8
"""Position of the omission, in the first round; an addition follows."""


@dataclass(frozen=True)
class Workshop:
    """What was made: the workspace's folder and everything a test compares with; the translation only if typed too."""

    folder: Path
    original: Typed
    alignment: Alignment
    translation: Typed | None = None


def make(folder: Path, *, rounds: int = 3, ladder: Sequence[Step] = LADDER, both_typed: bool = False) -> Workshop:
    """Make a workspace with document 1 read and aligned, and document 2 without files.

    Args:
        folder: where to.
        rounds: how many times over the text is repeated.
        ladder: the text.
        both_typed: the translation is a PDF with pages too, else mere text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    original, alignment = compose(ladder, rounds)
    for name in ("originals", "translations"):
        (folder / name).mkdir()
    path = folder / "originals" / "1.pdf"
    original.save(path)
    (folder / "collection.toml").write_text(CATALOGUE, encoding="utf-8")
    pages = {page.number: str(page.number) for page in original.pages}
    translation = None
    target = Document((), "en", "plain", source="1.txt")
    if both_typed:
        translation = typed([(sentence.text, sentence.kind) for sentence in alignment.target])
        alignment = replace(alignment, target=translation.sentences)
        translation.save(folder / "translations" / "1.pdf")
        digest = _hash(folder / "translations" / "1.pdf")
        target = Document(translation.pages, "en", "pdf", source="1.pdf", sha256=digest)
    else:
        words = "\n".join(sentence.text for sentence in alignment.target)
        (folder / "translations" / "1.txt").write_text(words, encoding="utf-8")
    with open_store(folder) as store:
        source = Document(original.pages, "de", "pdf", source="1.pdf", sha256=_hash(path))
        clean = CleanText((), "de", folios=pages, typed_numbers={2: "- 2 -"})
        store.save_reading("1", "source", document=source, clean=clean, sentences=alignment.source)
        store.save_reading("1", "target", document=target, clean=CleanText((), "en"), sentences=alignment.target)
        store.save_run("1", alignment)
    return Workshop(folder, original, alignment, translation)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def compose(ladder: Sequence[Step], rounds: int) -> tuple[Typed, Alignment]:
    """The text so many times over, typed, and the ladder between its sentences."""
    steps = [step for _ in range(rounds) for step in ladder]
    original = typed([text for source, _, _ in steps for text in source])
    target = translated([text for _, target, _ in steps for text in target])
    beads, findings, i, j = [], [], 0, 0
    for place, (source, translation, confidence) in enumerate(steps):
        beads.append(Bead(_range(i, source), _range(j, translation), confidence))
        i, j = i + len(source), j + len(translation)
        if place % len(ladder) == WRONG_NUMBER and len(ladder) == len(LADDER):
            message = "1964 stands in the original, 1946 in the translation."
            findings.append(Finding("number-differs", Severity.ERROR, message, (place,)))
    return original, Alignment(original.sentences, target, tuple(beads), tuple(findings), "made for a test")


def _range(start: int, items: Sequence[Text]) -> tuple[int, ...]:
    return tuple(range(start, start + len(items)))


CATALOGUE = """
[collection]
title = "Grünhagen Water Papers"

[[document]]
number = "1"
title_de = "Niederschrift über die Beratung der Fachgruppe Wasserwirtschaft"
title_en = "Minutes of the Consultation of the Water Management Group"
date = "1964-11-30/1964-12-01"
shelfmark = "Kreisarchiv Grünhagen, WW 576"
folios = "1-30"
translator = "A. Example"

[[document]]
number = "2"
title_de = "Vereinbarung über Gießkannen"
title_en = "Agreement on Watering Cans"
date = "1969-11-13"
shelfmark = "Kreisarchiv Grünhagen, WW 577"
remarks = ["The German is itself a translation from the Russian."]
"""
