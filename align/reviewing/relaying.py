"""From a fitted ladder to changes: beads that stay keep their ids and all that people put on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from align.reviewing.fitting import Piece
from align.reviewing.ranks import respace
from align.reviewing.state import (
    BeadState,
    Change,
    CommentState,
    OrphanState,
    Row,
    SentenceText,
    Side,
    Stamp,
    Subject,
    changes_between,
)

Members = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Relaid:
    """What a run comes to.

    Attributes:
        changes: all of it; () if nothing is new.
        beads: the ladder afterwards.
        kept: how many decided beads stand.
        cut: how many proposals were cut by decisions.
        orphaned: what people had said about beads that are gone. (A mere rejection is not kept: the run has heeded it.)
    """

    changes: tuple[Change, ...]
    beads: tuple[BeadState, ...]
    kept: int
    cut: int
    orphaned: tuple[OrphanState, ...]


def orphan_of(
    bead: BeadState, texts: Mapping[str, SentenceText], stamp: Stamp, reason: str, orphan_id: str
) -> OrphanState:
    """What people said about a bead, with the texts it was about."""
    source, target = ([texts[item] for item in bead.members(side) if item in texts] for side in Side)
    return OrphanState(
        id=orphan_id,
        document=bead.document,
        subject=Subject.PAIR,
        source=tuple(item.text for item in source),
        target=tuple(item.text for item in target),
        person=bead.reviewer or bead.author,
        decision=bead.nature.value or bead.status.value,
        at=stamp.time,
        reason=reason,
        folios=tuple(dict.fromkeys(folio for item in source for folio in item.folios)),
        flagged=bead.flagged,
        remark=bead.remark,
        suggestion=bead.suggestion,
    )


def relay(
    present: Sequence[BeadState],
    ladder: Sequence[BeadState | Piece],
    *,
    texts: Mapping[str, SentenceText],
    comments: Sequence[CommentState],
    document: str,
    stamp: Stamp,
    reason: str,
) -> Relaid:
    """The changes from the present beads to a fitted ladder.

    Args:
        present: all beads of the document, in order.
        ladder: as `fitting.fit` gives it.
        texts: of all sentences of the document, by id.
        document: its number.
        comments: of the document; a bead that is gone and has a thread leaves an orphan of the same id.
        stamp: gives the ids of new beads.
        reason: why a decision no longer fits, a plain sentence.
    """
    after = _named(ladder, {(bead.source, bead.target): bead for bead in present}, document, stamp)
    ranks = respace([bead.rank or None for bead in after])
    beads = tuple(replace(bead, rank=rank) for bead, rank in zip(after, ranks, strict=True))
    before: dict[str, Row] = {bead.id: bead for bead in present}
    changes = changes_between(before, {bead.id: bead for bead in beads})
    threads = {comment.bead for comment in comments}
    gone = [change.before for change in changes if change.after is None and isinstance(change.before, BeadState)]
    orphaned = tuple(
        orphan_of(bead, texts, stamp, reason, bead.id) for bead in gone if bead.annotated or bead.id in threads
    )
    pieces = [item for item in ladder if isinstance(item, Piece)]
    return Relaid(
        changes=(*changes, *(Change(None, orphan) for orphan in orphaned)),
        beads=beads,
        kept=sum(bead.decided for bead in beads),
        cut=sum(not piece.whole for piece in pieces),
        orphaned=orphaned,
    )


def _named(
    ladder: Sequence[BeadState | Piece], known: Mapping[Members, BeadState], document: str, stamp: Stamp
) -> list[BeadState]:
    """The ladder as beads: those with the same members as a present one are that one, the others are new."""
    result: list[BeadState] = []
    swapped: list[int] = []
    for index, item in enumerate(ladder):
        if isinstance(item, BeadState):
            result.append(item)
            continue
        old = known.get((item.source, item.target))
        fresh = BeadState(stamp.new_id(index + 1), document, "", item.source, item.target)
        result.append(replace(old or fresh, confidence=item.confidence, partner=""))
        if item.swapped:
            swapped.append(index)
    for index in swapped:
        result[index] = replace(result[index], partner=result[index + 1].id)
        result[index + 1] = replace(result[index + 1], partner=result[index].id)
    return [_partnered(result, index) for index in range(len(result))]


def _partnered(ladder: Sequence[BeadState], index: int) -> BeadState:
    """A bead of the ladder, without its partner if that is no longer its neighbour or has let go of it."""
    bead = ladder[index]
    partners = {ladder[place].id: ladder[place].partner for place in (index - 1, index + 1) if 0 <= place < len(ladder)}
    return bead if partners.get(bead.partner) == bead.id else replace(bead, partner="")
