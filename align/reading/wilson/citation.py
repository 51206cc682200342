"""The publisher's citation taken apart: title, date, repository, shelfmark, folios, translator, address."""

import re
from collections.abc import Mapping

from align.collection import parse_shelfmark

ADDRESS = re.compile(r"<?(https?://[^\s<>]+[^\s<>.,;)])>?")
WILSON_NUMBER = re.compile(r"/document/(\d{5,6})\b")
TRANSLATOR = re.compile(
    r"\b[Tt]ranslated(?:\s+from\s+\w+)?(?:\s+for\s+[^.]+?)?\s+by\s+((?:[A-Z]\.\s*)*[^.]+?(?:\s[A-Z]\.\s[^.]+?)*)\s*\."
)
UP_TO_YEAR = re.compile(r".*?\b\d{4}\b")
ARCHIVE = re.compile(r"Digital\s+Archive(?:\s*\))?,\s*")
FOLIOS = re.compile(r",\s*(?:pp?|fols?|Bl|Blatt|sheets?)\b\.?\s*(\d+\s*(?:[-–—]\s*\d+)?)")
TITLE = re.compile(r"\s*[\"“„'‘](.+?),?[\"”“'’],?\s", re.DOTALL)
PARENTHESIS = re.compile(r"^(.*?\((?:[A-ZÄÖÜ][\w-]*)\)),\s*")


def citation_facts(citation: str) -> dict[str, str]:
    """What a citation says, by the keys of `Document.metadata`; parts that it does not have are left out.

    Args:
        citation: on one line: "Title," date, Wilson Center Digital Archive, repository, shelfmark, pages. Translated
            from … by …. Address.
    """
    facts: dict[str, str] = {}
    text = " ".join(citation.split())
    translator = TRANSLATOR.search(text)
    if translator:
        facts["translator"] = translator[1].strip()
    facts.update(address_facts(text))
    title = TITLE.match(text)
    archives = list(ARCHIVE.finditer(text))
    if not archives:
        return facts
    archive = archives[-1]
    if title and title.end() <= archive.start():
        facts["title"] = title[1].strip()
        dated = UP_TO_YEAR.match(text[title.end() : archive.start()])
        facts["date"] = dated[0].strip(" ,") if dated else ""
    facts.update(_place_facts(_first_sentence(text[archive.end() :])))
    return {key: value for key, value in facts.items() if value}


def address_facts(text: str) -> dict[str, str]:
    """Address and Wilson Center number, where the text has them."""
    address = ADDRESS.search(text)
    if address is None:
        return {}
    number = WILSON_NUMBER.search(address[1])
    return {"address": address[1]} | ({"wilson_number": number[1]} if number else {})


def source_facts(source: str) -> dict[str, str]:
    """What the site's line of source says: `BStU, MfS, ZAIG 5382, pp. 1-19. Translated … by ….`."""
    text = " ".join(source.split())
    translator = TRANSLATOR.search(text)
    return _place_facts(_first_sentence(text)) | ({"translator": translator[1].strip()} if translator else {})


def shelfmark_facts(shelfmark: str) -> dict[str, str]:
    """The shelfmark as printed, and its normal form."""
    normal = parse_shelfmark(shelfmark).normal
    return {"shelfmark": shelfmark, "shelfmark_normal": normal} if shelfmark else {}


def _place_facts(text: str) -> dict[str, str]:
    """Repository, shelfmark and folios of `Office … (BStU), MfS, ZAIG 13730, pp. 1-15`."""
    facts: dict[str, str] = {}
    folios = FOLIOS.search(text)
    if folios:
        facts["folios"] = re.sub(r"\s*[-–—]\s*", "-", folios[1])
        text = text[: folios.start()]
    named = PARENTHESIS.match(text)
    repository, _, shelfmark = text.partition(", ") if named is None else (named[1], "", text[named.end() :])
    if named is None and len(repository.split()) == 1:
        repository, shelfmark = "", text
    return facts | shelfmark_facts(shelfmark.strip(" .,")) | ({"repository": repository} if repository else {})


def _first_sentence(text: str) -> str:
    """The text up to the stop before `Translated`, `Obtained`, an address, or the end; stops of `Nr.` do not count."""
    end = re.search(r"\.\s+(?:[A-Z][a-z]+(?:ed|ion|ations?)\b|Document\b|Published\b|CWIHP\b)|\s<?https?://", text)
    return text[: end.start()] if end else text.strip().rstrip(".")


def merged(*sources: Mapping[str, str]) -> dict[str, str]:
    """Facts of several sources; the first that has a value wins."""
    facts: dict[str, str] = {}
    for source in sources:
        for key, value in source.items():
            if value:
                facts.setdefault(key, value)
    return facts
