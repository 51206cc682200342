"""The protocol of a review session as a value: what was decided, why, by whom, at which place. Knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from align.collection import Entry, english_date

STATUS_NAMES: Mapping[str, str] = {
    "auto": "not reviewed",
    "accepted": "accepted",
    "approved": "approved by two",
    "rejected": "rejected",
}

NATURES: Mapping[str, str] = {
    "omission": "left out in the translation",
    "addition": "added in the translation",
    "layout": "lost or repeated by the layout of the file",
}

DEEDS: Mapping[str, str] = {
    "accept": "accepted",
    "accept-above": "accepted with all that were as sure",
    "approve": "approved",
    "comment": "commented",
    "correct-word": "put a word right",
    "dismiss": "set a finding aside",
    "flag": "flagged",
    "join-sentences": "joined sentences",
    "layout-dropped": "said that the layout lost it",
    "mark-addition": "marked an addition",
    "mark-omission": "marked an omission",
    "merge": "merged",
    "move-boundary": "moved the boundary",
    "pin": "pinpointed",
    "reject": "rejected",
    "rematch": "matched the rest again",
    "remark": "remarked",
    "reopen": "opened again",
    "restore": "brought a finding back",
    "settle-comment": "settled a comment",
    "settle-orphan": "settled an old decision",
    "split": "split",
    "split-sentence": "split a sentence",
    "suggest": "suggested a wording",
    "swap": "swapped the order",
    "unflag": "took the flag away",
    "read": "read the file",
    "run": "matched",
}
"""Operations on documents as words that follow "Anna …"."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A bead at one time.

    Attributes:
        source, target: texts of its sentences.
        status: "auto", "accepted", "approved" or "rejected".
        nature: what a null bead was said to be, a key of `NATURES`, or "".
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    status: str = "auto"
    nature: str = ""
    flagged: bool = False
    remark: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody did an operation (its name) at a time."""

    what: str
    who: str
    at: datetime

    @property
    def words(self) -> str:
        """For example "Anna merged (31 March 2026, 10:02 UTC)"."""
        utc = self.at.astimezone(UTC)
        return f"{self.who} {DEEDS.get(self.what, self.what)} ({utc.day} {utc:%B %Y, %H:%M} UTC)"


@dataclass(frozen=True, slots=True)
class Passage:
    """What a session did to one bead.

    Attributes:
        number: of the bead in its document as it now stands, from 1; None for one that is gone.
        folios: of its original, in order.
        before: None for a bead that came into being.
        after: None for one that is gone.
        deeds: in order.
        reasons: (what was said, by whom), in order.
    """

    number: int | None
    folios: tuple[str, ...]
    before: Wording | None
    after: Wording | None
    deeds: tuple[Deed, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def reshaped(self) -> bool:
        """Whether its texts are others than before."""
        if self.before is None or self.after is None:
            return True
        return (self.before.source, self.before.target) != (self.after.source, self.after.target)

    @property
    def confirmed(self) -> bool:
        """Whether it was only accepted or approved as it stood, without a word."""
        if self.before is None or self.after is None or self.reshaped or self.reasons:
            return False
        said = [(one.nature, one.flagged, one.remark, one.suggestion) for one in (self.before, self.after)]
        return said[0] == said[1] and self.after.status in ("accepted", "approved")

    @property
    def who(self) -> tuple[str, ...]:
        """Who had a hand in it, each once."""
        return tuple(dict.fromkeys(deed.who for deed in self.deeds))

    @property
    def turns(self) -> tuple[str, ...]:
        """What is otherwise now besides the texts, each as a plain phrase."""
        before, after = self.before, self.after
        if before is None:
            return (f"new; {STATUS_NAMES[after.status]}",) if after else ()
        if after is None:
            return ("this pair is gone; its sentences stand in others",)
        found = []
        if before.status != after.status:
            found.append(f"{STATUS_NAMES[before.status]} → {STATUS_NAMES[after.status]}")
        if before.nature != after.nature:
            found.append(NATURES.get(after.nature, "an ordinary pair"))
        if before.flagged != after.flagged:
            found.append("flagged" if after.flagged else "flag taken away")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Correction:
    """A misread word of the original that was put right: the sentence before and after, and by whom."""

    before: str
    after: str
    who: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a session did to one document, in reading order."""

    entry: Entry
    passages: tuple[Passage, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def changed(self) -> tuple[Passage, ...]:
        """The passages that are otherwise now, or about which something was said."""
        return tuple(passage for passage in self.passages if not passage.confirmed)

    @property
    def confirmed(self) -> tuple[Passage, ...]:
        """The passages that were confirmed as they stood."""
        return tuple(passage for passage in self.passages if passage.confirmed)

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Language and words of the titles that are known, the original's first; the number if none is."""
        known = zip(self.entry.languages, (self.entry.title_de, self.entry.title_en), strict=True)
        return tuple((code, title) for code, title in known if title) or (("en", f"Document {self.entry.number}"),)

    @property
    def facts(self) -> str:
        """Number, date and shelfmark in one line."""
        entry = self.entry
        return " · ".join(filter(None, (f"No. {entry.number}", english_date(entry.date), entry.shelfmark)))


@dataclass(frozen=True, slots=True)
class Protocol:
    """A review session and all that it did.

    Attributes:
        title: name of the session.
        date: ISO 8601 date.
        agenda: what it worked through, as phrases.
        closed: whether it is over.
        chapters: the documents that it touched.
    """

    title: str
    date: str
    participants: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    closed: bool = True
    chapters: tuple[Chapter, ...] = ()

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """How much was done, with what is counted."""
        changed = sum(len(chapter.changed) for chapter in self.chapters)
        confirmed = sum(len(chapter.confirmed) for chapter in self.chapters)
        words = sum(len(chapter.corrections) for chapter in self.chapters)
        return (
            (changed, "pair changed or discussed" if changed == 1 else "pairs changed or discussed"),
            (confirmed, "confirmed as it stood" if confirmed == 1 else "confirmed as they stood"),
            (words, "word corrected" if words == 1 else "words corrected"),
        )


def moved(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[bool, ...]:
    """For each sentence of `one`, whether it stands not in `other` (as often)."""
    left = list(other)
    found = []
    for sentence in one:
        found.append(sentence not in left)
        if sentence in left:
            left.remove(sentence)
    return tuple(found)
