from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caveat.encoder import Classifier, open_classifier
from tests.encoder.tiny import publish


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small classifier as it would be published."""
    return publish(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def classifier(published: Path) -> Iterator[Classifier]:
    opened = open_classifier(str(published), "onnx")
    assert opened is not None
    yield opened
    opened.close()
