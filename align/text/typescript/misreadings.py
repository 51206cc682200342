"""OCR errors that can be told without knowing the word, and only those.

- A sign or digit between the letters of a word (`Minist®rium`, `k6nnen`): no German word has one, so it becomes the
  letter that it is mistaken for, if the word is then less surprising.
- A capital between small letters (`techniSchen`): German writes none there, so it becomes small.
- The number of an article out of sequence (`Artikel IH` between II and IV).

No word is guessed: `uni` for `und` stays, for only the reader knows.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from align.model import Block, Kind, Line, Page, Reading, Word
from align.text.plausibility import surprise
from align.text.typescript.sequences import repair

LOOKALIKES = {
    "®": "e",
    "@": "e",
    "©": "e",
    "€": "e",
    "¢": "c",
    "£": "f",
    "ı": "i",
    "0": "o",
    "1": "l",
    "6": "ö",
    "5": "s",
}
"""What a letter of a typewriter is mistaken for."""

BETWEEN = re.compile(rf"(?<=[^\W\d_])[{''.join(LOOKALIKES)}](?=[^\W\d_])|(?<=[a-zäöüß])[®@©€¢ı](?=\W*$)")
"""A lookalike with letters on both sides; a sign also at the end of a word."""

INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß])[A-ZÄÖÜ](?=[a-zäöüß])")

LONG_ENOUGH = 5
"""Letters of a word in which an inner capital is an error and not an abbreviation (MfSler)."""

NUMBERED = re.compile(r"(?P<name>[A-Z][a-zäöüß]{4,9}\W?)\s+(?P<number>[IVXLHxviılJU1]{1,6})")
"""A heading such as `Artikel IX`, however its number was read."""

ROMAN = re.compile(r"(?P<tens>X{0,3})(?P<ones>IX|IV|V?I{0,3})")


def mended_page(page: Page, language: str) -> Page:
    """The page with the errors mended that a single word shows; pages that were not read from a picture stay."""
    if page.reading not in {Reading.OCR, Reading.LAYER} or language != "de":
        return page
    inner = page.reading is Reading.OCR
    return replace(page, lines=tuple(_mended_line(line, inner=inner) for line in page.lines))


def _mended_line(line: Line, *, inner: bool) -> Line:
    words = tuple(_mended(word, inner=inner) for word in line.words)
    if words == line.words:
        return line
    pieces = re.split(r"(\s+)", line.text)
    pieces[::2] = [word.text for word in words]
    return replace(line, words=words, text="".join(pieces))


def _mended(word: Word, *, inner: bool) -> Word:
    text = word.text
    candidate = BETWEEN.sub(lambda match: LOOKALIKES[match[0]], text)
    if candidate != text and (surprise([candidate], "de") or 99.0) < (surprise([text], "de") or 99.0):
        text = candidate
    if inner and sum(map(str.isalpha, text)) >= LONG_ENOUGH:
        text = INNER_CAPITAL.sub(lambda match: match[0].lower(), text)
    return word if text == word.text else replace(word, text=text)


def mended_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Headings numbered in Roman numerals in sequence, where most of them were read so."""
    found = {
        position: match
        for position, block in enumerate(blocks)
        if block.kind is Kind.HEADING and (match := NUMBERED.fullmatch(block.text)) and len(block.words) == 2
    }
    names = [match["name"] for match in found.values()]
    name = max(names, key=names.count, default="")
    series = [position for position, match in found.items() if _alike(match["name"], name)]
    readings = {
        place: value for place, position in enumerate(series, 1) if (value := from_roman(found[position]["number"]))
    }
    numbers = repair(readings, range(1, len(series) + 1))
    right = [place for place, number in numbers.items() if not number.repaired]
    if len(series) < 3 or 2 * len(right) <= len(series):
        return tuple(blocks)
    mended = {series[place - 1]: number.value for place, number in numbers.items() if number.repaired}
    return tuple(
        _renumbered(block, name, mended[position]) if position in mended else block
        for position, block in enumerate(blocks)
    )


def _alike(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 1


def _renumbered(block: Block, name: str, value: int) -> Block:
    first, second = block.words
    return replace(block, words=(replace(first, text=name), replace(second, text=to_roman(value))))


def from_roman(text: str) -> int:
    """The number of a Roman numeral up to 39; 0 for anything else."""
    match = ROMAN.fullmatch(text)
    if match is None or not text:
        return 0
    ones = {"": 0, "IV": 4, "IX": 9}.get(match["ones"])
    return 10 * len(match["tens"]) + (ones if ones is not None else _ones(match["ones"]))


def _ones(text: str) -> int:
    return 5 * text.count("V") + text.count("I")


def to_roman(value: int) -> str:
    """A Roman numeral up to 39."""
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "X" * (value // 10) + ones[value % 10]
