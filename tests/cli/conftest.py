import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Caveat = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def caveat() -> Caveat:
    """Runs the command as a user would, in a process of its own."""

    def run(
        *arguments: object, cwd: Path | None = None, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "caveat", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            cwd=cwd,
            input=stdin,
            check=False,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "server"),
                "NO_COLOR": "1",
                "COLUMNS": "100",
            },
        )

    return run
