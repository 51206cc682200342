"""The ladder as text: `[0,1]:[0]:0.9731`, one bead a line (the format of vecalign and of most alignment sets)."""

from pathlib import Path

from align.exchange.bitext import Bitext
from align.exchange.pairs import pair_vecalign
from align.exchange.writing import WriteReport, write_text


def write_vecalign(bitext: Bitext, path: Path) -> WriteReport:
    """Write one line for each bead; the last field is the confidence. Texts, statuses and remarks are not in it.

    Raises:
        WorkspaceError: if the file cannot be written.
    """
    write_text(path, pair_vecalign(bitext.alignment))
    return WriteReport(written=len(bitext.alignment.beads))
