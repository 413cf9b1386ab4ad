"""Writes the Python stubs of the contract: ``python proto/generate.py [FOLDER]``.

FOLDER defaults to ``server``, where the stubs are committed; a test regenerates them elsewhere
and compares. Needs the ``dev`` extra (grpcio-tools, mypy-protobuf).
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def generate(target: Path) -> list[Path]:
    """Generate every stub below ``target``; returns the files written, sorted.

    Raises subprocess.CalledProcessError when protoc refuses the contract.
    """
    sources = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "caveat").rglob("*.proto"))
    services = [source for source in sources if source.endswith("_service.proto")]
    _protoc([f"--python_out={target}", f"--mypy_out=quiet:{target}"], sources)
    _protoc([f"--grpc_python_out={target}", f"--mypy_grpc_out=quiet:{target}"], services)
    return sorted((target / "caveat" / "v1").glob("*_pb2*"))


def _protoc(outputs: list[str], sources: list[str]) -> None:
    # protoc looks for its plug-ins (protoc-gen-mypy) on the path: ours stand beside this Python.
    scripts = sysconfig.get_path("scripts")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "grpc_tools.protoc",
            f"--proto_path={ROOT}",
            *outputs,
            *sources,
        ],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")])},
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "server"
    folder.mkdir(parents=True, exist_ok=True)
    for written in generate(folder.resolve()):
        print(written)
