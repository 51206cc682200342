"""Alignments as files: what other programs, other people and a later version of this one can read."""

from align.errors import UsageError
from align.exchange.bitext import AUTO, REJECTED, Bitext, Change, Review, SideFile
from align.exchange.jsonl import read_jsonl, write_jsonl
from align.exchange.ladder import write_vecalign
from align.exchange.pairs import PAIR_FORMATS, pair_lines, write_pairs
from align.exchange.tables import write_tsv
from align.exchange.tmx import write_tmx
from align.exchange.tmx_rules import check_tmx
from align.exchange.webpage import write_html
from align.exchange.writing import Writer, WriteReport, write_text

FORMATS: dict[str, Writer] = {
    "html": write_html,
    "jsonl": write_jsonl,
    "tmx": write_tmx,
    "tsv": write_tsv,
    "vecalign": write_vecalign,
}


def writer(format_name: str) -> Writer:
    """The writer of a format.

    Raises:
        UsageError: for a name that is not in `FORMATS`.
    """
    try:
        return FORMATS[format_name]
    except KeyError as exc:
        raise UsageError(f"There is no format {format_name!r}.", f"Known are {', '.join(FORMATS)}.") from exc


__all__ = [
    "AUTO",
    "FORMATS",
    "PAIR_FORMATS",
    "REJECTED",
    "Bitext",
    "Change",
    "Review",
    "SideFile",
    "WriteReport",
    "Writer",
    "check_tmx",
    "pair_lines",
    "read_jsonl",
    "write_html",
    "write_jsonl",
    "write_pairs",
    "write_text",
    "write_tmx",
    "write_tsv",
    "write_vecalign",
    "writer",
]
