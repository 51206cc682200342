"""Making the bead model anew from files of pairs (`align train`)."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from align import __version__
from align.errors import UnreadableFileError, UsageError
from align.files import write_bytes
from align.matching import load_encoder
from align.matching.beadmodel import BeadModel, from_bytes, packaged_model
from align.matching.learning.directions import token_directions
from align.matching.learning.recipe import (
    DOCUMENTS,
    HELD_OUT,
    LONGEST_PAIR,
    VERSES,
    Recipe,
    halves_of,
    needed_pairs,
    usable,
)
from align.matching.learning.salience import learn_salience
from align.matching.learning.synthetic import MadeUp, Pair, sentences_of
from align.matching.learning.training import Trained, learn_kinds, train
from align.matching.learning.verses import Text, learn_probe, learn_starts
from align.measuring import evaluate, find_sets, load_set
from align.measuring.benchmark import align_set
from align.model import plain_sentences

LICENCES = {
    "basic_law_rest": "official text, free (sec. 5 UrhG)",
    "bible_tafel_bsb_web": "public domain (BSB, WEB, Tafel 1911); compilation MIT",
    "gnome_user_docs": "CC BY-SA 3.0",
    "gutenberg_books_auto": "Project Gutenberg, public domain",
    "libreoffice_help": "MPL-2.0",
    "opensource_guide": "CC BY 4.0",
    "tatoeba": "CC BY 2.0 FR",
    "xquad": "CC BY-SA 4.0",
}
"""As stated by each source; the card of the model repeats them."""

Sources = Mapping[str, Sequence[Pair]]
"""The pairs of each source of the recipe, German and English, in running order."""

PRIOR_SETS = ("kafka", "luke", "textberg-dev")
"""Natural texts on which nine priors are set; no weight is learnt from them."""


def read_sources(folder: Path) -> Sources:
    """Read all that is learnt from.

    Args:
        folder: with a `NAME.tsv.gz` for each source of the recipe, German TAB English, one pair a line.

    Raises:
        UnreadableFileError: a file is missing or not of this form.
        UsageError: a file has too few pairs to learn from.
    """
    sources = {}
    for name in DOCUMENTS:
        path = folder / f"{name}.tsv.gz"
        sources[name] = read_pairs(path)
        held, needed = len(usable(sources[name], HELD_OUT.get(name, ()))), needed_pairs(name, Recipe())
        if held < needed:
            advice = f"A pair counts if both sides have text, of fewer than {LONGEST_PAIR} characters."
            raise UsageError(f"{path} holds {held:,} pairs that count; {needed:,} are needed.", advice)
    return sources


def train_from_files(sources: Sources, sets: Path, output: Path, jobs: int = 1) -> Trained:
    """Train the model of the packaged recipe and write it, with its card beside it.

    Args:
        sources: as read by `read_sources`.
        sets: folder with the alignment sets of `PRIOR_SETS`.
        output: file of the model; the card goes beside it with the suffix `.md`.
        jobs: processes; what comes out does not depend on it.

    Raises:
        UnreadableFileError: a set is missing or cannot be read.
        MissingCapabilityError: the encoder is not installed.
        WorkspaceError: the files cannot be written.
    """
    natural = {name: _natural(sets / name) for name in PRIOR_SETS}
    bare = train(sources, load_encoder(), Recipe(), natural=natural, licences=LICENCES, jobs=jobs)
    return _written(bare, sets, output)


def learn_kinds_from_files(sources: Sources, sets: Path, output: Path, jobs: int = 1) -> Trained:
    """Learn over the packaged model what kinds of sentences are worth, and write it with its card.

    Args:
        sources: as read by `read_sources`.
        sets: folder with alignment sets, for the figures of the card.
        output: file of the model; the card goes beside it with the suffix `.md`.
        jobs: processes; what comes out does not depend on it.

    Raises:
        UnreadableFileError: a set is missing or cannot be read.
        MissingCapabilityError: the encoder is not installed.
        WorkspaceError: the files cannot be written.
    """
    model = packaged_model("use-multilingual")
    bare = learn_kinds(model, sources, load_encoder(), Recipe(), natural=PRIOR_SETS, licences=LICENCES, jobs=jobs)
    return _written(bare, sets, output)


def _written(bare: Trained, sets: Path, output: Path) -> Trained:
    """Write a model, and its card with figures of the sets."""
    trained = replace(bare, card=f"{bare.card}\n{figures(from_bytes(bare.model), sets)}")
    write_bytes(output, trained.model)
    write_bytes(output.with_suffix(".md"), trained.card.encode())
    return trained


def figures(model: BeadModel, sets: Path) -> str:
    """What a model reaches on alignment sets, as the last part of its card.

    Args:
        model: with the packaged encoder.
        sets: folder of alignment sets.

    Raises:
        UnreadableFileError: there is no set, or one cannot be read.
        MissingCapabilityError: the encoder is not installed.
    """
    rows = []
    for one in map(load_set, find_sets(sets)):
        scores = evaluate(one.gold, align_set(one, model).beads)
        values = (scores.strict.f1, scores.links_only.f1, scores.null.f1 if scores.null.gold else None)
        cells = ["–" if value is None else f"{value:.3f}" for value in (*values, scores.calibration_error)]
        rows.append(f"| {one.name} ({one.sha256[:8]}) | {' | '.join(cells)} |")
    table = "\n".join(rows)
    return f"""Measured as vecalign's `score.py` counts, with {load_encoder().signature} and align {__version__}:

| set (hash) | strict F1 | links-only F1 | null F1 | calibration error |
|---|---|---|---|---|
{table}
"""


def learn_directions(sources: Sources, output: Path) -> None:
    """Learn anew the directions in which tokens are kept (`data/tokens.npz`), and write them.

    Args:
        sources: as read by `read_sources`.
        output: the file.

    Raises:
        MissingCapabilityError: the encoder is not installed.
        WorkspaceError: the file cannot be written.
    """
    write_bytes(output, token_directions(_learnt_from(sources), load_encoder()))


def learn_telling_words(sources: Sources, output: Path) -> None:
    """Learn anew which sorts of words tell most (`data/salience.npz`), and write it.

    Args:
        sources: as read by `read_sources`.
        output: the file.

    Raises:
        MissingCapabilityError: the encoder is not installed.
        WorkspaceError: the file cannot be written.
    """
    write_bytes(output, learn_salience(_learnt_from(sources), load_encoder()))


def learn_verses(sources: Sources, output: Path) -> None:
    """Learn anew by what texts in verses, and beginnings of verses, are known (`data/verses.npz`), and write it.

    Args:
        sources: as read by `read_sources`.
        output: the file.

    Raises:
        MissingCapabilityError: the encoder is not installed.
        WorkspaceError: the file cannot be written.
    """
    encoder = load_encoder()
    known: dict[str, Any] = {
        **learn_probe(_learnt_from(sources), VERSES, encoder),
        **learn_starts(_in_verses(sources), encoder),
    }
    buffer = BytesIO()
    np.savez(buffer, **known)
    write_bytes(output, buffer.getvalue())


def _in_verses(sources: Sources) -> list[list[Text]]:
    """Of both halves the running texts of both sides, every verse as its sentences."""
    halves: list[list[Text]] = [[], []]
    for name in sorted(VERSES):
        for texts, pairs in zip(halves, halves_of(sources[name], HELD_OUT[name]), strict=True):
            texts += [[sentences_of(pair[side]) for pair in pairs] for side in (0, 1)]
    return halves


def _learnt_from(sources: Sources) -> dict[str, list[Pair]]:
    """The pairs without those held out."""
    return {name: usable(pairs, HELD_OUT.get(name, ())) for name, pairs in sources.items()}


def read_pairs(path: Path) -> Sequence[Pair]:
    """The pairs of a gzipped file, in order.

    Raises:
        UnreadableFileError: not there, not gzip, not UTF-8, or a line without exactly one tab.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            lines = stream.read().rstrip("\n").split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as exc:
        advice = "Give the folder with the gzipped files of pairs."
        raise UnreadableFileError(f"{path} cannot be read: {exc}.", advice) from exc
    pairs = []
    for number, line in enumerate(lines, 1):
        source, tab, target = line.partition("\t")
        if not tab or "\t" in target:
            raise UnreadableFileError(f"{path}, line {number}, is not a pair.", "One pair a line: German TAB English.")
        pairs.append((source, target))
    return pairs


def _natural(folder: Path) -> MadeUp:
    found = load_set(folder)
    return MadeUp(plain_sentences(found.source), plain_sentences(found.target), found.gold)
