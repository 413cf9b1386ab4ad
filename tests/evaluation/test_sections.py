import pytest

from caveat.evaluation import sections


@pytest.mark.data
def test_the_story_is_told_from_the_furniture_on_real_pages() -> None:
    counts = list(sections.pages(60))
    assert sum(c.f1 for c in counts) / len(counts) > 0.8
