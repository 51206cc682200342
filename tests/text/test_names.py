"""Keys of names: what two languages spell differently is one name, what only looks alike is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.text.names import name_key, name_keys, name_similarity, names_in, same_name

PAIRS = """
Tschebrikow Chebrikov | Krjutschkow Kryuchkov | Andropow Andropov | Semitschastny Semichastny
Gorbatschow Gorbachev | Schumilow Shumilov | Breshnew Brezhnev | Chruschtschow Khrushchev | Moskau Moscow
Andropows Andropov's | Sacharow Sakharov | Solschenizyn Solzhenitsyn | Zwigun Tsvigun | Fedortschuk Fedorchuk
Tschernenko Chernenko | Schewardnadse Shevardnadze | Kossygin Kosygin | Ryschkow Ryzhkov | Ligatschow Ligachev
Dserschinski Dzerzhinsky | Jelzin Yeltsin | Juri Yuri | Jewgeni Yevgeny | Jewgeni Evgeni | Sergej Sergei
Alexej Aleksei | Fjodor Fyodor | Fjodor Fedor | Pjotr Pyotr | Dmitrij Dmitri | Kusnezow Kuznetsov
Schapkin Shapkin | Adschubej Adzhubei | Schukow Zhukov | Shukow Zhukov | Grjuschko Gryushko | Sinjow Zinyov
Iljitschow Ilyichev | Kljujewa Klyuyeva | Jewsejew Yevseyev | Tschernyschow Chernyshov | Schtscherbinin Shcherbinin
Mielkes Mielke | Moskaus Moscow | Warschaus Warsaw's | UdSSR USSR | DDR GDR | KfS KGB | Titow Titov | Bobkow Bobkov
Nikolski Nikolsky | Alexander Aleksandr | Kiew Kiev | Wladimir Vladimir | Viktor Victor | Michail Mikhail
Tscheljabinsk Chelyabinsk | Charkow Kharkov | Tschechow Chekhov | Puschkin Pushkin | Tolstoi Tolstoy
Trotzki Trotsky | Bucharin Bukharin | Tschitscherin Chicherin | Jeschow Yezhov | Berija Beria | Malenkow Malenkov
Woroschilow Voroshilov | Schdanow Zhdanov | Tuchatschewski Tukhachevsky | Wyschinski Vyshinsky
Solomenzew Solomentsev | Demitschew Demichev | Schtscherbizki Shcherbitsky | Ponomarjow Ponomarev
Lewtschenko Levchenko | Rußland Russia | Brüssel Brussels | Höfer Hoefer | Süß Suess | Jakowlew Yakovlev
Wyssozki Vysotsky | Ziolkowski Tsiolkovsky | Tschaikowski Tchaikovsky | Dostojewski Dostoevsky
Alexejewitsch Alekseevich | Rachmaninow Rachmaninoff | Schostakowitsch Shostakovich | Prokofjew Prokofiev
Scholochow Sholokhov
"""

OTHERS = """
Andropow Abramov | Schumilow Shubilin | Petrow Petrin | Müller Miller | Mittig Mittag | Schirmer Schimmer
Pawlow Pavlova | Kern Korn | Wolf Wulf | Moskau Minsk | Berlin Bern | Prag Paris | Mielke Milke | Lenin Lehnin
Marx Mark | Krause Kraus | Titow Tito | Gromyko Grishko | Bobkow Bykov | Suslow Maslov | Ustinow Ustinova
Sacharow Makarov | Tschernenko Cherenkov | Kusnezow Kuzmin | Jelzin Lenin | Wien Vilnius | Polen Portugal
Ungarn Uganda | Iran Iraq | Österreich Australia | Sergej Georgi | Viktor Vitali | Alexej Alexander | Iwan Ivanov
Schukow Sukhov | Tschechow Chekanov | Grigorenko Gregory | Damm Dahm | Vogel Vogler | Seidel Seidler
Titow Titarev | Semjonow Simonov | Nikolski Nikolaev | Puschkin Pushkov | Bucharin Bukhara | Hasler Haase
USA USSR | DDR FRG | SED SPD | Leipzig Lübeck
"""

MISREAD = """
Tscheb~ikow Chebrikov | Andrcpow Andropov | Krjutschk0w Kryuchkov | Mie1ke Mielke | Schumi1ow Shumilov
Abrarnow Abramov
"""


def pairs(table: str) -> list[tuple[str, str]]:
    found = [tuple(pair.split()) for line in table.strip().splitlines() for pair in line.split("|")]
    return [(pair[0], pair[1]) for pair in found]


@pytest.mark.parametrize(("german", "english"), pairs(PAIRS))
def test_both_spellings_share_a_key(german: str, english: str) -> None:
    assert name_key(german) == name_key(english) != ""
    assert same_name(german, english)
    assert name_similarity(german, english) == 1.0


@pytest.mark.parametrize(("german", "english"), pairs(OTHERS))
def test_other_names_are_not_taken_for_the_same(german: str, english: str) -> None:
    assert name_key(german) != name_key(english)
    assert not same_name(german, english)


@pytest.mark.parametrize(("read", "meant"), pairs(MISREAD))
def test_a_misread_letter_does_not_hide_a_name(read: str, meant: str) -> None:
    assert same_name(read, meant)
    assert 0.8 <= name_similarity(read, meant) <= 1.0


def test_the_lists_are_as_long_as_promised() -> None:
    assert len(pairs(PAIRS)) >= 60
    assert len(pairs(OTHERS)) >= 40


@given(st.text(max_size=20), st.text(max_size=20))
def test_similarity_is_symmetric_and_between_none_and_one(first: str, second: str) -> None:
    similarity = name_similarity(first, second)
    assert similarity == name_similarity(second, first)
    assert 0.0 <= similarity <= 1.0


@given(st.from_regex("[a-zäöü][a-zäöüß]{0,14}", fullmatch=True))  # no word begins with ß
def test_punctuation_and_case_do_not_change_a_key(word: str) -> None:
    assert name_key(f"„{word.title()}“,") == name_key(word)


def test_words_without_letters_have_no_key_and_equal_nothing() -> None:
    assert name_key("1973") == name_key("–") == name_key("") == ""
    assert not same_name("–", "–")


def test_names_are_found_without_openers_months_and_genitives() -> None:
    assert names_in("Am Montag traf Herr Andropow im Mai Kerns Delegation.", "de") == (
        "Montag",
        "Herr",
        "Andropow",
        "Kern",
        "Delegation",
    )
    assert names_in("The comrades met Andropov's deputy in May.", "en") == ("Andropov",)


def test_a_german_and_an_english_sentence_share_the_keys_of_their_names() -> None:
    german = name_keys("Gen. Krjutschkow fuhr aus Moskau über Warschau nach Leipzig.", "de")
    english = name_keys("Comrade Kryuchkov went from Moscow to Leipzig by way of Warsaw.", "en")
    assert {name_key("Kryuchkov"), name_key("Moscow"), name_key("Leipzig"), name_key("Warsaw")} <= german & english
