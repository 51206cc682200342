from align.text.language import ENOUGH, detect_language, sample

GERMAN = (
    "Die Sitzung wurde um neun Uhr eröffnet, und der Vorsitzende begrüßte die Gäste aus der Nachbargemeinde. "
    "Er stellte fest, daß die Zahl der Bienenvölker im vergangenen Jahr um ein Drittel gestiegen sei."
)
ENGLISH = (
    "The meeting was opened at nine o'clock, and the chairman welcomed the guests from the neighbouring village. "
    "He noted that the number of bee colonies had risen by a third in the course of the past year."
)


def test_german_and_english_are_told_apart() -> None:
    assert detect_language([GERMAN]) == "de"
    assert detect_language([ENGLISH]) == "en"


def test_misread_letters_and_missing_umlauts_do_not_change_the_answer() -> None:
    noisy = GERMAN.replace("ü", "ue").replace("ß", "ss").replace("l", "1").replace("des", "dee")
    assert detect_language([noisy]) == "de"


def test_a_short_text_gets_no_answer() -> None:
    assert detect_language([]) is None
    assert detect_language(["x" * (ENOUGH - 1)]) is None


def test_the_sample_comes_from_the_middle() -> None:
    assert sample(["a" * 10, "b" * 10], size=5) == "aa bb"
    assert sample(["short"]) == "short"
