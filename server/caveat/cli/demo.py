"""``caveat demo``: the whole service once, end to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli.score import score
from caveat.errors import UnreadableInput

_START = 60.0
_STOP = 20.0
_POLL = 0.05


def demo(
    folder: Annotated[Path, typer.Argument(help="A folder of articles (.txt).")] = Path("seeds"),
) -> None:
    """Start a server on a free port, score a folder's articles through it, and stop it."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise UnreadableInput(f"{folder}: holds no .txt files; name a folder of articles")
    with tempfile.TemporaryDirectory(prefix="caveat-demo-") as scratch:
        address_file = Path(scratch) / "address"
        server = subprocess.Popen(  # noqa: S603 (our own program, our own arguments)
            [
                sys.executable,
                "-m",
                "caveat",
                "serve",
                "--port",
                "0",
                "--store",
                f"sqlite:///{scratch}/store.sqlite3",
                "--address-file",
                str(address_file),
            ],
            env={**os.environ, "CAVEAT_LOG_LEVEL": "warning"},
        )
        try:
            score(paths, server=_wait(server, address_file))
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(_STOP)
    typer.echo(f"The server stopped with exit code {code}.")
    raise typer.Exit(code)


def _wait(server: subprocess.Popen[bytes], address_file: Path) -> str:
    """The server's address once it listens. Raises UnreadableInput when it does not come up."""
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and server.poll() is None:
        if address_file.exists():
            return address_file.read_text(encoding="utf-8")
        time.sleep(_POLL)
    raise UnreadableInput("the server did not start; its messages above say why")
