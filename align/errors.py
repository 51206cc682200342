"""What can go wrong for a user, one class per situation.

A message says what happened, where, and what to do; `exit_code` is what the command line ends with.
Faults of *data* that do not stop the work (a page that cannot be read, a number that differs) are values
(`model.Page.failure`, `model.Finding`), not exceptions.
"""


class AlignError(Exception):
    """Base of every error that is shown to a user without a traceback.

    Attributes:
        exit_code: what the command line ends with (1 to 125).
        what: what happened and where, one sentence.
        advice: what the user can do about it, one sentence; may be empty.
    """

    exit_code = 1

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what} {advice}".strip())
        self.what = what
        self.advice = advice


class UsageError(AlignError):
    """An argument or option that cannot be meant so (an unknown name, two options that exclude each other)."""

    exit_code = 2


class UnreadableFileError(AlignError):
    """A file that is missing, empty, damaged, encrypted or not of the kind that its name says."""

    exit_code = 3


class LimitError(AlignError):
    """A file that would take more memory, time or space than a document of this kind ever needs."""

    exit_code = 4


class NoTextError(AlignError):
    """A side of a pair in which no sentence could be found."""

    exit_code = 5


class MismatchError(AlignError):
    """Two texts that cannot be original and translation of each other (swapped languages, another document)."""

    exit_code = 6


class CatalogueError(AlignError):
    """A collection.toml that cannot be used, or a document that it does not know."""

    exit_code = 7


class WorkspaceError(AlignError):
    """A workspace that cannot be used: not there, read-only, full, or made by a newer version."""

    exit_code = 8


class ConflictError(AlignError):
    """An operation on something that somebody else has changed in between; nothing was overwritten."""

    exit_code = 9


class MissingCapabilityError(AlignError):
    """Something optional that is not installed (an OCR engine, the encoder, the browser app)."""

    exit_code = 10


class FetchError(AlignError):
    """A publisher's page that could not be had, or is not what its address promised."""

    exit_code = 11


class AccessError(AlignError):
    """Somebody who has not said who he is, where the workbench must know it."""

    exit_code = 13


class FormatError(AlignError):
    """A file of an exchange format that breaks the format's rules; the message carries the line number."""

    exit_code = 12
