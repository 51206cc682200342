"""Sentences that end at other places on one side than on the other."""

from collections.abc import Callable
from dataclasses import replace

from numpy.random import Generator

from align.matching.learning.synthetic.habits import Habits
from align.matching.learning.synthetic.pieces import COMMA, Piece, plain, split_at


def _other(piece: Piece, chance: Generator, change: Callable[[str], tuple[str, ...]]) -> Piece:
    """Change the one sentence of a side chosen by chance."""
    if chance.random() < 0.5:
        return replace(piece, source=change(piece.source[0]))
    return replace(piece, target=change(piece.target[0]))


def cut_clauses(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Split one side of some beads at commas."""
    done = []
    for piece in pieces:
        if plain(piece) and chance.random() < habits.clause:
            piece = _other(piece, chance, lambda text: split_at(COMMA, text, 15)[:5])
            if "".join(piece.source).count(" ") == 0:
                continue
        done.append(piece)
    return done


def merge_neighbours(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Join, shift or swap some neighbouring plain beads on one side."""
    done: list[Piece] = []
    k = 0
    while k < len(pieces):
        run = pieces[k : k + 3]
        lot = chance.random()
        if len(run) < 2 or not all(map(plain, run[:2])):
            done.append(pieces[k])
            k += 1
        elif lot < habits.merge:
            many = 3 if len(run) == 3 and plain(run[2]) and chance.random() < 0.2 else 2
            done.append(_joined(run[:many], chance))
            k += many
        elif lot < habits.merge + habits.shift:
            done.append(_shifted(run[0], run[1], chance))
            k += 2
        elif lot < habits.merge + habits.shift + habits.stagger and len(run) == 3 and plain(run[2]):
            done.append(_staggered(run, chance))
            k += 3
        elif lot > 1 - habits.swap:
            (a,), (b,) = run[0].target, run[1].target
            done.append(Piece((run[0].source[0], run[1].source[0]), (b, a)))
            k += 2
        else:
            done.append(pieces[k])
            k += 1
    return done


def _joined(run: list[Piece], chance: Generator) -> Piece:
    source, target = tuple(p.source[0] for p in run), tuple(p.target[0] for p in run)
    if chance.random() < 0.5:
        return Piece((" ".join(source),), target)
    return Piece(source, (" ".join(target),))


def _shifted(first: Piece, second: Piece, chance: Generator) -> Piece:
    """A 2–2 (or 2–3) bead: a clause of the second sentence stands with the first on one side."""
    turn = chance.random() < 0.5
    (a,), (b,) = (first.target, second.target) if turn else (first.source, second.source)
    parts = split_at(COMMA, b, 12)
    if len(parts) == 1:
        return _joined([first, second], chance)
    changed = (f"{a} {parts[0]}", " ".join(parts[1:]))
    kept = (first.source[0], second.source[0]) if turn else (first.target[0], second.target[0])
    return Piece(kept, changed) if turn else Piece(changed, kept)


def _staggered(run: list[Piece], chance: Generator) -> Piece:
    """A 2–2 bead whose inner boundaries lie at different places."""
    first, second = [piece.source[0] for piece in run], [piece.target[0] for piece in run]
    early, late = (first[0], " ".join(first[1:])), (" ".join(second[:2]), second[2])
    if chance.random() < 0.5:
        early, late = (" ".join(first[:2]), first[2]), (second[0], " ".join(second[1:]))
    return Piece(early, late)


_MARKS = list(".;:,")


def change_marks(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Some sentences end with another mark, since translators part a text as they like."""

    def changed(text: str) -> str:
        return (
            text[:-1] + str(chance.choice(_MARKS)) if text[-1] in _MARKS and chance.random() < habits.remark else text
        )

    if not habits.remark:
        return pieces
    return [Piece(tuple(map(changed, piece.source)), tuple(map(changed, piece.target))) for piece in pieces]
