"""Count the letter trigrams of a language, for `align/text/plausibility.py`.

usage: trigrams.py LANGUAGE COLUMN FILE.tsv.gz ... > align/text/data/trigrams-LANGUAGE.txt

COLUMN is the 0-based column of the language in the files. A word type counts 1 + ln(times seen), so that names and
function words do not drown the rest; words in capitals, and trigrams below 3, are left out.
"""

import gzip
import math
import re
import sys
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+")
RAREST = 3


def count(files: list[Path], column: int) -> Counter[str]:
    """Weighted trigrams of the words in `files`, with ^ and $ for the ends of a word."""
    types: Counter[str] = Counter()
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                types.update(WORD.findall(line.rstrip("\n").split("\t")[column]))
    trigrams: Counter[str] = Counter()
    for word, times in types.items():
        if not word.isupper():
            marked = f"^{word.lower()}$"
            for start in range(len(marked) - 2):
                trigrams[marked[start : start + 3]] += 1 + math.log(times)  # type: ignore[assignment]
    return trigrams


def main() -> None:
    """Print one line a bigram: the bigram, then each letter that follows it with its count."""
    language, column, *names = sys.argv[1:]
    files = [Path(name) for name in names]
    out = sys.stdout
    out.write(f"# Letter trigrams of {language}, counted by tools/trigrams.py in:\n")
    out.write("# " + ", ".join(file.name.removesuffix(".tsv.gz") for file in files) + "\n")
    rows: dict[str, list[str]] = {}
    for trigram, weight in sorted(count(files, int(column)).items()):
        if weight >= RAREST:
            rows.setdefault(trigram[:2], []).append(f"{trigram[2]}{round(weight)}")
    for bigram, followers in rows.items():
        out.write(f"{bigram} {' '.join(followers)}\n")


if __name__ == "__main__":
    main()
