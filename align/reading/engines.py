"""Which OCR engine there is; the reading itself happens in a child (`align.reading.child.recognition`)."""

from dataclasses import dataclass

from align.errors import MissingCapabilityError, UsageError
from align.reading.children import Child

ADVICE = (
    "Install it: as root `apt-get install tesseract-ocr tesseract-ocr-deu`, or without root "
    "`pip install 'align[ocr]'`; with `--ocr never` pages are read from their text layer alone."
)


@dataclass(frozen=True, slots=True)
class Engine:
    """An OCR engine with its language data.

    Attributes:
        name: by which it can be chosen ("tesserocr", "tesseract", "tesserocr-pypi", "tesseract-pypi").
        program: "tesserocr" (in-process wheel) or "tesseract" (command).
        version: of the program.
        data: folder of the language data.
        origin: of the data: "system" (Debian's, the more exact) or "PyPI".
    """

    name: str
    program: str
    version: str
    data: str
    origin: str

    @property
    def description(self) -> str:
        """For people and for the cache's key."""
        return f"{self.program} {self.version}, language data from {self.origin} ({self.data})"


def available_engines(language: str = "de") -> tuple[Engine, ...]:
    """Engines that can read `language` here, the most exact first (measured; see DESIGN, section R)."""
    with Child(memory=1 << 30) as child:
        rows = child.ask("engines", 20.0, language=language)["engines"]
    return tuple(Engine(*row) for row in rows)


def choose_engine(language: str, name: str) -> Engine:
    """The engine of this name, or the best for "".

    Raises:
        MissingCapabilityError: none is installed that can read the language.
        UsageError: there is none of this name.
    """
    engines = {engine.name: engine for engine in available_engines(language)}
    if not engines:
        raise MissingCapabilityError(f"No OCR engine with data for the language '{language}' is installed.", ADVICE)
    if not name:
        return next(iter(engines.values()))
    if name not in engines:
        raise UsageError(f"There is no OCR engine '{name}' here.", f"There are: {', '.join(engines)}.")
    return engines[name]
