import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Caveat = Callable[..., "subprocess.CompletedProcess[str]"]


def test_ctrl_c_while_the_program_is_loading_ends_it_without_a_traceback() -> None:
    # The signal is raised by the first import of the package's own command line.
    code = (
        "import sys, importlib.abc, signal, os\n"
        "class Interrupt(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'caveat.cli':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from caveat.__main__ import main\n"
        "main()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 128 + signal.SIGINT
    assert "Traceback" not in run.stderr


def test_a_port_that_does_not_exist_is_refused(caveat: Caveat) -> None:
    run = caveat("serve", "--port", "99999", "--store", "sqlite://")
    assert run.returncode == 2
    assert "--port" in run.stderr
    assert "65535" in run.stderr


def test_a_file_name_cannot_steer_the_terminal(caveat: Caveat, tmp_path: Path) -> None:
    path = tmp_path / "zero\x1b[31m\n.txt"
    path.write_bytes(b"")
    run = caveat("score", path)
    assert run.returncode == 2
    assert "\x1b" not in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_policy_file_that_is_none_says_what_is_missing(caveat: Caveat, tmp_path: Path) -> None:
    policy, story = tmp_path / "policy.toml", tmp_path / "story.txt"
    policy.write_text('version = "1"\n', encoding="utf-8")
    story.write_text("The mayor left on Monday.", encoding="utf-8")
    run = caveat("score", "--policy", policy, story)
    assert run.returncode == 2
    assert "'signals' is missing" in run.stderr


def test_a_server_address_that_is_none_is_refused_before_it_is_dialled(caveat: Caveat) -> None:
    for address in ("127.0.0.1:99999999", "127.0.0.1", ":50051", "host:port"):
        run = caveat("sources", "delete", "--server", address, "a")
        assert run.returncode == 2
        assert address in run.stderr
        assert "HOST:PORT" in run.stderr


def test_asking_for_the_version_loads_no_database_and_no_page_reader() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['caveat', 'version']\n"
        "from caveat.__main__ import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(sorted({'sqlalchemy', 'alembic', 'trafilatura', 'grpc'} & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1] == "[]"
