"""What runs in a child process: everything that takes an untrusted file apart.

The parent (`align.reading.children`) starts `python -m align.reading.child LIMITS`, writes one request a line (JSON)
and reads one answer a line. A child holds no state that matters: it may be killed at any time.
"""


class FileFaultError(Exception):
    """What is wrong with a file, said to the parent.

    Attributes:
        kind: a word the parent knows ("encrypted", "damaged", "limit", "missing").
        text: what happened, a plain sentence without the file's name.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
