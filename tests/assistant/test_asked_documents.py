from __future__ import annotations

import pytest

from assistant import asked_documents
from assistant.answers.nearest import document_numbers
from assistant.evidence import is_typed
from assistant.question import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quyết định nào ban hành quy chế chi tiêu?", "quyet dinh"),
        ("Kế hoạch cải cách hành chính của Sở mang số nào?", "ke hoach"),
        ("quyet dinh phe duyet cap do an toan co so hieu nao", "quyet dinh"),
        ("Kế hoạch này được ban hành theo quyết định số mấy?", "quyet dinh"),
        ("Which Government resolution pushes for faster reform?", "nghi quyet"),
        ("Under which law and which decree is the certificate issued?", None),
        ("KH luân chuyển của Sở làm theo CV nào?", "cong van"),  # short forms are written out
        ("Quyết định nào và kế hoạch nào nói về chuyển đổi số?", None),
        ("Văn bản nào quy định việc này, số mấy?", None),
        ("Quyết định 51 ban hành ngày nào?", None),
        ("Mức chi do HĐND tỉnh quyết định tại văn bản nào?", None),
        ("Văn bản nào giao Sở xây dựng kế hoạch chuyển đổi số?", None),
        ("Cổng dịch vụ công vận hành theo văn bản số mấy?", None),  # folded it has "công văn"
        ("Which document implements Resolution 76?", None),
    ],
)
def test_the_kind_whose_number_is_asked_for(question: str, kind: str | None) -> None:
    assert asked_documents.wanted(understand(question)) == kind


@pytest.mark.parametrize(
    ("word", "text", "told"),
    [
        ("quyet dinh", "Quyết định số 51/QĐ-SKHCN ngày 31/01/2024", True),
        ("quyet dinh", "Kế hoạch số 16/KH-SKHCN ngày 18/02/2021", False),
        ("ke hoach", "Kế hoạch số 16/KH-SKHCN", True),
        ("ke hoach", "Quyết định số 51/QĐ-SKHCN ban hành Kế hoạch", True),  # it is issued with one
        ("ke hoach", "Nghị quyết số 76/NQ-CP của Chính phủ", False),
        ("chuong trinh", "Nghị quyết số 76/NQ-CP ban hành Chương trình tổng thể", True),
        ("quyet dinh", "Sở đã ban hành quyết định", False),
        ("thong tu", "Thông tư liên tịch số 29/2014/TTLT-BKHCN-BNV", True),
    ],
)
def test_a_number_of_another_kind_is_not_what_is_asked_for(
    word: str, text: str, told: bool
) -> None:
    assert asked_documents.is_told(word, text) is told


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Những quyết định nào sửa nội quy bến?", True),
        ("Cho xin số hiệu bốn quyết định của bến.", True),
        ("Kể hết số hiệu các văn bản mà bến ban hành.", True),
        ("Quyết định nào sửa nội quy bến?", False),
        ("Năm 2024 bến theo quyết định nào?", False),
        ("Cách tuyển chọn nằm trong quyết định nào?", False),
        ("Kế hoạch triển khai hai quyết định đó mang số mấy?", False),
        ("Những việc nào phải làm?", False),
        ("Hồ sơ các văn bản cần nộp gồm những gì?", False),
        ("Hỗ trợ máy cày theo quyết định nào?", False),
    ],
)
def test_whether_several_numbers_are_asked_for(question: str, *, several: bool) -> None:
    assert asked_documents.several(understand(question)) is several


def test_a_number_that_the_question_names_is_not_its_answer() -> None:
    question = understand("Quyết định 15/2020/QĐ-UBND bị quyết định nào sửa?")
    assert asked_documents.is_named(question, "Quyết định số 15/2020/QĐ-UBND ngày 23/4/2020")
    assert not asked_documents.is_named(question, "Quyết định số 08/2024/QĐ-UBND")
    text = "Quyết định số 15/2020/QĐ-UBND được sửa bởi Quyết định số 08/2024/QĐ-UBND."
    assert [one.text for one in document_numbers(question, text)] == ["08/2024/QĐ-UBND"]
    assert not is_typed(question, "Quyết định số 15/2020/QĐ-UBND ban hành quy định.")
    assert is_typed(question, text)
