"""`python -m align` is `align`."""

from align.cli import main

main()
