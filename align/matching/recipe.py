"""How the packaged bead model is made: which texts, how many documents, which priors, and the card."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from align.matching.adapting import rates
from align.matching.aligning import anchors_of, weights_for
from align.matching.beadmodel import GROUP_OF, BeadModel, from_bytes, to_bytes
from align.matching.candidates import Candidates, candidates
from align.matching.constraints import Stretch
from align.matching.corridor import corridor, plain_places
from align.matching.draft import length_ratio
from align.matching.encoding import Encoder
from align.matching.lattice import posteriors
from align.matching.preparing import Prepared, prepare
from align.matching.synthetic import MadeUp, Pair, make_up, verses_as_they_are
from align.matching.training import Example, TrainingOptions, averaged, fit, fit_verses, likelihood, make_example
from align.model import Bead
from align.processes import process_pool

Reals = NDArray[np.float64]

_VERSE_SEED = 9
_LONGEST_PAIR = 900  # characters a side; longer pairs are several paragraphs

DOCUMENTS: dict[str, int] = {
    "bible_tafel_bsb_web": 80,
    "gutenberg_books_auto": 24,
    "xquad": 22,
    "opensource_guide": 7,
    "gnome_user_docs": 12,
    "libreoffice_help": 25,
    "basic_law_rest": 6,
    "tatoeba": 4,
}
ROUGH_DOCUMENTS: dict[str, int] = {
    "bible_tafel_bsb_web": 10,
    "gutenberg_books_auto": 7,
    "xquad": 10,
    "gnome_user_docs": 4,
    "libreoffice_help": 6,
    "basic_law_rest": 3,
}
HELD_OUT: dict[str, tuple[tuple[int, int], ...]] = {"bible_tafel_bsb_web": ((16702, 17565), (37256, 38110))}
"""The Gospel of John, which stands in two English versions."""
HALVES: tuple[tuple[tuple[int, int], ...], ...] = (
    ((7500, 17566), (28153, 38104)),
    ((0, 7500), (17566, 28153), (38104, 50000)),
)
"""The two halves of the verses, each in both versions. Where verses begin is learnt from one half for documents made
of the other, since among verses that it knows it would tell them better than anywhere else."""
VERSES = frozenset({"bible_tafel_bsb_web"})
"""Sources whose pairs are verses."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into a model.

    Attributes:
        documents: number of made-up documents by source; a source that is not given is an error.
        rough: number of rough ones, after those.
        held_out: pairs (first, last excluded) of a source that are kept for validation.
        verses: sources whose pairs are verses, which gold keeps whole.
        verse_documents: number of documents of nothing but verses, from which is learnt what a verse is.
        shortest: pairs in the shortest document.
        longest: pairs in the longest.
        seeds: of what is made up; for each a set of documents, and a model. Their average errs less than any of them.
        training: how to learn.
    """

    documents: Mapping[str, int] = field(default_factory=lambda: DOCUMENTS)
    rough: Mapping[str, int] = field(default_factory=lambda: ROUGH_DOCUMENTS)
    held_out: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=lambda: HELD_OUT)
    verses: frozenset[str] = VERSES
    verse_documents: int = 160
    shortest: int = 50
    longest: int = 130
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    training: TrainingOptions = field(default_factory=TrainingOptions)


@dataclass(frozen=True, slots=True)
class OfVerses:
    """A document of verses, and the half of them (0 or 1) of which it is made."""

    text: MadeUp
    half: int


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and what is to be known of it.

    Attributes:
        model: bytes of the file.
        card: Markdown.
    """

    model: bytes
    card: str


def usable(pairs: Sequence[Pair], held_out: tuple[tuple[int, int], ...] = ()) -> list[Pair]:
    """Pairs without empty and very long ones, and without those held out (numbers after that first sieve)."""
    kept = [(a, b) for a, b in pairs if a.strip() and b.strip() and max(len(a), len(b)) < _LONGEST_PAIR]
    return [pair for k, pair in enumerate(kept) if not any(first <= k < last for first, last in held_out)]


def make_documents(pairs_by_source: Mapping[str, Sequence[Pair]], recipe: Recipe, seed: int) -> list[MadeUp]:
    """Make up the documents of a recipe.

    Args:
        pairs_by_source: pairs of each source in running order.
        recipe: how many of each.
        seed: one of the recipe's.

    Returns:
        The documents, source by source.
    """
    chance = np.random.default_rng(seed)
    made = []
    for rough, counts in ((False, recipe.documents), (True, recipe.rough)):
        for name, count in counts.items():
            pairs = usable(pairs_by_source[name], recipe.held_out.get(name, ()))
            for _ in range(count):
                size = int(chance.integers(recipe.shortest, recipe.longest))
                start = int(chance.integers(0, max(1, len(pairs) - size)))
                made.append(make_up(pairs, start, size, chance, rough=rough, verses=name in recipe.verses))
    return made


def verse_documents(pairs_by_source: Mapping[str, Sequence[Pair]], recipe: Recipe) -> list[OfVerses]:
    """Documents of nothing but verses, as they are.

    Args:
        pairs_by_source: pairs of each source in running order.
        recipe: which of them are in verses.

    Returns:
        The documents, `recipe.longest` verses each.
    """
    chance = np.random.default_rng(_VERSE_SEED)
    made = []
    for name in sorted(recipe.verses):
        for half, pairs in enumerate(halves_of(pairs_by_source[name], recipe.held_out.get(name, ()))):
            for _ in range(recipe.verse_documents // 2):
                start = int(chance.integers(0, max(1, len(pairs) - recipe.longest)))
                made.append(OfVerses(verses_as_they_are(pairs[start : start + recipe.longest], chance), half))
    return made


def halves_of(pairs: Sequence[Pair], held_out: tuple[tuple[int, int], ...]) -> list[list[Pair]]:
    """Both halves of a source in verses, without what is held out."""
    return [usable(pairs, (*held_out, *other)) for other in reversed(HALVES)]


def candidates_of(prepared: Prepared, half: int | None = None) -> Candidates:
    """Candidates of a whole text, as they are in use; for `half` see `verse_starts`."""
    n, m = len(prepared.source), len(prepared.target)
    anchors = anchors_of(prepared)
    return candidates(
        prepared,
        corridor(anchors, n, m),
        plain_places(anchors, n, m),
        weights=weights_for(prepared.encoder),
        ratio=length_ratio(*prepared.sides),
        stretch=Stretch(tuple(range(n)), tuple(range(m))),
        half=half,
    )


def examples_of(document: MadeUp, encoder: Encoder | None) -> list[Example]:
    """A document as an example; where its gold ladder is not among the candidates, those parts in which it is."""
    ready = prepare(document.source, document.target, encoder)
    whole = make_example(candidates_of(ready), document.beads)
    return [whole] if whole else _parts(ready, document.beads, 25)


def verse_examples(encoder: Encoder | None, document: OfVerses) -> list[Example]:
    """A document of verses in parts, looked at with what was learnt from the half of them of which it is not made."""
    text = document.text
    return _parts(prepare(text.source, text.target, encoder), text.beads, 40, 1 - document.half)


def natural_examples(text: MadeUp, encoder: Encoder | None) -> list[Example]:
    """A natural text in parts of 60 beads; parts whose gold ladder is not among the candidates are left out."""
    return _parts(prepare(text.source, text.target, encoder), text.beads, 60)


def _parts(ready: Prepared, beads: Sequence[Bead], size: int, half: int | None = None) -> list[Example]:
    found = []
    i = j = 0
    for start in range(0, len(beads), size):
        here = beads[start : start + size]
        end_i = max((k + 1 for bead in here for k in bead.source), default=i)
        end_j = max((k + 1 for bead in here for k in bead.target), default=j)
        moved = [Bead(tuple(k - i for k in b.source), tuple(k - j for k in b.target)) for b in here]
        part = ready.part(Stretch(tuple(range(i, end_i)), tuple(range(j, end_j))))
        example = make_example(candidates_of(part, half), moved) if end_i > i and end_j > j else None
        found += [example] if example else []
        i, j = end_i, end_j
    return found


_TRUST = 0.75  # share of the shift that three texts ask for which is made


def set_priors(model: BeadModel, texts: Mapping[str, Sequence[Example]], rounds: int = 30) -> BeadModel:
    """Set how common null sentences and types of beads are, and how sharp the probabilities, on natural texts.

    Args:
        model: a model learnt from made-up documents.
        texts: parts of natural texts by name; each text counts the same.
        rounds: steps of gradient ascent.

    Returns:
        The model with shifted kinds, gaps and sharpness: nine numbers in all, each drawn towards no change.
    """
    count = int(GROUP_OF.max()) + 1
    shift = np.zeros(count + 3)  # kinds; opening a gap, going on with it; logarithm of the sharpness

    def shifted(values: Reals) -> BeadModel:
        kinds = model.kinds + values[GROUP_OF]
        opening, more, sharp = values[count:]
        gaps = model.gaps + np.array([opening, opening, more, more, opening])
        return replace(model, kinds=kinds, gaps=gaps, sharpness=float(np.exp(sharp)))

    def worth(values: Reals) -> float:
        now = shifted(values)
        likely = sum(
            sum(likelihood(now, part)[0] for part in parts) / sum(sum(part.found.grid.shape) for part in parts)
            for parts in texts.values()
        )
        return float(likely / len(texts) - 0.0005 * (values**2).sum())

    step = np.full(len(shift), 0.4)
    best = worth(shift)
    for turn in range(rounds):
        k = turn % len(shift)
        for sign in (1, -1):
            tried = shift.copy()
            tried[k] += sign * step[k]
            value = worth(tried)
            if value > best:
                shift, best = tried, value
                break
        else:
            step[k] /= 2
    shift[:-1] *= _TRUST
    done = shifted(shift)
    return replace(done, usual=np.mean([_rates(done, parts) for parts in texts.values()], axis=0))


def _rates(model: BeadModel, parts: Sequence[Example]) -> Reals:
    """Rates of a natural text under the model, by which its priors are known; a gap is as likely on either side."""
    seen = [rates(part.found, posteriors(part.found.grid, model.scores(part.found))) for part in parts]
    sizes = [sum(part.links) for part in parts]
    found: Reals = np.average(seen, axis=0, weights=sizes)
    found[-2:] = found[-2:].mean()
    return np.maximum(found, 1e-4)


def train(
    pairs_by_source: Mapping[str, Sequence[Pair]],
    encoder: Encoder | None,
    recipe: Recipe,
    *,
    natural: Mapping[str, MadeUp],
    licences: Mapping[str, str],
    jobs: int = 1,
) -> Trained:
    """Make the model.

    Args:
        pairs_by_source: for each source of the recipe its pairs (German, English) in running order.
        encoder: the encoder the model is for; None for matching without one.
        recipe: what goes in.
        natural: the texts on which priors are set, by name; no weights are learnt from them.
        licences: of each source, for the card.
        jobs: processes; what comes out does not depend on it.

    Returns:
        The file and its card. On one machine the same input gives the same bytes; another BLAS or processor may round
        otherwise.
    """
    documents = [make_documents(pairs_by_source, recipe, seed) for seed in recipe.seeds]
    verses = verse_documents(pairs_by_source, recipe)
    learn, look = partial(_learn, encoder, recipe.training), partial(verse_examples, encoder)
    if jobs == 1:
        models, examples = list(map(learn, documents)), list(map(look, verses))
    else:
        with process_pool(jobs) as pool:
            models, examples = list(pool.map(learn, documents)), list(pool.map(look, verses))
    count = sum(map(len, documents))
    parts = {name: natural_examples(text, encoder) for name, text in natural.items()}
    model = averaged(models)
    model = set_priors(model, parts) if parts else model
    model = fit_verses(model, list(chain.from_iterable(examples)))
    data = to_bytes(model)
    return Trained(data, _card(from_bytes(data), data, recipe, count, list(natural), licences))


def _learn(encoder: Encoder | None, options: TrainingOptions, documents: Sequence[MadeUp]) -> BeadModel:
    return fit([example for document in documents for example in examples_of(document, encoder)], options)


def _card(
    model: BeadModel, data: bytes, recipe: Recipe, documents: int, natural: list[str], licences: Mapping[str, str]
) -> str:
    rows = "\n".join(
        f"| {name} | {count} | {recipe.rough.get(name, 0)} | {licences.get(name, '')} |"
        for name, count in recipe.documents.items()
    )
    of_verses = (
        f"What a verse is worth ({len(model.verses)} weights, which count in texts that are kept by verses alone) was\n"
        f"learnt last, from {recipe.verse_documents} documents of {', '.join(sorted(recipe.verses))} as it is,\n"
        "each looked at with beginnings of verses learnt from the other half of them."
    )
    weights = sum(layer.size for network in (model.link, model.null) for layer in network.layers)
    return f"""# Bead model {model.name}

A semi-Markov conditional random field over ladders of beads: the average of {len(recipe.seeds)} times {
        len(recipe.training.seeds)
    } models, {weights} weights in two small networks (blocks of zeros included), {len(data)} bytes,
SHA-256 `{hashlib.sha256(data).hexdigest()}`.

Learnt from {documents} documents made up (seeds {", ".join(map(str, recipe.seeds))}) from these pairs; no alignment set
among them:

| source | documents for each seed | rough ones | licence |
|---|---|---|---|
{rows}

Priors (rates of types of beads, opening and length of gaps, sharpness: nine numbers) were set on: {
        ", ".join(natural) or "none"
    }; what is usual for a text (eight rates) was counted there. Options: {recipe.training}.

{of_verses}
"""
