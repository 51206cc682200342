"""Where a sentence may and may not end: one small function per rule, asked in order, the first answer counts.

A rule looks at the gap between `words[i]` and `words[i + 1]` and answers True (a sentence ends here), False (it does
not), or None (the next rule shall say). What no rule decides, Punkt decides.
"""

import re
from collections.abc import Callable, Sequence

from align.text.segmentation.cutting import ends_with_mark, is_closing
from align.text.segmentation.lexicon import LONGEST_ABBREVIATION, Lexicon, Usage

Rule = Callable[[Sequence[str], int, Lexicon], bool | None]

CLOSERS = "\"'“”‘’»«›‹)]}/"
OPENERS = "\"'„“”‚‘’»«›‹([{/"
TWO_WAY_QUOTES = ("«»‹›", '"', "„“")
"""Quotation marks that open in one language or house style and close in another."""

ENDS = ".!?…"
ROMAN = re.compile(r"[IVXLCDM]+")
FOOTNOTE = re.compile(r"(?<=[.!?…])(?:\[\d{1,3}\])+$|(?<=[^\W\d]{2}[.!?])\d{1,2}$")
BRACKETED_END = re.compile(r"[.!?…]/?[)\]]?$")
VOWELLESS = re.compile(r"[^\W\d_aeiouyäöüAEIOUYÄÖÜ]+[^\W\d_aeiouyäöüA-ZÄÖÜ]\.")
DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}")
UNIT = re.compile(r"[ghlmst]\.")
WORD = re.compile(r"[^\W\d_]{3,}\.")
NUMBER = re.compile(r"\d{1,3}\.")
DATE_OR_YEAR = re.compile(r"(?:\d{4,}|\d+(?:[./,:]\d+)+)\.")


LONG_INITIALS = frozenset(["Ch", "Ja", "Je", "Jo", "Ju", "Kh", "Sch", "Sh", "St", "Th", "Ya", "Ye", "Yu", "Zh"])
"""Initials of more than one letter, as transliterated names have them (`Ju. W. Andropow`)."""


def bare(word: str) -> str:
    """The word without footnote number, opening and closing quotes and brackets: `(Gen.` -> `Gen.`."""
    return FOOTNOTE.sub("", word).rstrip(CLOSERS).lstrip(OPENERS)


def own_mark(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A mark of a script of its own (`。`, `؟`) ends a sentence, and closing quotes after a blank belong to it."""
    return not is_closing(words[i + 1]) if lexicon.own_marks and ends_with_mark(words[i]) else None


def no_stop(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A word without a stop, question or exclamation mark ends no sentence: `;`, `:` and `,` never do."""
    return None if FOOTNOTE.sub("", words[i]).rstrip(CLOSERS).endswith(tuple(ENDS)) else False


def lower_case_goes_on(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A word in lower case goes on with the sentence: `„Halt!“ rief er.`, `der 1. und 2. Mai`."""
    following = next((word for word in words[i + 1 : i + 3] if word.strip("-–—")), "")
    return False if following.lstrip(OPENERS + "-–—.…")[:1].islower() else None


def mark_alone_goes_on(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A stop, bracket or closing quote that stands alone belongs to what is before it: `Ende .`, not `. « Anfang`."""
    if words[i + 1].strip(CLOSERS + OPENERS + ENDS + ",;:"):
        return None
    family = next((quotes for quotes in TWO_WAY_QUOTES if not words[i + 1].strip(quotes)), "")
    closes = not family or sum(map("".join(words[: i + 1]).count, family)) % 2 == 1
    return False if closes else None


def bracket_after_stop(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A bracket that is complete in itself belongs to the sentence before it: `Es regnet. (Beifall.)`, `[…]`."""
    if words[i + 1][0] not in "([/":
        return None
    depth = 0
    for word in words[i + 1 :]:
        depth += sum(map(word.count, "([")) - sum(map(word.count, ")]"))
        if depth <= 0:
            complete = BRACKETED_END.search(word) is not None or word.rstrip(".,;").strip("[]()").isdigit()
            return False if complete else None
    return None


def omission_between(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """After `[…]` a sentence begins only if one ended before it."""
    if words[i].strip("()[]/") not in ("…", "..."):
        return None
    if words[i][0] in "([/":
        return i > 0 and bare(words[i - 1]).endswith(tuple(ENDS))
    return True


def inside_abbreviation(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """No sentence ends inside an abbreviation of several parts: `z. | B.`."""
    for start in range(max(0, i - LONGEST_ABBREVIATION + 2), i + 1):
        for stop in range(i + 2, min(len(words), start + LONGEST_ABBREVIATION) + 1):
            if _parts(words, start, stop) in lexicon.spaced:
                return False
    return None


def misread_abbreviation(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A short word before a single letter with a stop is an abbreviation with a letter misread: `zZ. B.`."""
    following = bare(words[i + 1])
    short = len(bare(words[i])) < len("und.") and i + 2 < len(words) and words[i + 2][:1].islower()
    return False if short and following.endswith(".") and len(following) == len("B.") else None


def after_abbreviation(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """After an abbreviation its class and the next word decide."""
    usage = _usage(words, i, lexicon)
    if usage is Usage.BEFORE and i and UNIT.fullmatch(words[i]) and words[i - 1][-1].isdigit():
        usage = Usage.AFTER
    following = words[i + 1].lstrip(OPENERS)
    if usage is Usage.BEFORE:
        return False
    if usage is Usage.NUMBER:
        if _is_numeral(following) or lexicon.usage(bare(following)) is Usage.NUMBER:
            return False
        return None if _is_initial(bare(words[i])[:-1]) else True
    if usage is Usage.AFTER:
        return lexicon.opens(words[i + 1])
    if usage is Usage.END:
        return following[:1].isupper()
    return None


def initial(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A single capital is an initial (`W. I. Lenin`), unless it names a thing (`Plan B.`) or an opener follows."""
    letter = bare(words[i])
    if not (letter.endswith(".") and letter[:-1].isalpha() and _is_initial(letter[:-1])):
        return None
    following = bare(words[i + 1])
    if following.endswith(".") and _is_initial(following[:-1]):
        return False
    if lexicon.opens(words[i + 1]):
        return True
    return i > 0 and _names_a_thing(words[i - 1], lexicon)


def ordinal(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """In German a number with a stop is an ordinal: `6. Dezember`, `II. Verwaltung`, not `Punkt 4. Der Rest`.

    At the start of a paragraph it is the paragraph's number in any language.
    """
    number = bare(words[i]).split("–")[-1].split("-")[-1]
    following = words[i + 1].lstrip(OPENERS)
    if NUMBER.fullmatch(number) and (following.rstrip(".,;") in lexicon.months or NUMBER.match(following)):
        return False
    if i == 0 and NUMBER.fullmatch(number):
        return False
    if not lexicon.ordinals_have_stops or not (NUMBER.fullmatch(number) or _is_roman(number)):
        return None
    if lexicon.opens(words[i + 1]):
        return True
    return i > 0 and _names_a_thing(words[i - 1], lexicon)


def date_or_year(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A year or a whole date with a stop ends the sentence before a capital: `vom 29.3.1978. Er`."""
    return True if DATE_OR_YEAR.fullmatch(bare(words[i])) and words[i + 1].lstrip(OPENERS)[:1].isupper() else None


def dotted(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """Letters with stops (`U.S.`, `L.I.`, `e.h.`) end a sentence only before a word that opens one."""
    return lexicon.opens(words[i + 1]) if DOTTED.fullmatch(bare(words[i])) else None


def vowelless(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A word without a vowel is an abbreviation that nobody listed: `Hptm.`, `Fj.`."""
    return lexicon.opens(words[i + 1]) if lexicon.openers and VOWELLESS.fullmatch(bare(words[i])) else None


def footnote_number(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A stop with a footnote number after it ends the sentence: `West Germany.[1]`, `checked.2`."""
    return True if FOOTNOTE.search(words[i].rstrip(CLOSERS.replace("]", ""))) else None


def opener_after_word(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """A word that nobody listed as an abbreviation ends the sentence before one that opens sentences."""
    return True if WORD.fullmatch(bare(words[i])) and lexicon.opens(words[i + 1]) else None


def strong_mark(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """Question and exclamation marks, and dots, end a sentence where the next word has not been found to go on."""
    return True if bare(words[i]).endswith(("!", "?", "…", "..")) else None


RULES: tuple[Rule, ...] = (
    own_mark,
    no_stop,
    mark_alone_goes_on,
    lower_case_goes_on,
    omission_between,
    bracket_after_stop,
    inside_abbreviation,
    misread_abbreviation,
    after_abbreviation,
    initial,
    ordinal,
    date_or_year,
    dotted,
    vowelless,
    footnote_number,
    opener_after_word,
    strong_mark,
)


def decide(words: Sequence[str], i: int, lexicon: Lexicon) -> bool | None:
    """Whether a sentence ends between `words[i]` and `words[i + 1]`; None where no rule knows."""
    return next((answer for rule in RULES if (answer := rule(words, i, lexicon)) is not None), None)


def _parts(words: Sequence[str], start: int, stop: int) -> tuple[str, ...]:
    parts = list(words[start:stop])
    return (parts[0].lstrip(OPENERS), *parts[1:-1], parts[-1].rstrip(CLOSERS + ",;:"))


def _usage(words: Sequence[str], i: int, lexicon: Lexicon) -> Usage | None:
    """Usage of the longest abbreviation that ends at `words[i]`."""
    for start in range(max(0, i - LONGEST_ABBREVIATION + 1), i):
        if _parts(words, start, i + 1) in lexicon.spaced:
            return lexicon.usage("".join(_parts(words, start, i + 1)))
    return lexicon.usage(bare(words[i]))


def _is_initial(letters: str) -> bool:
    return (len(letters) == 1 and letters.isupper()) or letters in LONG_INITIALS


def _is_roman(number: str) -> bool:
    return number.endswith(".") and ROMAN.fullmatch(number[:-1]) is not None


def _is_numeral(word: str) -> bool:
    core = word.rstrip(CLOSERS + ENDS + ",;:")
    return core[:1].isdigit() or ROMAN.fullmatch(core) is not None or (len(core) == 1 and core.isalpha())


def _names_a_thing(word: str, lexicon: Lexicon) -> bool:
    core = word.lstrip(OPENERS)
    return core in lexicon.designators or (len(core) > 1 and core.isupper() and core.isalpha())
