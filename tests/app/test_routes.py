"""What is served besides Streamlit: scripts and pictures, to our own pages only."""

import asyncio
import csv
import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from align.app.counter import MOST_BEADS, positions
from align.app.mounting import assets, assets_path
from align.app.routes import routes
from align.exchange import FORMATS
from align.pipeline.exporting import export_documents
from align.pipeline.workspace import open_workspace
from align.reviewing import open_store
from align.reviewing.queries import bead_index
from tests.app.workshop import WRONG_NUMBER, Workshop, make


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class TestClient:
    """Asks an ASGI application directly."""

    __test__ = False

    def __init__(self, app: Any, base_url: str) -> None:
        self.app, self.host = app, base_url.removeprefix("http://")

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        # In a thread of its own: Playwright, where other tests use it, keeps a loop running in this one.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, self._get(path, {"host": self.host, **(headers or {})})).result()

    async def _get(self, path: str, headers: Mapping[str, str]) -> Answer:
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "server": ("127.0.0.1", 8501),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        fields = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], fields, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return make(tmp_path_factory.mktemp("routes") / "ws", rounds=1)


@pytest.fixture
def client(workshop: Workshop) -> TestClient:
    return TestClient(Starlette(routes=routes(workshop.folder)), base_url="http://127.0.0.1:8501")


@pytest.fixture
def address(workshop: Workshop) -> str:
    digest = hashlib.sha256((workshop.folder / "originals" / "1.pdf").read_bytes()).hexdigest()
    return f"/workbench/pages/{digest}/1/900.png"


def test_a_page_is_drawn_once_and_kept(client: TestClient, address: str, workshop: Workshop) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["content-type"] == "image/png"
    assert "immutable" in first.headers["cache-control"]
    kept = list((workshop.folder / "cache" / "pictures").rglob("*.png"))
    assert [path.name for path in kept] == ["1-900.png"]
    kept[0].write_bytes(b"kept")
    assert client.get(address).content == b"kept"
    kept[0].unlink()


@pytest.mark.parametrize("change", [("/1/900", "/9/900"), ("/1/900", "/1/901"), ("/1/900", "/1/999999999")])
def test_no_page_and_no_other_width_is_drawn(client: TestClient, address: str, change: tuple[str, str]) -> None:
    answer = client.get(address.replace(*change))
    assert answer.status_code == 404
    assert answer.text


def test_only_files_of_the_collection_are_drawn(client: TestClient, address: str) -> None:
    assert client.get(address.replace(address.split("/")[3], "0" * 64)).status_code == 404
    assert client.get("/workbench/pages/..%2F..%2Fcollection.toml/1/900.png").status_code == 404


def test_a_changed_file_is_not_served_under_the_old_hash(tmp_path: Path) -> None:
    workshop = make(tmp_path / "ws", rounds=1)
    path = workshop.folder / "originals" / "1.pdf"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    client = TestClient(Starlette(routes=routes(workshop.folder)), base_url="http://localhost")
    assert client.get(f"/workbench/pages/{digest}/1/900.png").status_code == 200
    path.write_bytes(path.read_bytes() + b"\n% changed\n")
    assert client.get(f"/workbench/pages/{digest}/1/900.png").status_code == 404


def test_details_of_a_bead_are_told_and_of_no_other(client: TestClient, workshop: Workshop) -> None:
    with open_store(workshop.folder) as store:
        bead = store.alignment("1").beads[WRONG_NUMBER].id
    found = client.get(f"/workbench/details/1/{quote(bead)}")
    assert found.headers["cache-control"] == "no-store"
    details = json.loads(found.content)
    assert details["figures"]["s"] == [6]
    assert len(details["links"]) > 3
    assert client.get("/workbench/details/1/nothing").status_code == 404
    assert client.get(f"/workbench/details/2/{quote(bead)}").status_code == 404
    assert (
        client.get(f"/workbench/details/1/{quote(bead)}", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    )


def test_beads_are_told_by_position_to_who_knows_the_shape_of_the_document(
    client: TestClient, workshop: Workshop
) -> None:
    with open_store(workshop.folder) as store:
        ids, shape = [row.id for row in bead_index(store, "1").rows], bead_index(store, "1").shape
    found = json.loads(client.get(f"/workbench/beads/1/{shape}?at=0,3-5,900").content)
    assert [(at, bead["id"]) for at, bead in found["window"]] == [(at, ids[at]) for at in (0, 3, 4, 5)]
    assert found["shape"] == shape
    assert next(iter(found["cites"].values())).startswith("Niederschrift")
    assert json.loads(client.get(f"/workbench/beads/1/{shape + 1}?at=0").content)["window"] == []
    assert client.get(f"/workbench/beads/77/{shape}?at=0").status_code == 404


def test_words_are_found_by_a_question_of_their_own(client: TestClient, workshop: Workshop) -> None:
    with open_store(workshop.folder) as store:
        ids = [row.id for row in bead_index(store, "1").rows]
    found = json.loads(client.get(f"/workbench/search/1?words={quote('GÄRTNEREIEN')}").content)
    assert found == {"ids": [ids[WRONG_NUMBER]]}
    assert json.loads(client.get("/workbench/search/1?words=").content) == {"ids": []}
    assert client.get("/workbench/search/77?words=x").status_code == 404


@given(st.text(max_size=60))
def test_positions_of_any_text_are_few_and_in_order(words: str) -> None:
    found = positions(words)
    assert list(found) == sorted(set(found))
    assert len(found) <= MOST_BEADS


@pytest.mark.parametrize(
    ("words", "expected"),
    [("3,10-12", [3, 10, 11, 12]), ("5-3", []), ("", []), ("-4,x,7", [7]), ("0-999999", list(range(MOST_BEADS)))],
)
def test_positions_are_single_ones_and_ranges(words: str, expected: list[int]) -> None:
    assert list(positions(words)) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_is_saved_as_the_file_that_the_command_writes(
    client: TestClient, workshop: Workshop, tmp_path: Path, name: str
) -> None:
    answer = client.get(f"/workbench/export/1/{name}")
    opened = open_workspace(workshop.folder)
    (export,) = export_documents(opened, [opened.collection.entry("1")], [name], tmp_path)
    assert answer.content == export.path.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''1.")
    assert not (workshop.folder / "exports").exists()


@pytest.mark.parametrize("path", ["1/docm", "2/tmx", "77/tmx"])
def test_what_cannot_be_saved_is_told_in_words(client: TestClient, path: str) -> None:
    answer = client.get(f"/workbench/export/{path}")
    assert answer.status_code == 404
    assert answer.text


def test_what_happened_to_a_bead_is_told_and_saved_as_a_table(client: TestClient, workshop: Workshop) -> None:
    with open_store(workshop.folder) as store:
        bead = bead_index(store, "1").rows[2].id
    found = json.loads(client.get(f"/workbench/history/1/{quote(bead)}").content)["entries"]
    assert [one["operation"] for one in found] == ["read", "read", "run"]
    table = client.get(f"/workbench/history/1/{quote(bead)}/csv")
    assert table.headers["content-disposition"].endswith("history-1.csv")
    rows = list(csv.reader(table.content.decode("utf-8-sig").splitlines()))
    assert [row[4] for row in rows] == ["operation", "read", "read", "run"]
    assert rows[3][6] == "3"
    assert client.get("/workbench/history/1/nothing").status_code == 404
    assert client.get("/workbench/history/1/nothing/csv").status_code == 404


def test_the_agenda_of_an_unknown_session_or_document_is_not_there(client: TestClient) -> None:
    for path in ("/workbench/agenda/1/nothing", "/workbench/agenda/77/nothing"):
        assert client.get(path).status_code == 404


def test_another_site_gets_nothing(client: TestClient, address: str) -> None:
    assert client.get(address, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get(address, headers={"host": "evil.example"}).status_code == 403
    assert client.get(f"{assets_path()}/main.js", headers={"host": "evil.example:8501"}).status_code == 403


def test_scripts_are_served_under_the_hash_of_their_content(client: TestClient) -> None:
    answer = client.get(f"{assets_path()}/main.js")
    assert answer.content == assets()["main.js"]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert client.get("/workbench/assets/0000000000000000/main.js").status_code == 404
    assert client.get(f"{assets_path()}/nothing.js").status_code == 404


def test_no_script_parses_markup_out_of_data() -> None:
    for name, content in assets().items():
        if name.endswith(".js"):
            for word in (b"innerHTML", b"outerHTML", b"insertAdjacentHTML", b"document.write", b"eval(", b"DOMParser"):
                assert word not in content, f"{name} uses {word.decode()}"
