"""What no document tells of is named in the language of the question."""

from __future__ import annotations

from assistant.attributes import FORMS
from assistant.model import Language
from assistant.wanting import WORDS, in_words


def test_everything_that_lacks_is_named() -> None:
    lacking = ("2022", "q2", "m5", "h2", "before", "Hải Dương")
    assert in_words(lacking, (), "money", Language.VIETNAMESE) == (
        "năm 2022, quý 2, tháng 5, 6 tháng cuối năm, năm trước đó, Hải Dương, số tiền"
    )
    assert in_words(("2022", "q2"), (), "reason", Language.ENGLISH) == (
        "the year 2022, quarter 2, the reason"
    )
    assert in_words((), ("99//qd-skhcn", "14/2024/qd-ubnd"), None, Language.VIETNAMESE) == (
        "văn bản số 99, văn bản số 14/2024"
    )
    assert in_words((), (), None, Language.ENGLISH) == ""
    assert in_words(("2026-2030", "most"), (), None, Language.VIETNAMESE) == (
        "giai đoạn 2026-2030, so sánh để biết đâu là nhất"
    )


def test_every_form_has_its_words() -> None:
    assert {form.name for form in FORMS} <= set(WORDS)
