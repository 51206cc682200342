"""How often what happens in a made-up document."""

from dataclasses import dataclass, replace

from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Habits:
    """How often what happens in one document, as shares of its beads (or probabilities of a passage).

    Attributes:
        split: a pair is split at its inner ends of sentences.
        inner: sentences end at colons and semicolons, too, where the gold is coarse; otherwise they always do.
        clause: one side is split at a comma.
        merge: two neighbours are one sentence on one side.
        shift: two neighbours have their inner boundary at another place on one side.
        stagger: of three neighbours the first two are one sentence on one side, the last two on the other.
        swap: two neighbours stand in the opposite order on one side.
        drop: a sentence has no answer.
        insert: a sentence of another place of the source stands in between.
        exchange: a sentence stands where another one's answer should, so that neither has one.
        runs: number of runs of rubbish, captions or front matter.
        missing: a passage of 5 to 35 sentences is missing on one side.
        repeat: an earlier pair comes again.
        remark: a sentence ends with another mark than it did.
        noise: share of misread characters on one side.
        false_ends: a sentence is cut at a wrong place on the noisy side.
        structure: paragraphs and list marks are known.
        headings: numbered headings stand in the document.
        speakers: it is a conversation.
        told: share of the headings, items and names of speakers that are told from running text.
        coarse: a pair whose sides have different numbers of sentences stays one bead of them all, as in gold that
            follows verses or paragraphs.
    """

    split: float
    inner: bool
    clause: float
    merge: float
    shift: float
    stagger: float
    swap: float
    drop: float
    insert: float
    exchange: float
    runs: int
    missing: bool
    repeat: float
    remark: float
    noise: float
    false_ends: float
    structure: bool
    headings: bool
    speakers: bool
    told: float
    coarse: bool


def draw_habits(chance: Generator) -> Habits:
    """Habits of one document: most are mild in most respects, some extreme in one."""

    def share(typical: float, extreme: float) -> float:
        return float(chance.exponential(extreme if chance.random() < 0.15 else typical))

    return Habits(
        split=0.8 if chance.random() < 0.7 else 0.2,
        inner=bool(chance.random() < 0.5),
        clause=share(0.04, 0.15),
        merge=share(0.05, 0.2),
        shift=share(0.015, 0.05),
        stagger=share(0.012, 0.05),
        swap=share(0.004, 0.02),
        drop=share(0.012, 0.06),
        insert=share(0.012, 0.06),
        exchange=share(0.003, 0.02),
        runs=int(chance.choice([0, 0, 0, 1, 1, 2])),
        missing=bool(chance.random() < 0.12),
        repeat=share(0.004, 0.03),
        remark=float(chance.uniform(0.05, 0.4)) if chance.random() < 0.35 else 0.0,
        noise=float(chance.choice([0.0, 0.0, 0.0, 0.01, 0.03, 0.03, 0.05, 0.08])),
        false_ends=share(0.006, 0.03),
        structure=bool(chance.random() < 0.4),
        headings=False,
        speakers=False,
        told=0.0,
        coarse=bool(chance.random() < 0.45),
    )


def with_verses(habits: Habits, chance: Generator) -> Habits:
    """Verses stay whole; every other document of them is left nearly as it is."""
    whole = replace(habits, coarse=True)
    if chance.random() < 0.5:
        return whole
    fewer = replace(whole, merge=habits.merge / 5, drop=habits.drop / 5, insert=habits.insert / 5, exchange=0.0)
    return replace(fewer, split=1.0, inner=False, clause=0.0, shift=0.0, stagger=0.0, swap=0.0)


def with_kinds(habits: Habits, chance: Generator) -> Habits:
    """Kinds of sentences are known, mostly rightly; many documents have headings, some are conversations."""
    return replace(
        habits,
        structure=True,
        headings=bool(chance.random() < 0.6),
        speakers=bool(chance.random() < 0.3),
        told=float(chance.uniform(0.75, 1.0)),
    )
