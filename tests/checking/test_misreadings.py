"""Words that were likely misread."""

import random
from dataclasses import replace

import pytest

from align.checking import check
from align.model import Alignment, Bead, Sentence, Severity, Word
from tests.checking.beads import found, messages

MANY = [("Der Leiter des Turmes fragt nach dem Öl des Nachbarn.", "The keeper asks for oil.")] * 10


def _read(text: str, confidence: float) -> Sentence:
    return Sentence(text, tuple(Word(word, confidence=confidence) for word in text.split()))


def _scanned(*texts: str, confidence: float = 0.95) -> Alignment:
    sentences = tuple(_read(text, confidence) for text in texts)
    return Alignment(sentences, (), tuple(Bead((i,), ()) for i in range(len(texts))))


def test_a_word_one_confusion_away_from_a_frequent_one_is_named_with_it() -> None:
    [finding] = found("misread", *MANY, ("Am Fuß dee Turmes lag Schnee.", "Snow lay there."))
    assert finding.message == "Likely misread on the German side: “dee” (perhaps “des”)."
    assert finding.beads == (10,)


def test_it_is_a_hint_in_a_typed_text_and_a_warning_in_one_read_by_a_machine() -> None:
    texts = [german for german, _ in MANY] + ["Am Fuß dee Turmes lag Schnee."]
    typed = found("misread", *MANY, (texts[-1], "Snow lay there."))
    read = check(_scanned(*texts), codes=("misread",))
    assert [finding.severity for finding in typed] == [Severity.INFO]
    assert [finding.severity for finding in read] == [Severity.WARNING]


@pytest.mark.parametrize("word", ["k6nnen", "Mos~au", "ParteifDhrung", "Ver1ag"])
def test_an_oddly_made_word_is_a_warning(word: str) -> None:
    [finding] = found("misread", (f"Sie sollen {word} sehen.", "They shall see."))
    assert f"“{word}”" in finding.message
    assert finding.severity is Severity.WARNING


def test_an_oddly_made_word_is_named_with_what_the_language_offers() -> None:
    assert messages(found("misread", ("Wir k6nnen kommen.", "We can come."))) == [
        "Likely misread on the German side: “k6nnen” (perhaps “können”)."
    ]


@pytest.mark.parametrize(
    "german",
    [
        "Das MfS, das KfS und die KPdSU",
        "Der Turm Nr. 12a und die SS-20",
        "der Leiter, den Leitern, dem Leiter, das Leiten",
        "Die UdSSR und die BStU-Akten",
        "Am 1. und 2.5. um 9.30 Uhr",
        "Turmes",
    ],
)
def test_rare_words_and_abbreviations_are_not_misread(german: str) -> None:
    assert found("misread", *MANY, (german, "Something else.")) == ()


def test_a_word_that_stands_often_is_not_misread() -> None:
    assert found("misread", *MANY, *[("Die Dee fließt.", "The Dee flows.")] * 3) == ()


def test_what_a_person_corrected_is_not_suspected() -> None:
    alignment = _scanned("Sie sollen k6nnen sehen.")
    sentence = alignment.source[0]
    words = tuple(replace(word, earlier="x") if "6" in word.text else word for word in sentence.words)
    corrected = replace(alignment, source=(replace(sentence, words=words),))
    assert len(check(alignment, codes=("misread",))) == 1
    assert check(corrected, codes=("misread",)) == ()


def test_the_least_sure_words_are_named_and_a_number_among_them_is_a_warning() -> None:
    rng = random.Random(3)
    words = [Word("Turm", confidence=rng.uniform(0.8, 1.0)) for _ in range(200)]
    sure = Sentence(" ".join(word.text for word in words), tuple(words))
    for text, severity in (("Leuchte", Severity.INFO), ("1964", Severity.WARNING)):
        alignment = Alignment((sure, _read(text, 0.3)), (), (Bead((0,), ()), Bead((1,), ())))
        [finding] = check(alignment, codes=("misread",))
        assert (finding.beads, finding.severity) == ((1,), severity)
        assert f"“{text}”" in finding.message


def test_a_page_read_badly_throughout_does_not_mark_every_word() -> None:
    rng = random.Random(4)
    texts = [Sentence("Turm", (Word("Turm", confidence=rng.uniform(0.1, 0.9)),)) for _ in range(500)]
    alignment = Alignment(tuple(texts), (), tuple(Bead((i,), ()) for i in range(500)))
    assert len(check(alignment, codes=("misread",))) <= 0.03 * 500


def test_without_data_of_a_language_only_oddly_made_words_are_found() -> None:
    french = [("Es regnet.", "La lampe des phares est dans la tour des gardiens.")] * 10
    pair = ("Es regnet.", "La lampe dee phares k6nne.")
    assert messages(found("misread", *french, pair, target_language="fr")) == [
        "Likely misread on the French side: “k6nne”."
    ]
