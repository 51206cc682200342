"""What an export is made from: the catalogue entry of a document, its alignment, and what people said of each bead."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from align.collection import Entry
from align.errors import UsageError
from align.model import Alignment, Bead, Sentence

AUTO = "auto"  # the status of a bead that nobody has looked at
REJECTED = "rejected"  # the status of a bead that a person found wrong and nobody has mended


@dataclass(frozen=True, slots=True)
class SideFile:
    """The file that one side was read from: name without folder, hash of its bytes (hexadecimal); "" if not known."""

    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One event in the history of a bead.

    Attributes:
        id: unique id of the operation.
        time: when, with a time zone.
        who: a person, or the aligner's run.
        operation: its name ("accept", "merge").
        before, after: the state around it, in words or as JSON; "" where there is none.
        reason: what the person gave as reason.
    """

    id: str
    time: datetime
    who: str
    operation: str
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided about one bead. Status and confidence are two things; the confidence is the bead's.

    Attributes:
        status: "auto" (nobody has decided), "accepted", "approved" (by a second person too), "rejected".
        reviewer: who decided.
        approver: the second person.
        nature: what people said a null bead is: "omission", "addition", "layout" (the file's layout dropped or repeated
            it); "" if nothing was said.
        flagged: marked for discussion.
        remark: a note, for readers.
        suggestion: a proposed wording of the translation, which itself is never altered.
        bead_id: stable id of the bead, without white space; "" lets the export make one from document and position.
        changed: time of the last decision, with a time zone; None if there is none.
        history: oldest first.
    """

    status: str = AUTO
    reviewer: str = ""
    approver: str = ""
    nature: str = ""
    flagged: bool = False
    remark: str = ""
    suggestion: str = ""
    bead_id: str = ""
    changed: datetime | None = None
    history: tuple[Change, ...] = ()


UNREVIEWED = Review()


@dataclass(frozen=True, slots=True)
class Bitext:
    """A document with its translation, ready to be written.

    Attributes:
        entry: what the catalogue knows of the document.
        alignment: both texts and the ladder between them; its beads hold every sentence exactly once.
        reviews: 0-based index of a bead -> what people said of it; beads that are not in it are `UNREVIEWED`.
        source_file, target_file: what the two sides were read from.
        changed: when alignment or reviews last changed, with a time zone. Exports carry this time and never the time
            of writing, so that exporting twice gives the same bytes. None leaves it out.

    Raises:
        UsageError: if a sentence is in no bead or in two, an index is out of range, a review is of no bead, two beads
            have the same id, or an id has white space in it.
    """

    entry: Entry
    alignment: Alignment
    reviews: Mapping[int, Review] = field(default_factory=dict)
    source_file: SideFile = SideFile()
    target_file: SideFile = SideFile()
    changed: datetime | None = None

    def __post_init__(self) -> None:
        beads = self.alignment.beads
        _check_cover("source", [i for bead in beads for i in bead.source], len(self.alignment.source))
        _check_cover("target", [j for bead in beads for j in bead.target], len(self.alignment.target))
        stray = sorted(index for index in self.reviews if not 0 <= index < len(beads))
        if stray:
            raise UsageError(f"There is a review of bead {stray[0]}, but the alignment has {len(beads)} beads.")
        seen: set[str] = set()
        for index in range(len(beads)):
            bead_id = self.bead_id(index)
            if bead_id.split() != [bead_id]:
                raise UsageError(f"The bead id {bead_id!r} has white space in it.")
            if bead_id in seen:
                raise UsageError(f"Two beads of document {self.entry.number} have the id {bead_id!r}.")
            seen.add(bead_id)

    def review(self, index: int) -> Review:
        """What people said of the bead with this 0-based index."""
        return self.reviews.get(index, UNREVIEWED)

    def bead_id(self, index: int) -> str:
        """The id of the bead: the review's, or one made of document number and 1-based position ("3-17")."""
        return self.review(index).bead_id or f"{'_'.join(self.entry.number.split())}-{index + 1}"

    def source_sentences(self, bead: Bead) -> tuple[Sentence, ...]:
        """The bead's sentences of the original, in order."""
        return tuple(self.alignment.source[i] for i in bead.source)

    def target_sentences(self, bead: Bead) -> tuple[Sentence, ...]:
        """The bead's sentences of the translation, in order."""
        return tuple(self.alignment.target[j] for j in bead.target)

    def rows(self) -> Iterator[tuple[int, Bead, Review]]:
        """Index, bead and review of every bead, in order."""
        for index, bead in enumerate(self.alignment.beads):
            yield index, bead, self.review(index)


def _check_cover(side: str, indices: list[int], count: int) -> None:
    """Raise UsageError unless `indices` holds every number from 0 to `count` - 1 exactly once."""
    uses = Counter(indices)
    for i in range(count):
        if uses[i] != 1:
            where = "no bead" if uses[i] == 0 else "two beads"
            raise UsageError(f"Sentence {i} of the {side} is in {where}.", "Align the document again.")
    if len(uses) > count:
        raise UsageError(f"A bead speaks of a sentence that the {side} ({count} sentences) does not have.")
