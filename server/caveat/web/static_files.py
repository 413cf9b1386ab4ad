"""Style sheets and scripts: a closed list, read once, under an address that names their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@cache
def _contents() -> dict[str, bytes]:
    folder = files("caveat.web").joinpath("static")
    return {
        entry.name: entry.read_bytes()
        for entry in folder.iterdir()
        if entry.name.rpartition(".")[2] in _TYPES
    }


@cache
def version() -> str:
    """Changes with the content of any file, so that a browser may keep them for ever."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents().items()):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:16]


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    content = _contents().get(name)
    if content is None or request.path_params["version"] != version():
        raise HTTPException(404)
    return Response(
        content,
        media_type=_TYPES[name.rpartition(".")[2]],
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


route = Route("/static/{version}/{name}", _file)
