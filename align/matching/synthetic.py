"""Documents made up from pairs in running order, with everything that goes wrong between a text and its translation.

Every step takes a list of beads (texts of both sides) and gives a new one, so that the gold ladder is always known.
All chance comes from the generator given.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from numpy.random import Generator

from align.matching.lattice import TYPES
from align.model import Bead, Sentence

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A bead in the making: the sentences of both sides."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A document with its gold.

    Attributes:
        source: sentences of one side.
        target: sentences of the other.
        beads: the gold ladder.
    """

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How often what happens in one document, as shares of its beads (or probabilities of a passage).

    Attributes:
        split: a pair is split at its inner full stops and semicolons.
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
        noise: share of misread characters on one side.
        false_ends: a sentence is cut at a wrong place on the noisy side.
        structure: paragraphs and list marks are known.
        coarse: a pair whose sides have different numbers of sentences stays one bead of them all, as in gold that
            follows verses or paragraphs.
    """

    split: float
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
    noise: float
    false_ends: float
    structure: bool
    coarse: bool


def draw_habits(chance: Generator) -> Habits:
    """Habits of one document: most are mild in most respects, some extreme in one."""

    def share(typical: float, extreme: float) -> float:
        return float(chance.exponential(extreme if chance.random() < 0.15 else typical))

    return Habits(
        split=0.8 if chance.random() < 0.7 else 0.2,
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
        noise=float(chance.choice([0.0, 0.0, 0.0, 0.01, 0.03, 0.03, 0.05, 0.08])),
        false_ends=share(0.006, 0.03),
        structure=bool(chance.random() < 0.4),
        coarse=bool(chance.random() < 0.45),
    )


_INNER_END = re.compile(r"(?<=[.!?;:])[\"”“»'’)]*\s+(?=[\"„“«(]*\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”“»'’)]*\s+(?=[\"„“«(]*\w)")
_COMMA = re.compile(r"(?<=[,–—])\s+(?=\w)")


def _split_at(pattern: re.Pattern[str], text: str, least: int) -> tuple[str, ...]:
    """Parts of at least `least` characters."""
    parts: list[str] = []
    start = 0
    for found in pattern.finditer(text):
        if found.start() - start >= least and len(text) - found.end() >= least:
            parts.append(text[start : found.end()].strip())
            start = found.end()
    return (*parts, text[start:].strip())


def split_pair(pair: Pair) -> list[Piece]:
    """A pair at its inner ends of sentences, where the parts answer each other beyond doubt; else one side alone."""
    ours, theirs = (_split_at(_INNER_END, text, 12) for text in pair)
    if len(ours) == len(theirs) > 1:
        ratio = len(pair[1]) / len(pair[0])
        if all(0.6 < len(b) / (ratio * len(a)) < 1.67 for a, b in zip(ours, theirs, strict=True)):
            return [Piece((a,), (b,)) for a, b in zip(ours, theirs, strict=True)]
        return [Piece((pair[0],), (pair[1],))]
    if min(len(ours), len(theirs)) == 1 and max(len(ours), len(theirs)) <= 5:
        return [Piece(ours, theirs)]
    return [Piece((pair[0],), (pair[1],))]


def split_coarsely(pair: Pair) -> list[Piece]:
    """A pair at its ends of sentences: one to one where there are as many on both sides, else one bead of them all."""
    ours, theirs = (_split_at(_SENTENCE_END, text, 12) for text in pair)
    if len(ours) == len(theirs):
        return [Piece((a,), (b,)) for a, b in zip(ours, theirs, strict=True)]
    return [Piece(ours, theirs) if (len(ours), len(theirs)) in TYPES else Piece((pair[0],), (pair[1],))]


def _other(piece: Piece, chance: Generator, change: Callable[[str], tuple[str, ...]]) -> Piece:
    """Change the one sentence of a side chosen by chance."""
    if chance.random() < 0.5:
        return replace(piece, source=change(piece.source[0]))
    return replace(piece, target=change(piece.target[0]))


def cut_clauses(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Split one side of some beads at commas."""
    done = []
    for piece in pieces:
        if _plain(piece) and chance.random() < habits.clause:
            piece = _other(piece, chance, lambda text: _split_at(_COMMA, text, 15)[:5])
            if "".join(piece.source).count(" ") == 0:
                continue
        done.append(piece)
    return done


def _plain(piece: Piece) -> bool:
    return len(piece.source) == len(piece.target) == 1


def merge_neighbours(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Join, shift or swap some neighbouring plain beads on one side."""
    done: list[Piece] = []
    k = 0
    while k < len(pieces):
        run = pieces[k : k + 3]
        lot = chance.random()
        if len(run) < 2 or not all(map(_plain, run[:2])):
            done.append(pieces[k])
            k += 1
        elif lot < habits.merge:
            many = 3 if len(run) == 3 and _plain(run[2]) and chance.random() < 0.2 else 2
            done.append(_joined(run[:many], chance))
            k += many
        elif lot < habits.merge + habits.shift:
            done.append(_shifted(run[0], run[1], chance))
            k += 2
        elif lot < habits.merge + habits.shift + habits.stagger and len(run) == 3 and _plain(run[2]):
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
    parts = _split_at(_COMMA, b, 12)
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


def drop_and_insert(pieces: list[Piece], habits: Habits, others: Sequence[Pair], chance: Generator) -> list[Piece]:
    """Take away answers, bring in sentences of other places, or do both at once."""
    done: list[Piece] = []
    for piece in pieces:
        if _plain(piece) and chance.random() < habits.exchange:
            source, target = others[int(chance.integers(len(others)))]
            kept = chance.random() < 0.5
            done += _singles(Piece(piece.source, (target,)) if kept else Piece((source,), piece.target))
            continue
        if _plain(piece) and chance.random() < habits.drop:
            piece = replace(piece, source=()) if chance.random() < 0.5 else replace(piece, target=())
        done.append(piece)
        if chance.random() < habits.insert:
            text = others[int(chance.integers(len(others)))]
            done.append(Piece((text[0],), ()) if chance.random() < 0.5 else Piece((), (text[1],)))
    return done


_SOUP = list("abcdefghilmnorstuväöü.,;:'*^_-|/\\()»«!?0123456789IlJ ")


def _rubbish(others: Sequence[Pair], side: int, chance: Generator) -> str:
    """A line of OCR soup, a caption or a scrap."""
    lot = chance.random()
    if lot < 0.3:
        return "".join(chance.choice(_SOUP, int(chance.integers(1, 14)))).strip() or "."
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
        done[at : at + count] = [p for whole in cut for p in _singles(whole)]
    return done


def _singles(piece: Piece) -> list[Piece]:
    """Null beads of one sentence each."""
    return [Piece((s,), ()) for s in piece.source] + [Piece((), (t,)) for t in piece.target]


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


_LOOKALIKE = dict(zip("ecnuhstraoäöüßSIB.,fli", "ceunbfrto0aouB5l8,.t1l", strict=True)) | {"m": "rn", "d": "cl"}


def misread(text: str, share: float, chance: Generator) -> str:
    """Misread a share of the characters: look-alikes, losses, stray signs, lost and false blanks."""
    hit = chance.random(len(text)) < share
    if not hit.any():
        return text
    letters = []
    for sign, wrong in zip(text, hit, strict=True):
        lot = chance.random() if wrong else 1.0
        if lot < 0.15:
            continue
        if lot < 0.25:
            letters.append(sign + str(chance.choice(_SOUP)))
        elif lot < 0.35:
            letters.append(sign + " ")
        else:
            letters.append(_LOOKALIKE.get(sign, "i") if wrong else sign)
    return "".join(letters).strip() or text


def _old_spelling(text: str, lot: float) -> str:
    if lot < 0.1:
        return text.replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    if lot < 0.2:
        return text.replace("ss", "ß")
    return text


def _cut_falsely(text: str, chance: Generator) -> tuple[str, ...]:
    """Two sentences where there is one, cut behind a short word or a number if there is one."""
    blanks = [found.start() for found in re.finditer(r" ", text)][2:-2]
    likely = [k for k in blanks if re.search(r"(\d|\b\w{1,3})[.]?$", text[:k])]
    options = likely or blanks
    if not options:
        return (text,)
    at = options[int(chance.integers(len(options)))]
    return text[:at], text[at + 1 :]


def spoil(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Misread characters and false ends of sentences on one side."""
    spelling, hyphens = chance.random(), chance.random() < 0.1
    done = []
    for piece in pieces:
        source = tuple(_old_spelling(misread(text, habits.noise, chance), spelling) for text in piece.source)
        if hyphens:
            source = tuple(re.sub(r"(\w{5})(\w{4})", r"\1- \2", t, count=1) for t in source)
        if len(source) == 1 and piece.target and chance.random() < habits.false_ends:
            source = _cut_falsely(source[0], chance)
        done.append(replace(piece, source=source))
    return done


def mark_lists(pieces: list[Piece], chance: Generator) -> list[Piece]:
    """Some stretches become numbered, now and then on one side only."""
    done = list(pieces)
    at = int(chance.integers(1, 30))
    while at < len(done):
        style = str(chance.choice(["{}.", "({})", "{})", "§ {}", "{} ."]))
        both, number = chance.random() < 0.8, int(chance.integers(1, 4))
        for k in range(at, min(at + int(chance.integers(2, 12)), len(done))):
            if done[k].source and done[k].target:
                mark = style.format(number)
                source = (f"{mark} {done[k].source[0]}", *done[k].source[1:])
                target = (f"{mark} {done[k].target[0]}", *done[k].target[1:]) if both else done[k].target
                done[k] = replace(done[k], source=source, target=target)
                number += 1
        at += int(chance.integers(10, 80))
    return done


def _blocks(pieces: list[Piece], habits: Habits, chance: Generator) -> list[int]:
    """Paragraph number of each bead; all 0 where no structure is known."""
    number, numbers = 0, []
    for _ in pieces:
        if habits.structure and chance.random() < 0.35:
            number += 1
        numbers.append(number)
    return numbers


def finish(pieces: list[Piece], habits: Habits, chance: Generator) -> MadeUp:
    """Number the sentences; the sides keep their paragraphs with a few differences."""
    blocks = _blocks(pieces, habits, chance)
    source: list[Sentence] = []
    target: list[Sentence] = []
    beads = []
    shift_source = shift_target = 0
    for piece, block in zip(pieces, blocks, strict=True):
        first = len(source), len(target)
        if habits.structure:
            shift_source += int(chance.random() < 0.04)
            shift_target += int(chance.random() < 0.04)
        source += [Sentence(text, block=block + shift_source) for text in piece.source]
        target += [Sentence(text, block=block + shift_target) for text in piece.target]
        beads.append(Bead(tuple(range(first[0], len(source))), tuple(range(first[1], len(target)))))
    return MadeUp(tuple(source), tuple(target), tuple(beads))


def _with_verses(habits: Habits, chance: Generator) -> Habits:
    """Verses stay whole; every other document of them is left nearly as it is."""
    whole = replace(habits, coarse=True)
    if chance.random() < 0.5:
        return whole
    fewer = replace(whole, merge=habits.merge / 5, drop=habits.drop / 5, insert=habits.insert / 5, exchange=0.0)
    return replace(fewer, split=1.0, clause=0.0, shift=0.0, stagger=0.0, swap=0.0)


def make_up(
    pairs: Sequence[Pair],
    start: int,
    count: int,
    chance: Generator,
    *,
    rough: bool = False,
    verses: bool = False,
) -> MadeUp:
    """One document.

    Args:
        pairs: a source in running order.
        start: 0-based number of the first pair.
        count: number of pairs.
        chance: where all chance comes from.
        rough: sentence boundaries differ, and sentences are missing, far more often than anywhere in nature.
        verses: the pairs are verses, and gold keeps a verse whole whose sides have different numbers of sentences.

    Returns:
        The document; which language is the source of it is chance, too.
    """
    habits = draw_habits(chance)
    if verses:
        habits = _with_verses(habits, chance)
    if rough:
        habits = replace(habits, stagger=0.06, shift=0.03, merge=0.15, drop=0.06, insert=0.02)
    turned = chance.random() < 0.4
    stretch = [(b, a) if turned else (a, b) for a, b in pairs[start : start + count]]
    near = [*pairs[max(0, start - 400) : start], *pairs[start + count : start + count + 400]]
    others = [(b, a) if turned else (a, b) for a, b in near]
    pieces: list[Piece] = []
    split = split_coarsely if habits.coarse else split_pair
    for pair in stretch:
        pieces += split(pair) if chance.random() < habits.split else [Piece((pair[0],), (pair[1],))]
    pieces = mark_lists(pieces, chance) if chance.random() < 0.4 else pieces
    for change in (cut_clauses, merge_neighbours, repeat_some):
        pieces = change(pieces, habits, chance)
    pieces = drop_and_insert(pieces, habits, others, chance)
    pieces = add_runs(spoil(pieces, habits, chance), habits, others, chance)
    return finish(pieces, habits, chance)
