"""What the protocol of a long session costs: `python -m tests.pipeline.long_session`. CPU seconds, medians of nine."""

import sys
import tempfile
from pathlib import Path

from align.exchange.protocol import protocol_docx, protocol_html
from align.pipeline.protocols import session_protocol
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import Operation, Result, Store
from align.reviewing import operations as ops
from align.reviewing.history import last_event
from align.reviewing.sessions import sessions
from tests.reviewing.samples import Clock, english, save_reading, save_run, sentence
from tests.speed import median_seconds

BEADS, TOUCHED = 3000, 600
WORDS = " und die Zusammenarbeit beider Seiten wird in allen Fragen von gemeinsamem Interesse fortgesetzt"


def worked_through(workspace: Workspace, store: Store, *, beads: int = BEADS, touched: int = TOUCHED) -> str:
    """A document of that many pairs of some twenty words, of which a session has touched so many; id of the session."""
    german = [sentence(f"Der Punkt {i} wird beraten{WORDS}.", folio=str(i // 20)) for i in range(beads)]
    save_reading(store, "3", "source", german)
    save_reading(store, "3", "target", english(beads))
    save_run(store, "3", [((i,), (i,)) for i in range(beads)])
    clock = Clock()
    store.apply(ops.OpenSession("Spring", "2026-03-31", ("anna",), {}), stamp=clock(), base={})
    session = sessions(store)[0].row.id
    ids = [bead.id for bead in store.alignment("3").beads]
    for at in range(0, touched, 6):
        for operation in _deeds(ids[at : at + 6], store.alignment("3").source_ids[at] if at % 60 == 0 else ""):
            seen = dict.fromkeys(operation.named, last_event(store))
            assert store.apply(operation, stamp=clock(), base=seen, session=session).result is Result.ACKNOWLEDGED
    return session


def _deeds(ids: list[str], word_in: str) -> list[Operation]:
    """Something with each of six beads, and now and then a word put right."""
    done: list[Operation] = [ops.Accept(ids[0]), ops.Flag(ids[1], "look again"), ops.Merge(ids[2], ids[3])]
    done += [ops.Suggest(ids[4], "Better so."), ops.Accept(ids[4]), ops.Comment(ids[5], "Seen?")]
    return [*done, *([ops.CorrectWord(word_in, 1, "Punkt", "Pfad")] if word_in else [])]


def main() -> None:
    """Print a line for each step."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "collection.toml").write_text(
            '[[document]]\nnumber = "3"\ntitle_de = "Drei"\n', encoding="utf-8"
        )
        workspace = open_workspace(Path(folder))
        with workspace.store() as store:
            session = worked_through(workspace, store)
            found = session_protocol(workspace, store, session)
            works = {
                "gather": lambda: session_protocol(workspace, store, session),
                "HTML": lambda: protocol_html(found),
                "DOCX": lambda: protocol_docx(found),
            }
            passages = sum(len(chapter.passages) for chapter in found.chapters)
            for name, work in works.items():
                sys.stdout.write(f"protocol of {passages} beads: {name:10} {median_seconds(work):.3f}\n")


if __name__ == "__main__":
    main()
