"""The learned bead model: evidence in, log-likelihood ratios out. A few kilobytes of weights, plain numpy.

Two small networks, one for link beads and one for null sentences, and five gap scores. Together with the lattice they
form a semi-Markov conditional random field (Sarawagi and Cohen 2004) over ladders.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import UsageError
from align.matching.candidates import Candidates
from align.matching.encoder import one_thread
from align.matching.evidence import LINK_NAMES, Floats
from align.matching.grid import NEVER, TYPES
from align.matching.lattice import GapScores, Scores
from align.matching.nulls import NULL_NAMES
from align.matching.verses import VERSE_NAMES

Reals = NDArray[np.float64]
_GROUPS = (((1, 1),), ((1, 2), (2, 1)), ((1, 3), (3, 1)), ((2, 2),))


def _group(kind: tuple[int, int]) -> int:
    for k, members in enumerate(_GROUPS):
        if kind in members:
            return k
    return len(_GROUPS) if 1 in kind else len(_GROUPS) + 1


GROUP_OF = np.array([_group(kind) for kind in TYPES])
"""Which prior each type of bead shares: 1–1; 1–2; 1–3; 2–2; more to one; all others."""
_AT_ONCE = 512  # rows of evidence weighed at one time, so that what lies between the layers stays near the processor
# of all evidence, stored with the weights
_NAMES = "\n".join((*LINK_NAMES, "", *NULL_NAMES, "", *VERSE_NAMES, "", "bracket"))
GAP_NAMES = ("open source", "open target", "more source", "more target", "turn")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Two hidden layers and a linear short cut.

    x·c + relu(relu(x·w1 + b1)·w2 + b2)·w3, x being (evidence − mean) / scale.

    Attributes:
        mean: (f,) of the evidence in training.
        scale: (f,) its standard deviation; 1 for what never varied.
        layers: (w1, b1, w2, b2, w3, c).
    """

    mean: Floats
    scale: Floats
    layers: tuple[Floats, ...]

    def __call__(self, evidence: Floats) -> Reals:
        """(e,) scores of (e, f) evidence."""
        w1, b1, w2, b2, w3, c = self.layers
        score = np.empty(len(evidence))
        with one_thread():
            for low in range(0, len(evidence), _AT_ONCE):
                pick = slice(low, low + _AT_ONCE)
                x = (evidence[pick] - self.mean) / self.scale
                hidden = np.maximum(np.maximum(x @ w1 + b1, 0) @ w2 + b2, 0)
                score[pick] = hidden @ w3 + x @ c
        return score


@dataclass(frozen=True, slots=True, eq=False)
class BeadModel:
    """Weights of everything.

    Attributes:
        link: network over LINK_NAMES.
        null: network over NULL_NAMES, for both sides.
        kinds: (len(TYPES),) added to the score of each type: the prior.
        gaps: (5,) in the order of GAP_NAMES.
        usual: (groups + 2,) rates for one link that the priors stand for: of each group of types, of opening a gap in
            the source and in the target; all 0 where they are not known.
        verses: (len(VERSE_NAMES),) what evidence of verses adds to a score; not multiplied by the sharpness.
        bracket: what it adds to a score that a sentence with which the bead ends, or the null sentence, ends inside a
            bracket; likewise.
        sharpness: all scores are multiplied by it before forward–backward; calibrates the confidence.
        name: short name with the beginning of the hash of the weights.
    """

    link: Network
    null: Network
    kinds: Reals
    gaps: Reals
    usual: Reals
    verses: Reals
    bracket: float
    sharpness: float
    name: str

    def scores(self, found: Candidates) -> Scores:
        """Scores of all steps of a stretch.

        Args:
            found: its candidates.

        Returns:
            Scores over the grid of the candidates; NEVER for what is no candidate.
        """
        links = np.full((found.grid.nodes, len(TYPES)), NEVER)
        here = found.links
        links[here.node, here.kind] = self.sharpness * (self.link(here.evidence) + self.kinds[here.kind])
        last = found.last_sentences()
        inside = found.inside[0][last[0]] + found.inside[1][last[1]]
        links[here.node, here.kind] += here.verses @ self.verses + self.bracket * inside
        return Scores(
            links,
            self.sharpness * self.null(found.source) + self.bracket * found.inside[0],
            self.sharpness * self.null(found.target) + self.bracket * found.inside[1],
            GapScores(*(self.sharpness * self.gaps)),
        )


def to_bytes(model: BeadModel) -> bytes:
    """The model as a file: an npz of float32 arrays; equal models give equal bytes."""
    arrays: dict[str, Any] = {
        "link.mean": model.link.mean,
        "link.scale": model.link.scale,
        "null.mean": model.null.mean,
        "null.scale": model.null.scale,
        "kinds": model.kinds,
        "gaps": model.gaps,
        "usual": model.usual,
        "verses": model.verses,
        "bracket": np.array([model.bracket]),
        "sharpness": np.array([model.sharpness]),
    }
    arrays |= {f"link.{k}": layer for k, layer in enumerate(model.link.layers)}
    arrays |= {f"null.{k}": layer for k, layer in enumerate(model.null.layers)}
    buffer = BytesIO()
    names = np.array(_NAMES)
    stored: dict[str, Any] = {k: v.astype(np.float32) for k, v in arrays.items()}
    np.savez_compressed(buffer, names=names, **stored)
    return buffer.getvalue()


def from_bytes(data: bytes) -> BeadModel:
    """Read a model.

    Args:
        data: what `to_bytes` wrote.

    Returns:
        The model; its name carries the beginning of the hash of the bytes.

    Raises:
        UsageError: the model was trained for other evidence than this version computes.
    """
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    if str(arrays.pop("names")) != _NAMES:
        raise UsageError("The bead model was trained for other evidence than this version computes.", "Train it again.")

    def network(name: str) -> Network:
        layers = tuple(arrays[f"{name}.{k}"] for k in range(6))
        return Network(arrays[f"{name}.mean"], arrays[f"{name}.scale"], layers)

    kinds, gaps, usual, verses = (arrays[part].astype(np.float64) for part in ("kinds", "gaps", "usual", "verses"))
    bracket, sharpness = (float(arrays[part][0]) for part in ("bracket", "sharpness"))
    return BeadModel(network("link"), network("null"), kinds, gaps, usual, verses, bracket, sharpness, model_name(data))


def model_name(data: bytes) -> str:
    """The name of a model by the hash of its file."""
    return f"beads-{hashlib.sha256(data).hexdigest()[:8]}"


def packaged_bytes(name: str) -> bytes:
    """The file of the model that belongs to an encoder ("use-multilingual").

    Raises:
        UsageError: there is none of that name.
    """
    path = files("align.matching") / "data" / f"beads-{name}.npz"
    if not path.is_file():
        raise UsageError(f"There is no bead model {name!r}.", "Train one, or match with hand-set weights.")
    return path.read_bytes()


@cache
def packaged_model(name: str) -> BeadModel:
    """The model that belongs to an encoder.

    Raises:
        UsageError: there is none of that name, or it was trained for other evidence.
    """
    return from_bytes(packaged_bytes(name))
