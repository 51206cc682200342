"""Is a file good TMX 1.4b? The rules of the specification (LISA OSCAR, 2005), also those that its DTD cannot say.

One small function for each rule; its docstring is the rule. Faults are values with the line where they stand.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from align.errors import FormatError, UnreadableFileError
from align.model import Finding, Severity

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEADER_ATTRIBUTES = (
    "creationtool",
    "creationtoolversion",
    "segtype",
    "o-tmf",
    "adminlang",
    "srclang",
    "datatype",
)
_SEGMENT_TYPES = {"block", "paragraph", "sentence", "phrase"}
_INLINE = {"bpt", "ept", "it", "ph", "hi", "ut"}
# RFC 3066 codes as TMX asks for them: language, perhaps region or script.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])[0-5]\d[0-5]\dZ")

Rule = Callable[[etree._Element], Iterator[tuple[etree._Element, str]]]


def check_tmx(path: Path) -> tuple[Finding, ...]:
    """Check a file against all rules; none for a good one.

    Raises:
        UnreadableFileError: if it cannot be opened.
        FormatError: if it is not XML, or declares entities (which could read files or fill the memory).
    """
    root = _parse(path)
    return tuple(
        Finding(code, Severity.ERROR, f"Line {element.sourceline}: {message}.")
        for code, rule in RULES.items()
        for element, message in rule(root)
    )


def _parse(path: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.parse(path, parser)
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be opened: {exc.strerror or exc}.") from exc
    except etree.XMLSyntaxError as exc:
        raise FormatError(f"{path}, line {exc.lineno}: not XML ({exc.msg}).", "Export the file again.") from exc
    declared: Any = tree.docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise FormatError(f"{path} declares entities, which is refused.", "Take the declarations out of the DOCTYPE.")
    return tree.getroot()


def _root_and_parts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The root is `tmx` with version 1.4, holding one header and then one body."""
    if root.tag != "tmx" or root.get("version") != "1.4":
        yield root, "the root is not <tmx version='1.4'>"
    children = [child.tag for child in root]
    if children != ["header", "body"]:
        stray = next((child for child in root if child.tag not in {"header", "body"}), root)
        yield stray, "<tmx> does not hold one <header> and then one <body>"


def _header_attributes(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The header names the tool, the kind of segments and the languages."""
    for header in root.iterfind("header"):
        for name in _HEADER_ATTRIBUTES:
            if not header.get(name):
                yield header, f"the header has no {name}"


def _segment_types(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """A segment is a block, a paragraph, a sentence or a phrase."""
    for element in root.iter("header", "tu"):
        if element.get("segtype", "sentence") not in _SEGMENT_TYPES:
            yield element, f"{element.get('segtype')!r} is no segtype"


def _order_in_units(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """In a unit, notes and properties come first, then one variant or more, and in a variant the segment comes last."""
    for unit in root.iter("tu"):
        if not re.fullmatch(r"((note|prop) )*(tuv )+", "".join(f"{child.tag} " for child in unit)):
            yield unit, "a <tu> is not made of <note> and <prop>, then <tuv>"
    for variant in root.iter("tuv"):
        if not re.fullmatch(r"((note|prop) )*seg ", "".join(f"{child.tag} " for child in variant)):
            yield variant, "a <tuv> is not made of <note> and <prop>, then one <seg>"


def _known_children(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """A body holds units alone, a header notes, properties and encodings, a segment text and inline marks."""
    allowed = {"body": {"tu"}, "header": {"note", "prop", "ude"}, "seg": _INLINE, "note": set(), "prop": set()}
    for element in root.iter(*allowed):
        for child in element:
            if child.tag not in allowed[str(element.tag)]:
                yield child, f"<{child.tag}> may not stand in <{element.tag}>"


def _property_types(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """A property says of what type it is; types of a tool's own begin with x-."""
    for prop in root.iter("prop"):
        if not prop.get("type", "").startswith("x-"):
            yield prop, f"the type of a <prop> is {prop.get('type')!r} and does not begin with x-"


def _languages(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Language codes are well formed; the source language may be *all*, a variant must have a code."""
    for element in root.iter("header", "tu"):
        for name in ("srclang", "adminlang"):
            code = element.get(name)
            if code is not None and code != "*all*" and not _LANGUAGE.fullmatch(code):
                yield element, f"{code!r} is no language code"
    for variant in root.iter("tuv"):
        code = variant.get(_XML_LANG) or ""
        if not _LANGUAGE.fullmatch(code):
            yield variant, f"{code!r} is no language code"


def _source_variants(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every unit has exactly one variant in its source language, and none twice in a language."""
    header = root.find("header")
    common = "" if header is None else header.get("srclang", "")
    for unit in root.iter("tu"):
        codes = [(variant.get(_XML_LANG) or "").lower() for variant in unit.iterfind("tuv")]
        wanted = unit.get("srclang", common).lower()
        if wanted != "*all*" and wanted not in codes:
            yield unit, f"a <tu> has no variant in its source language {wanted!r}"
        if len(set(codes)) != len(codes):
            yield unit, "a <tu> has two variants in one language"


def _dates(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Dates are written YYYYMMDDThhmmssZ."""
    for element in root.iter("header", "tu", "tuv"):
        for name in ("creationdate", "changedate", "lastusagedate"):
            date = element.get(name)
            if date is not None and not _DATE.fullmatch(date):
                yield element, f"the {name} {date!r} is not written YYYYMMDDThhmmssZ"


def _unit_ids(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """No two units have the same id, and an id has no white space."""
    seen: set[str] = set()
    for unit in root.iter("tu"):
        unit_id = unit.get("tuid")
        if unit_id is None:
            continue
        if unit_id in seen:
            yield unit, f"the tuid {unit_id!r} stands twice"
        if not unit_id or re.search(r"\s", unit_id):
            yield unit, f"the tuid {unit_id!r} is empty or has white space"
        seen.add(unit_id)


RULES: dict[str, Rule] = {
    "tmx-structure": _root_and_parts,
    "tmx-header": _header_attributes,
    "tmx-segtype": _segment_types,
    "tmx-order": _order_in_units,
    "tmx-content": _known_children,
    "tmx-property": _property_types,
    "tmx-language": _languages,
    "tmx-source": _source_variants,
    "tmx-date": _dates,
    "tmx-id": _unit_ids,
}
