"""Sentences without an answer, rubbish and passages that come again."""

from collections.abc import Sequence
from dataclasses import replace

from numpy.random import Generator

from align.matching.learning.synthetic.habits import Habits
from align.matching.learning.synthetic.misreading import SOUP
from align.matching.learning.synthetic.pieces import Pair, Piece, plain, singles


def drop_and_insert(pieces: list[Piece], habits: Habits, others: Sequence[Pair], chance: Generator) -> list[Piece]:
    """Take away answers, bring in sentences of other places, or do both at once."""
    done: list[Piece] = []
    for piece in pieces:
        if plain(piece) and chance.random() < habits.exchange:
            source, target = others[int(chance.integers(len(others)))]
            kept = chance.random() < 0.5
            done += singles(Piece(piece.source, (target,)) if kept else Piece((source,), piece.target))
            continue
        if plain(piece) and chance.random() < habits.drop:
            piece = replace(piece, source=()) if chance.random() < 0.5 else replace(piece, target=())
        done.append(piece)
        if chance.random() < habits.insert:
            text = others[int(chance.integers(len(others)))]
            done.append(Piece((text[0],), ()) if chance.random() < 0.5 else Piece((), (text[1],)))
    return done


def _rubbish(others: Sequence[Pair], side: int, chance: Generator) -> str:
    """A line of OCR soup, a caption or a scrap."""
    lot = chance.random()
    if lot < 0.3:
        return "".join(chance.choice(SOUP, int(chance.integers(1, 14)))).strip() or "."
    words = others[int(chance.integers(len(others)))][side].split()
    first = int(chance.integers(len(words)))
    scrap = " ".join(words[first : first + int(chance.integers(1, 8))])
    if lot < 0.5:
        return f"{int(chance.integers(1, 99))} - {scrap}"
    if lot < 0.6:
        return f"{scrap} ( {int(chance.integers(100, 9000))} m )"
    return scrap


def add_runs(pieces: list[Piece], habits: Habits, others: Sequence[Pair], chance: Generator) -> list[Piece]:
    """Runs of rubbish anywhere, front matter at the beginning, a missing passage."""
    done = list(pieces)
    for _ in range(habits.runs):
        side = int(chance.integers(2))
        front = chance.random() < 0.3
        count = int(min(45, 2 + chance.exponential(9)))
        kind = chance.random()
        place = int(chance.integers(0, max(1, len(others) - count)))
        running = [others[k][side] for k in range(place, min(place + count, len(others)))]
        lines = running if kind < 0.35 else [_rubbish(others, side, chance) for _ in range(count)]
        run = [Piece((line,), ()) if side == 0 else Piece((), (line,)) for line in lines]
        at = 0 if front else int(chance.integers(len(done) + 1))
        done[at:at] = run
    if habits.missing and len(done) > 60:
        at, count = int(chance.integers(0, len(done) - 36)), int(chance.integers(5, 36))
        side = chance.random() < 0.5
        cut = [replace(p, source=()) if side else replace(p, target=()) for p in done[at : at + count]]
        done[at : at + count] = [p for whole in cut for p in singles(whole)]
    return done


def repeat_some(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Earlier beads come again."""
    done: list[Piece] = []
    for piece in pieces:
        done.append(piece)
        if len(done) > 8 and chance.random() < habits.repeat:
            back = done[int(chance.integers(len(done) - 6))]
            if back.source and back.target:
                done.append(back)
    return done
