"""Who somebody is: chosen on one's own machine, told by the proxy on a server, never by whoever asks."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from align.app.access import Access, Login, checked, login_of
from align.errors import AlignError, UsageError, WorkspaceError
from align.reviewing import open_store
from align.reviewing.history import of_document
from tests.app.identities import CLIENT, SECRET, provider
from tests.app.proxies import proxy
from tests.app.servers import address_in, serving
from tests.app.test_launching import answer
from tests.app.workshop import make

Look = Callable[..., Any]
HEADER = "X-Remote-User"
NAMED = Access(header=HEADER)


def passed(access: Access, client: str, *headers: tuple[str, str], path: str = "/") -> list[str] | int:
    """What names reach the app behind the gate, or the status with which the gate answers itself."""
    gate = pytest.importorskip("align.app.gate", reason="Streamlit is not installed")
    found: list[str] = []
    answers: list[int] = []

    async def app(scope: MutableMapping[str, Any], *_: Any) -> None:
        found.extend(value.decode() for name, value in scope["headers"] if name == HEADER.lower().encode())

    async def send(message: MutableMapping[str, Any]) -> None:
        answers.extend([message["status"]] if "status" in message else [])

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "path": path,
        "client": (client, 1),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    with ThreadPoolExecutor(1) as pool:  # Playwright, where other tests use it, keeps a loop running in this thread
        pool.submit(asyncio.run, gate.Gate(app, access=access)(scope, receive, send)).result()
    return answers[0] if answers else found


def test_the_proxy_on_this_machine_is_believed() -> None:
    assert passed(NAMED, "127.0.0.1", (HEADER, "Anna"), ("Accept", "*/*")) == ["Anna"]
    assert passed(NAMED, "::1", (HEADER, "Anna")) == ["Anna"]


@pytest.mark.parametrize("client", ["10.0.0.9", "192.168.1.2", "2001:db8::1", "testclient", ""])
def test_a_name_from_elsewhere_is_taken_away(client: str) -> None:
    assert passed(NAMED, client, (HEADER, "Anna")) == []


def test_only_the_named_proxy_is_believed() -> None:
    access = Access(header=HEADER, proxies=("10.0.0.0/24", "2001:db8::7"))
    assert passed(access, "10.0.0.9", (HEADER, "Anna")) == ["Anna"]
    assert passed(access, "2001:db8::7", (HEADER, "Anna")) == ["Anna"]
    assert passed(access, "10.0.1.9", (HEADER, "Anna")) == []
    assert passed(access, "127.0.0.1", (HEADER, "Anna")) == []


def test_two_names_are_no_name() -> None:
    assert passed(NAMED, "127.0.0.1", (HEADER, "Mallory"), (HEADER, "Anna")) == []
    assert passed(NAMED, "127.0.0.1", (HEADER.upper(), "Mallory"), (HEADER.lower(), "Anna")) == []


def test_a_header_that_nobody_asked_for_is_left_alone() -> None:
    assert passed(Access(), "10.0.0.9", (HEADER, "Anna")) == ["Anna"]


@pytest.mark.parametrize("path", ["/workbench/pages/00/1/900.png", "/workbench/details/1/b1", "/workbench/whatever"])
def test_pictures_and_details_are_for_people_who_are_known(path: str) -> None:
    assert passed(NAMED, "127.0.0.1", path=path) == 403
    assert passed(NAMED, "10.0.0.9", (HEADER, "Anna"), path=path) == 403
    assert passed(Access(login=True), "127.0.0.1", path=path) == 403
    assert passed(Access(login=True), "127.0.0.1", ("Cookie", "_streamlit_user=forged"), path=path) == 403
    assert passed(NAMED, "127.0.0.1", (HEADER, "Anna"), path=path) == ["Anna"]
    assert passed(Access(), "127.0.0.1", path=path) == []


def test_scripts_are_for_everybody() -> None:
    assert passed(NAMED, "10.0.0.9", path="/workbench/assets/00/main.js") == []


@pytest.mark.parametrize(
    ("access", "login", "said"),
    [
        (Access("0.0.0.0"), Login(), "everybody on the network could decide under any name"),
        (Access("::"), Login(), "everybody on the network"),
        (Access("nowhere"), Login(), "no address of the network"),
        (Access(header=HEADER, proxies=("10.0.0.0/99",)), Login(), "no address of the network"),
        (Access(proxies=("10.0.0.1",)), Login(), "not its header"),
        (Access(header="Cookie"), Login(), "cannot name a person"),
        (Access(header="X-Forwarded-For"), Login(), "cannot name a person"),
        (Access(header="a b"), Login(), "cannot name a person"),
        (Access(header=HEADER), Login(there=True), "exclude each other"),
    ],
)
def test_an_access_that_would_let_anybody_be_anyone_is_refused(access: Access, login: Login, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked(access, login)


def test_the_names_of_the_server_are_those_that_were_named() -> None:
    assert checked(Access(), Login()).names == ("127.0.0.1", "localhost")
    shared = checked(Access("0.0.0.0", ("beads.example.org",), HEADER), Login())
    assert shared.names == ("127.0.0.1", "localhost", "beads.example.org")
    assert checked(Access("::1"), Login()).names == ("127.0.0.1", "localhost", "::1")


def test_secrets_that_cannot_be_read_are_told_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text("[auth]\nclient_secret = geheim\n")
    with pytest.raises(WorkspaceError) as caught:
        login_of(tmp_path)
    assert "geheim" not in str(caught.value)
    assert not login_of(tmp_path / "elsewhere").there


def test_a_login_without_its_library_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(AlignError, match=r"needs authlib and httpx, .* pip install align\[login\]"):
        checked(Access(), Login(there=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "ws", rounds=1).folder


@pytest.fixture
def accept(look: Look) -> Callable[[str], Any]:
    """Opens document 1 as somebody who calls himself Mallory, and accepts the first bead."""

    def open_and_accept(address: str) -> Any:
        page = look(address)
        page.evaluate("localStorage.setItem('align.person', 'Mallory')")
        page.goto(f"{address}/review?doc=1&order=reading")
        page.wait_for_selector(".bead[aria-current]", timeout=30_000)
        page.keyboard.press("a")
        page.wait_for_selector(".saved:not(.unsaved)")
        return page

    return open_and_accept


def deciders(folder: Path) -> set[str]:
    with open_store(folder) as store:
        return {entry.event.user for entry in of_document(store, "1", operations=["accept"])}


def test_the_name_of_the_proxy_stands_in_the_history_whatever_the_browser_says(
    folder: Path, accept: Callable[[str], Any]
) -> None:
    with serving(folder, header=HEADER) as server, proxy(server, f"{HEADER}: Jürgen Öhm") as address:
        page = accept(address)
        field = page.get_by_label("Your name, for the history")
        assert (field.input_value(), field.is_editable()) == ("Jürgen Öhm", False)
    assert deciders(folder) == {"Jürgen Öhm"}


@pytest.mark.parametrize("headers", [(), (f"{HEADER}: Anna", f"{HEADER}: Mallory"), (f"{HEADER}: aligner",)])
def test_who_is_not_known_sees_nothing(folder: Path, browser: Any, headers: tuple[str, ...]) -> None:
    with serving(folder, header=HEADER) as server, proxy(server, *headers) as address:
        page = browser.new_page()
        page.goto(f"{address}/review?doc=1")
        page.get_by_text("It is not known who you are.").wait_for()
        assert page.locator(".align").count() == 0
        page.close()


def test_a_forged_header_is_not_believed_from_another_place_than_the_proxy(folder: Path, browser: Any) -> None:
    with (
        serving(folder, header=HEADER, proxies=["10.9.9.9"]) as server,
        proxy(server, f"{HEADER}: Anna", "X-Forwarded-For: 10.9.9.9") as address,
    ):
        page = browser.new_page()
        page.goto(address)
        page.get_by_text("It is not known who you are.").wait_for()
        page.close()


def test_a_forged_header_means_nothing_where_none_is_trusted(folder: Path, accept: Callable[[str], Any]) -> None:
    with serving(folder) as server, proxy(server, f"{HEADER}: Anna") as address:
        page = accept(address)
        assert page.get_by_label("Your name, for the history").input_value() == "Mallory"
    assert deciders(folder) == {"Mallory"}


def test_the_name_that_was_chosen_counts_on_every_page(folder: Path, look: Look) -> None:
    with serving(folder) as address:
        page = look(f"{address}/review?doc=1")
        page.wait_for_selector(".bead[aria-current]", timeout=30_000)
        field = page.get_by_label("Your name, for the history")
        field.fill("Änne; path=/")
        field.press("Enter")
        page.goto(f"{address}/sessions")
        page.locator("[aria-label='Your name'][value='Änne; path=/']").wait_for()
        page.goto(f"{address}/people")
        page.get_by_text("Änne; path=/ chosen on the review page").wait_for()


def test_a_login_names_the_person_and_lets_nobody_else_in(folder: Path, browser: Any) -> None:
    pytest.importorskip("authlib", reason="Authlib is not installed")
    port = free_port()
    with provider(sub="17", name="Anna Ems", email="anna@example.org") as discovery:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{"c" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\nserver_metadata_url = "{discovery}"\n'
        )
        with serving(folder, port):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://localhost:{port}/review?doc=1")
            page.get_by_role("button", name="Log in").wait_for()
            assert page.locator(".align").count() == 0
            picture = f"http://localhost:{port}/workbench/pages/{'0' * 64}/1/900.png"
            assert page.goto(picture).status == 403

            page.goto(f"http://localhost:{port}/")
            page.get_by_role("button", name="Log in").click()
            page.wait_for_selector(".align main", timeout=30_000)
            assert page.goto(picture).status == 404, "known, but there is no such picture"
            page.goto(f"http://localhost:{port}/review?doc=1&order=reading")
            page.wait_for_selector(".bead[aria-current]", timeout=30_000)
            field = page.get_by_label("Your name, for the history")
            assert (field.input_value(), field.is_editable()) == ("Anna Ems <anna@example.org>", False)
            page.keyboard.press("a")
            page.wait_for_selector(".saved:not(.unsaved)")
            context.close()
    assert deciders(folder) == {"Anna Ems <anna@example.org>"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def reviewing(folder: Path, *options: str) -> Iterator[int]:
    """`align review` as a user starts it; yields its port."""
    port = free_port()
    start = [sys.executable, "-m", "align", "review", "-w", str(folder), "--no-browser", "--port", str(port)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([*start, *options], stdout=log, stderr=log)
    try:
        address_in(folder / "server.log", lambda: process.poll() is None)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def test_a_server_behind_a_proxy_answers_to_the_name_of_the_proxy_and_to_no_other(folder: Path) -> None:
    named = "beads.example.org"
    with reviewing(folder, "--trust-header", HEADER, "--host", named) as port:
        for host, origin, status in (
            (named, named, "101"),
            ("evil.example", "evil.example", "403"),
            (named, "evil.example", "403"),
        ):
            assert f" {status} " in answer(port, host, f"Origin: https://{origin}", f"{HEADER}: Anna")
        path = f"/workbench/agenda/1/{'0' * 16}"
        for host, status in ((named, "404"), ("evil.example", "403")):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{HEADER}: Anna\r\nConnection: close\r\n\r\n"
                connection.sendall(request.encode())
                assert status in connection.recv(200).decode().splitlines()[0]
