"""DOCX and HTML: their paragraphs, lists and tables become lines; hostile files become errors."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from align.errors import LimitError, UnreadableFileError
from align.reading import ReadingOptions, read

OPTIONS = ReadingOptions()


def texts(path: Path) -> list[tuple[str, int]]:
    return [(line.text, line.gap) for page in read(path, OPTIONS).pages for line in page.lines]


def written(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Bericht", level=1)
    document.add_paragraph("Ein Absatz mit\nUmbruch und\tTabulator.")
    document.add_paragraph("Mehl;", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("Gen. Adam", "Leiter der Bäckerei"), ("Gen. Berta", "Müllerin"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Auf dem zweiten Blatt.")
    document.save(str(path))
    return path


def test_a_docx_is_read_in_its_order(tmp_path: Path) -> None:
    document = read(written(tmp_path / "a.docx"), OPTIONS)
    first, second = document.pages
    assert [line.text for line in first.lines] == [
        "Bericht",
        "Ein Absatz mit",
        "Umbruch und    Tabulator.",
        "- Mehl;",
        "Gen. Adam    Leiter der Bäckerei",
        "Gen. Berta    Müllerin",
    ]
    assert [line.text for line in second.lines] == ["Auf dem zweiten Blatt."]
    assert second.lines[0].words[0].places[0].page == 2
    assert document.layout == "docx"


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/bomb.xml", "w") as part:
        for _ in range(230):
            part.write(b"\x00" * 1_000_000)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(LimitError, match="larger than a document"):
        read(path, OPTIONS)


def test_entities_of_a_docx_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    source = written(tmp_path / "b.docx")
    bomb = (
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(12))
        + b"]>"
    )
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                head, _, body = content.partition(b"?>")
                content = head + b"?>" + bomb + body.replace(b"Bericht", b"&a11;")
            new.writestr(item, content)
    try:
        found = texts(path)
    except (UnreadableFileError, LimitError):
        return
    assert sum(len(text) for text, _ in found) < 10_000


def test_a_docx_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(UnreadableFileError, match=r"a\.docx cannot be read"):
        read(path, OPTIONS)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "text")
    with pytest.raises(UnreadableFileError, match="archive"):
        read(path, OPTIONS)


PAGE = """<!DOCTYPE html><html><head><title>Der Titel</title>
<link rel="canonical" href="https://example.org/a"><style>p {color: red}</style></head>
<body><script>var hidden = 1;</script><h1>Bericht</h1>
<p>Ein   Absatz mit <b>fettem</b> Wort,<br>umbrochen &amp; entschl&uuml;sselt.</p>
<ul><li>Mehl;</li><li>Salz.</li></ul><ol start="3"><li>drittens</li></ol>
<table><tr><td>Gen. Adam</td><td>Leiter</td></tr></table>
<div hidden>unsichtbar</div></body></html>"""


def test_a_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read(path, OPTIONS)
    assert texts(path) == [
        ("Bericht", 1),
        ("Ein Absatz mit fettem Wort,", 1),
        ("umbrochen & entschlüsselt.", 0),
        ("- Mehl;", 1),
        ("- Salz.", 1),
        ("3. drittens", 1),
        ("Gen. Adam    Leiter", 1),
    ]
    assert document.metadata == {"page_title": "Der Titel", "address": "https://example.org/a"}


def test_html_fetches_and_expands_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("GEHEIM")
    path = tmp_path / "a.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>Text &x; Ende</p></body></html>'
    )
    assert "GEHEIM" not in " ".join(text for text, _ in texts(path))


def test_deeply_nested_html_is_an_answer_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 50_000 + "Text")
    try:
        found = texts(path)
    except (UnreadableFileError, LimitError):
        return
    assert "Text" in " ".join(text for text, _ in found)
