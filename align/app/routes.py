"""What the workbench serves besides Streamlit: scripts, pictures of pages, answers about beads, files to save."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from align.app.counter import AGENDA, BEADS, DETAILS, HISTORY, ORPHANS, SEARCH, Counter
from align.app.downloads import EXPORTS, download
from align.app.mounting import ASSETS, assets, assets_path
from align.app.payload import Json
from align.app.pictures import PICTURES, Pictures
from align.errors import AlignError

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""For an address that names its content by a hash, so that what it answers never changes."""

FRESH = {**HEADERS, "Cache-Control": "no-store"}

Endpoint = Callable[[Request], Response]


def routes(folder: Path, hosts: tuple[str, ...] = ("127.0.0.1", "localhost")) -> list[Route]:
    """The routes of the workspace in `folder`.

    Args:
        folder: of the workspace.
        hosts: names under which this server may be asked; any other name is another site's (DNS rebinding).
    """
    served = {**_files(folder), **_questions(Counter(folder))}
    return [Route(path, guarded(endpoint, hosts)) for path, endpoint in served.items()]


def _files(folder: Path) -> dict[str, Endpoint]:
    """Scripts, pictures of pages, and documents to save."""
    pictures = Pictures(folder)

    def picture(request: Request) -> Response:
        numbers = request.path_params
        content = pictures.picture(numbers["sha256"], numbers["page"], numbers["width"])
        return Response(content, media_type="image/png", headers=HEADERS)

    def asset(request: Request) -> Response:
        name = request.path_params["name"]
        content = assets().get(name) if request.url.path == f"{assets_path()}/{name}" else None
        if content is None:
            return PlainTextResponse("No such file.", status_code=404)
        return Response(content, headers={**HEADERS, "Content-Type": TYPES[Path(name).suffix]})

    def export(request: Request) -> Response:
        numbers = request.path_params
        name, content = download(folder, numbers["document"], numbers["format"])
        return _to_save(name, content, "application/octet-stream")

    return {
        f"{PICTURES}/{{sha256}}/{{page:int}}/{{width:int}}.png": picture,
        f"{ASSETS}/{{digest}}/{{name}}": asset,
        f"{EXPORTS}/{{document}}/{{format}}": export,
    }


def _questions(counter: Counter) -> dict[str, Endpoint]:
    """What is asked about beads."""

    def details(request: Request) -> Response:
        numbers = request.path_params
        return _json(counter.details(numbers["document"], numbers["bead"]))

    def beads(request: Request) -> Response:
        numbers, at = request.path_params, request.query_params.get("at", "")
        return _json(counter.beads(numbers["document"], numbers["shape"], at))

    def search(request: Request) -> Response:
        words = request.query_params.get("words", "")
        return _json(counter.search(request.path_params["document"], words))

    def history(request: Request) -> Response:
        numbers = request.path_params
        return _json(counter.history(numbers["document"], numbers["bead"]))

    def table(request: Request) -> Response:
        numbers = request.path_params
        content = counter.history_table(numbers["document"], numbers["bead"])
        return _to_save(f"history-{numbers['document']}.csv", content, "text/csv; charset=utf-8")

    def orphans(request: Request) -> Response:
        return _json(counter.orphans(request.path_params["document"]))

    def agenda(request: Request) -> Response:
        numbers = request.path_params
        return _json(counter.agenda(numbers["document"], numbers["session"]))

    return {
        f"{AGENDA}/{{document}}/{{session}}": agenda,
        f"{HISTORY}/{{document}}/{{bead}}/csv": table,
        f"{ORPHANS}/{{document}}": orphans,
        f"{DETAILS}/{{document}}/{{bead}}": details,
        f"{BEADS}/{{document}}/{{shape:int}}": beads,
        f"{SEARCH}/{{document}}": search,
        f"{HISTORY}/{{document}}/{{bead}}": history,
    }


def _json(answer: Json) -> Response:
    """An answer that is not kept; in ASCII, because a text may hold half a character that UTF-8 has no bytes for."""
    return Response(json.dumps(answer), media_type="application/json", headers=FRESH)


def _to_save(name: str, content: bytes, kind: str) -> Response:
    """A file that the browser saves."""
    headers = {**FRESH, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=kind, headers=headers)


def guarded(endpoint: Endpoint, hosts: tuple[str, ...]) -> Endpoint:
    """Refuse requests under another name than ours and those of another site's page; tell faults in words."""

    @wraps(endpoint)
    def check(request: Request) -> Response:
        foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if request.url.hostname not in hosts or foreign:
            return PlainTextResponse("Not from here.", status_code=403)
        try:
            return endpoint(request)
        except AlignError as fault:
            return PlainTextResponse(str(fault), status_code=404)

    return check
