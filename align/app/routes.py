"""What the workbench serves besides Streamlit: the component's scripts, pictures of pages, details of a bead."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from align.app.counter import AGENDA, DETAILS, DetailsCounter
from align.app.mounting import ASSETS, assets, assets_path
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
    pictures = Pictures(folder)

    def picture(request: Request) -> Response:
        numbers = request.path_params
        try:
            content = pictures.picture(numbers["sha256"], numbers["page"], numbers["width"])
        except AlignError as fault:
            return PlainTextResponse(str(fault), status_code=404)
        return Response(content, media_type="image/png", headers=HEADERS)

    def asset(request: Request) -> Response:
        name = request.path_params["name"]
        content = assets().get(name) if request.url.path == f"{assets_path()}/{name}" else None
        if content is None:
            return PlainTextResponse("No such file.", status_code=404)
        return Response(content, headers={**HEADERS, "Content-Type": TYPES[Path(name).suffix]})

    counter = DetailsCounter(folder)

    def details(request: Request) -> Response:
        numbers = request.path_params
        try:
            found = counter.details(numbers["document"], numbers["bead"])
        except AlignError as fault:
            return PlainTextResponse(str(fault), status_code=404)
        return JSONResponse(found, headers=FRESH)

    def agenda(request: Request) -> Response:
        numbers = request.path_params
        try:
            found = counter.agenda(numbers["document"], numbers["session"])
        except AlignError as fault:
            return PlainTextResponse(str(fault), status_code=404)
        return JSONResponse(found, headers=FRESH)

    return [
        Route(f"{AGENDA}/{{document}}/{{session}}", guarded(agenda, hosts)),
        Route(f"{DETAILS}/{{document}}/{{bead}}", guarded(details, hosts)),
        Route(f"{PICTURES}/{{sha256}}/{{page:int}}/{{width:int}}.png", guarded(picture, hosts)),
        Route(f"{ASSETS}/{{digest}}/{{name}}", guarded(asset, hosts)),
    ]


def guarded(endpoint: Endpoint, hosts: tuple[str, ...]) -> Endpoint:
    """Refuse requests under another name than ours and requests that another site's page makes."""

    @wraps(endpoint)
    def check(request: Request) -> Response:
        foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if request.url.hostname not in hosts or foreign:
            return PlainTextResponse("Not from here.", status_code=403)
        return endpoint(request)

    return check
