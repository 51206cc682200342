"""How `data/tokens.npz` is made: the few directions in which the tokens of the encoder are kept."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import numpy as np

from align.matching.encoder import Floats, MultilingualEncoder
from align.matching.synthetic import Pair

SENTENCES: dict[str, int] = {
    "tatoeba": 700,
    "bible_tafel_bsb_web": 150,
    "libreoffice_help": 150,
    "gutenberg_books_auto": 200,
    "xquad": 150,
    "basic_law_rest": 60,
}
_COUNT = 96
_FLATTEN = 0.25  # each direction is divided by this power of its variance
_SPREAD = 4.0  # standard deviations that fit into one byte on either side


def token_directions(
    pairs_by_source: Mapping[str, Sequence[Pair]], encoder: MultilingualEncoder, seed: int = 0
) -> bytes:
    """Principal axes of the token features of sentences drawn by chance, both languages centred apart.

    Args:
        pairs_by_source: for each source of SENTENCES its pairs.
        encoder: whose features.
        seed: of the draw.

    Returns:
        The file: `basis` (512, 96) float16 and `spread` (96,) float32. Axes may come out with the other sign on
        another machine, which changes no cosine.
    """
    chance = np.random.default_rng(seed)
    centred = []
    for name, count in SENTENCES.items():
        pairs = pairs_by_source[name]
        drawn = chance.choice(len(pairs), min(count, len(pairs)), replace=False)
        for side in (0, 1):
            features = encoder.token_features([pairs[int(k)][side] for k in drawn])
            centred.append(features - features.mean(axis=0))
    return principal_axes(np.concatenate(centred), _COUNT)


def principal_axes(rows: Floats, count: int) -> bytes:
    """The file for centred rows (tokens, size) and a number of axes."""
    variance, axes = np.linalg.eigh(rows.T @ rows / len(rows))
    order = np.argsort(variance)[::-1][:count]
    scale = np.maximum(variance[order], 1e-6) ** _FLATTEN
    buffer = BytesIO()
    np.savez(
        buffer,
        basis=(axes[:, order] / scale).astype(np.float16),
        spread=(_SPREAD * np.sqrt(variance[order]) / scale).astype(np.float32),
    )
    return buffer.getvalue()
