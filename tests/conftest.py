import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the gold findings of seeds/")


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    """The five example articles."""
    return sorted((ROOT / "seeds").glob("*.txt"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on public sets are skipped, and say so, where the sets are not."""
    root = Path(os.environ.get("CAVEAT_DATA", ROOT.parent / "shared" / "data"))
    if root.is_dir():
        os.environ.setdefault("CAVEAT_DATA", str(root))
        return
    skip = pytest.mark.skip(reason=f"the public sets are not in {root} (set CAVEAT_DATA)")
    for item in items:
        if item.get_closest_marker("data"):
            item.add_marker(skip)
