"""How the packaged bead model is made: documents, networks, priors, verses, kinds, sharpness; and its card."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from align.matching.beadmodel import BeadModel, from_bytes, to_bytes
from align.matching.encoding import Encoder
from align.matching.learning.examples import examples_of, natural_examples, verse_examples
from align.matching.learning.fitting import averaged, fit, fit_kinds, fit_verses
from align.matching.learning.priors import set_bracket, set_priors
from align.matching.learning.recipe import Recipe, TrainingOptions, kind_documents, make_documents, verse_documents
from align.matching.learning.sharpness import set_sharpness
from align.matching.learning.synthetic import MadeUp, Pair
from align.processes import process_pool


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and what is to be known of it.

    Attributes:
        model: bytes of the file.
        card: Markdown.
    """

    model: bytes
    card: str


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
    verses, kinds = verse_documents(pairs_by_source, recipe), kind_documents(pairs_by_source, recipe)
    learn, look = partial(_learn, encoder, recipe.training), partial(verse_examples, encoder)
    read = partial(examples_of, encoder=encoder)
    with _each(jobs) as each:
        models, of_verses, of_kinds = list(each(learn, documents)), list(each(look, verses)), list(each(read, kinds))
    parts = {name: natural_examples(text, encoder) for name, text in natural.items()}
    model = averaged(models)
    model = set_bracket(set_priors(model, parts), natural.values()) if parts else model
    model = fit_verses(model, list(chain.from_iterable(of_verses)))
    model = fit_kinds(model, list(chain.from_iterable(of_kinds)))
    return _told(set_sharpness(model, natural, encoder), recipe, natural, licences, sharpness=_SET_LAST)


def learn_kinds(
    model: BeadModel,
    pairs_by_source: Mapping[str, Sequence[Pair]],
    encoder: Encoder | None,
    recipe: Recipe,
    *,
    natural: Iterable[str],
    licences: Mapping[str, str],
    jobs: int = 1,
) -> Trained:
    """Learn over a model what kinds of sentences are worth; all its other weights stay.

    Args:
        model: made by this recipe; what it knew of kinds is forgotten.
        pairs_by_source: see `train`.
        encoder: see `train`.
        recipe: see `train`.
        natural: names of the texts on which its priors were set, for the card.
        licences: see `train`.
        jobs: see `train`.
    """
    with _each(jobs) as each:
        of_kinds = list(each(partial(examples_of, encoder=encoder), kind_documents(pairs_by_source, recipe)))
    found = fit_kinds(model, list(chain.from_iterable(of_kinds)))
    return _told(found, recipe, natural, licences, sharpness=_KEPT)


@contextmanager
def _each(jobs: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """What does the work of `map`, in several processes where there are to be more than one."""
    if jobs == 1:
        yield map
    else:
        with process_pool(jobs) as pool:
            yield pool.map


_SET_LAST = "set once more, last of all, by the confidence of the beads of these texts"
_KEPT = "left as it was when kinds of sentences were learnt anew"


def _told(
    model: BeadModel, recipe: Recipe, natural: Iterable[str], licences: Mapping[str, str], *, sharpness: str
) -> Trained:
    """The file of a model with its card, which says how the sharpness came about."""
    data = to_bytes(model)
    return Trained(data, _card(from_bytes(data), data, recipe, list(natural), licences, sharpness=sharpness))


def _learn(encoder: Encoder | None, options: TrainingOptions, documents: Sequence[MadeUp]) -> BeadModel:
    return fit([example for document in documents for example in examples_of(document, encoder)], options)


def _card(
    model: BeadModel,
    data: bytes,
    recipe: Recipe,
    natural: Sequence[str],
    licences: Mapping[str, str],
    *,
    sharpness: str,
) -> str:
    documents = len(recipe.seeds) * sum((*recipe.documents.values(), *recipe.rough.values()))
    rows = "\n".join(
        f"| {name} | {count} | {recipe.rough.get(name, 0)} | {licences.get(name, '')} |"
        for name, count in recipe.documents.items()
    )
    of_verses = (
        f"What a verse is worth ({len(model.verses)} weights, which count in texts that are kept by verses alone) was\n"
        f"learnt over these, from {recipe.verse_documents} documents of {', '.join(sorted(recipe.verses))} as it is,\n"
        "each looked at with beginnings of verses learnt from the other half of them."
    )
    of_kinds = (
        "What it is worth that headings, items and names of speakers stand against running text, or alone (2\n"
        f"weights, which count where kinds of sentences are told), was learnt last, from {recipe.kind_documents}\n"
        "documents of the other sources."
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
    }; what is usual for a text (eight rates) and what an end inside a bracket is worth were counted there,
and the sharpness {sharpness}. Options: {recipe.training}.

Not in this file, but chosen on these sets with others: how far a text moves the priors (adapting.py), how far its
tokens are drawn to what answers them elsewhere in it (usage.py), how words are counted and when one is answered
(answers.py), and the probability from which on a bead is kept (aligning.py); all on up to twelve texts, sets of
DESIGN M8 among them.

{of_verses}

{of_kinds}
"""
