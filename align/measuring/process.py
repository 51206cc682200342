"""The process whose cost is measured: `python -m align.measuring.process align|floor SOURCE TARGET OUT DE EN`.

`align` matches two files of sentences and writes the ladder; `floor` only encodes each sentence once. Both import the
same modules, so that their difference is the matching.
"""

import sys
from pathlib import Path

from align.errors import AlignError
from align.matching import MatchingOptions, align_sentences, load_encoder
from align.measuring.sets import read_sentences
from align.model import plain_sentences


def main(arguments: list[str]) -> None:
    """Do what the arguments say (see the module)."""
    work, source, target, out, source_language, target_language = arguments
    ours, theirs = read_sentences(Path(source)), read_sentences(Path(target))
    encoder = load_encoder()
    if work == "floor":
        encoder.encode(ours)
        encoder.encode(theirs)
        return
    options = MatchingOptions(source_language=source_language, target_language=target_language)
    alignment = align_sentences(plain_sentences(ours), plain_sentences(theirs), encoder, options)
    lines = (f"{list(bead.source)}:{list(bead.target)}:{bead.confidence:.4f}\n" for bead in alignment.beads)
    Path(out).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except AlignError as error:
        sys.exit(str(error))
