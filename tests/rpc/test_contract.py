"""The contract itself: linted, documented, and the same as the committed stubs."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import google.rpc
import grpc
import pytest

from caveat import errors
from caveat.rpc.errors import CODES, DOMAIN
from caveat.v1 import error_reason_pb2

ROOT = Path(__file__).resolve().parents[2]
REFUSALS: dict[type[errors.CaveatError], grpc.StatusCode] = {
    **CODES,
    errors.CaveatError: grpc.StatusCode.INTERNAL,
}
BUF = Path(sys.executable).parent / "buf"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "proto" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_committed_stubs_are_what_the_contract_generates(tmp_path: Path) -> None:
    fresh = _generator().generate(tmp_path)
    committed = sorted((ROOT / "server" / "caveat" / "v1").glob("*_pb2*"))
    assert [p.name for p in committed] == [p.name for p in fresh]
    assert len(fresh) > 15
    stale = [
        a.name for a, b in zip(committed, fresh, strict=True) if a.read_bytes() != b.read_bytes()
    ]
    assert stale == [], "run: python proto/generate.py"


@pytest.mark.parametrize(
    "arguments", [["lint", "proto"], ["format", "--diff", "--exit-code", "proto"]]
)
def test_buf_has_nothing_to_say(arguments: list[str]) -> None:
    done = subprocess.run(
        [str(BUF), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_copied_status_message_is_googles_own() -> None:
    original = Path(next(iter(google.rpc.__path__))) / "status.proto"
    copy = ROOT / "proto" / "google" / "rpc" / "status.proto"

    def message(path: Path) -> str:
        text = path.read_text(encoding="utf-8")
        return text[text.index("message Status") :]

    assert message(copy) == message(original)


@pytest.mark.parametrize("error", REFUSALS, ids=lambda e: e.__name__)
def test_every_refusal_has_a_reason_in_the_contract(error: type[errors.CaveatError]) -> None:
    assert error_reason_pb2.ErrorReason.Value(f"ERROR_REASON_{error.reason}") > 0


def test_every_reason_in_the_contract_is_one_we_give() -> None:
    given = {f"ERROR_REASON_{error.reason}" for error in REFUSALS}
    assert set(error_reason_pb2.ErrorReason.keys()) == given | {"ERROR_REASON_UNSPECIFIED"}


def test_contract_states_the_code_and_the_domain_of_every_reason() -> None:
    text = (ROOT / "proto" / "caveat" / "v1" / "error_reason.proto").read_text(encoding="utf-8")
    assert f'"{DOMAIN}"' in text
    for error, code in REFUSALS.items():
        above = text[: text.index(f"ERROR_REASON_{error.reason} =")].splitlines()[:-1]
        first = max(i for i, line in enumerate(above) if not line.lstrip().startswith("//")) + 1
        assert above[first].strip().startswith(f"// {code.name}."), error.reason


def test_callers_are_shown_the_same_table_of_refusals() -> None:
    rows = [
        tuple(cell.strip() for cell in line.strip(" |").split("|")[:2])
        for line in (ROOT / "docs" / "api.md").read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith("| ")
    ]
    shown = {row for row in rows if row[0].isupper()}
    assert shown == {(code.name, error.reason) for error, code in REFUSALS.items()}
