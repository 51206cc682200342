"""Misread words are read as they were likely written, and nothing else is."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.matching import Encoder, MatchingOptions, align_sentences, load_encoder, prepare
from align.matching.encoding import Floats
from align.matching.lexical import LexicalEncoder
from align.matching.mending import mended
from align.measuring.noise import with_character_errors
from align.model import plain_sentences

MISREAD = ["Der Lenchtturm w~urde im Jahrc 1874 geb•aut.", "Sein Wärtcr sammclte Muscheln; die Pest kam sclten."]
"""Enough misread words for any short text to be a misread one."""


def _last(encoder: Encoder, *sentences: str) -> str:
    """The last of these sentences as it is read after those of `MISREAD`."""
    return mended([*MISREAD, *sentences], encoder.familiarity)[-1]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Der Wärter schrieb an seine Schwcster.", "Der Wärter schrieb an seine Schwester."),
        ("Die Stnrmflut kam im Herbst.", "Die Sturmflut kam im Herbst."),
        ("Die Post k0mmt mit dem Boot.", "Die Post kommt mit dem Boot."),
        ("Die Kinder la^chen.", "Die Kinder lachen."),
        ("Das MuseUm öffnet dienstags.", "Das Museum öffnet dienstags."),
        ("Am Morgen warschlechtes Wetter.", "Am Morgen war schlechtes Wetter."),
        ("Er sah die Spr1ngf1ut.", "Er sah die Springflut."),
    ],
    ids=["letter", "letter inside", "digit", "sign", "capital", "blank", "two of them"],
)
def test_a_misread_word_is_read_as_it_was_written(read: str, meant: str, encoder: Encoder) -> None:
    assert _last(encoder, read) == meant


def test_a_word_of_the_same_text_explains_what_is_one_letter_off(encoder: Encoder) -> None:
    text = [
        "Tscherenkow sammelte Muscheln.",
        "Da kam Tscherenkow heim.",
        "Am Abend schrieb Tschrenkow.",
    ]
    assert _last(encoder, *text) == "Am Abend schrieb Tscherenkow."
    assert _last(encoder, text[-1]) == text[-1]


def test_another_ending_is_no_misreading(encoder: Encoder) -> None:
    text = ["Sie aßen Salzgurken.", "Er zählte die Salzgurken.", "Da war keine Salzgurke mehr."]
    assert _last(encoder, *text) == text[-1]


def test_texts_without_misread_words_stay_as_they_are(german: list[str], english: list[str], encoder: Encoder) -> None:
    rare = ["Der Gletscherforscher Przybylski maß 8163 m.", "Wdr. Kpt. z. S. Ohlsen, KzS 3b, H2O, LibreOffice"]
    for text in (german, english, [*german, *rare]):
        assert mended(text, encoder.familiarity) == text


def test_a_few_misread_words_do_not_make_a_text_a_misread_one(german: list[str], encoder: Encoder) -> None:
    assert mended([*MISREAD, *german], encoder.familiarity) != [*MISREAD, *german]
    long = [*MISREAD, *german * 20]
    assert mended(long, encoder.familiarity) == long


@pytest.mark.parametrize(("read", "meant"), [("Latarne", "Laterne"), ("Wlese", "Wiese")])
def test_the_more_is_misread_the_likelier_is_an_error(
    read: str, meant: str, german: list[str], encoder: Encoder
) -> None:
    hardly = mended([*MISREAD, *german * 4, f"Er sah {read}."], encoder.familiarity)
    assert hardly[:2] != MISREAD
    assert hardly[-1] == f"Er sah {read}."
    assert _last(encoder, f"Er sah {read}.") == f"Er sah {meant}."


def test_figures_are_not_mended(encoder: Encoder) -> None:
    text = "Am 3. 11. 1874 waren es 212 Nester (Bl. 17a, 8l63 m, I2. Kapitel)."
    figures = re.findall(r"\S*\d\S*", text)
    assert re.findall(r"\S*\d\S*", _last(encoder, text)) == figures


@pytest.mark.parametrize(("share", "least"), [(0.01, 0.25), (0.03, 0.25), (0.08, 0.2)])
def test_more_words_are_restored_than_spoilt(share: float, least: float, encoder: Encoder) -> None:
    text = (Path(__file__).parents[1] / "exercise" / "src.txt").read_text(encoding="utf-8").splitlines()
    assert mended(text, encoder.familiarity) == text
    restored = spoilt = hit = 0
    for seed in range(5):
        noisy = with_character_errors(text, share, random.Random(seed))
        rows = [[sentence.split() for sentence in side] for side in (text, noisy, mended(noisy, encoder.familiarity))]
        for true, read, now in zip(*rows, strict=True):
            if len(true) == len(read) == len(now):
                for a, b, c in zip(true, read, now, strict=True):
                    hit += a != b
                    restored += a != b and a == c
                    spoilt += a == b and a != c
    assert restored > least * hit
    assert spoilt < 0.15 * restored


def test_mended_words_bring_vectors_back(german: list[str], encoder: Encoder) -> None:
    noisy = with_character_errors(german, 0.08, random.Random(1))
    true, read, now = (
        encoder.encode(texts).vectors.astype(np.float32)
        for texts in (german, noisy, mended(noisy, encoder.familiarity))
    )
    assert (true * now).sum(axis=1).mean() > (true * read).sum(axis=1).mean() + 0.02


def test_the_text_itself_stays_as_it_was_read(german: list[str], english: list[str], encoder: Encoder) -> None:
    noisy = plain_sentences(with_character_errors(german, 0.08, random.Random(1)))
    found = align_sentences(noisy, plain_sentences(english), encoder, MatchingOptions())
    assert found.source == tuple(noisy)


def test_without_an_encoder_no_word_is_known(german: list[str]) -> None:
    noisy = with_character_errors(german, 0.08, random.Random(1))
    assert mended(noisy, LexicalEncoder().familiarity) == list(noisy)


def test_texts_are_encoded_as_they_are_mended(german: list[str], english: list[str], encoder: Encoder) -> None:
    noisy = list(with_character_errors(german, 0.08, random.Random(1)))
    by_hand = encoder.encode(mended(noisy, encoder.familiarity))
    found = prepare(plain_sentences(noisy), plain_sentences(english), encoder)
    assert (found.source.vectors == by_hand.vectors).all()
    assert not (found.source.vectors == encoder.encode(noisy).vectors).all()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_can_be_mended(texts: list[str]) -> None:
    familiarity = load_encoder().familiarity
    found = mended([*MISREAD, *texts], familiarity)
    assert len(found) == len(MISREAD) + len(texts)
    assert all(
        before == after for before, after in zip(texts, found[2:], strict=True) if not any(map(str.isalpha, before))
    )


def test_endless_words_take_no_time(encoder: Encoder) -> None:
    asked: list[int] = []

    def familiarity(words: Sequence[str]) -> Floats:
        asked.append(sum(map(len, words)))
        return encoder.familiarity(words)

    mended([*MISREAD, *("Sturmflnt" * 500 for _ in range(20))], familiarity)
    assert sum(asked) < 200_000


def test_usual_words_are_likelier_than_others(encoder: Encoder) -> None:
    found = encoder.familiarity(["der", "Leuchtturm", "Lenchttnrm", "•", "\u1f95\u2e3b"])
    assert found.dtype == np.float32
    assert list(found[:3]) == sorted(found[:3], reverse=True)
    assert found[3:].max() < -10
    assert encoder.familiarity([]).shape == (0,)
    joined = encoder.familiarity(["a", "b", "der", "Turm"])
    assert joined[2:].sum() == pytest.approx(encoder.familiarity(["der"])[0] + encoder.familiarity(["Turm"])[0])
