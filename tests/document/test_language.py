import pytest

from caveat.document import Article
from caveat.document.language import detect

# Few words and many names: a pidgin to an identifier that knows one.
NAMES = (
    "By Maria Delgado\n\nMANILA, March 3, 2024 - The Orion plane crashed near Cebu on Sunday, "
    "killing pilot Juan Cruz and 3 passengers, police chief Ana Lim said."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (NAMES, "en"),
        ("Der Stadtrat hat am Dienstag beschlossen, die alte Brücke zu schließen.", "de"),
        ("El ayuntamiento decidió el martes cerrar el puente viejo a los coches.", "es"),
        ("市議会は火曜日、古い橋を閉鎖することを決めた。", "ja"),
        ("وافق مجلس المدينة يوم الثلاثاء على إغلاق الجسر القديم أمام السيارات.", "ar"),
        ("12 : 34 -- 5", ""),
        ("hi", ""),
    ],
)
def test_the_language_of_news_copy_is_told(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(("code", "good"), [("en", True), ("zh-Hant", True), ("zz-QQ-###", False)])
def test_a_language_is_a_well_formed_tag(code: str, *, good: bool) -> None:
    faults = Article("a", "Words.", language=code).violations()
    assert ("language" not in {fault.field for fault in faults}) is good
