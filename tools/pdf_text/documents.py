"""The documents that every maker makes a PDF of, with their text in reading order.

Names, numbers and figures are made up.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Block:
    """A part of a document.

    Attributes:
        kind: "pair" (two blocks beside each other), "title", "heading", "item" or "text".
        text: of the block; of a pair, its left lines, then its right ones.
    """

    kind: str
    text: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A document.

    Attributes:
        columns: of its text, 1 or 2; a title stands over both.
        running: a line at the head of every page, not part of the text.
    """

    name: str
    blocks: tuple[Block, ...]
    columns: int = 1
    running: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a reader should get, in order."""
        parts = []
        for block in self.blocks:
            parts.extend([*block.left, *block.right] if block.kind == "pair" else [block.text])
        return " ".join(" ".join(parts).split())

    def as_data(self) -> dict[str, Any]:
        """For a maker that runs as a program of its own."""
        return asdict(self)


def _text(text: str) -> Block:
    return Block("text", text)


_PROSE = (
    "Trong kỳ báo cáo, các đơn vị đã hoàn thành phần lớn nhiệm vụ được giao; công tác tuyên truyền "
    "được đổi mới cả về hình thức lẫn nội dung, người dân dễ hiểu và dễ làm theo hơn trước.",
    "Bộ phận Một cửa thị trấn Cây Bàng tiếp nhận 1.284 hồ sơ, giải quyết đúng hạn 1.262 hồ sơ, "
    "đạt 98,29 %; số hồ sơ còn lại đang trong thời hạn xử lý theo quy định.",
    "Việc số hoá kết quả giải quyết thủ tục hành chính được thực hiện ngay khi tiếp nhận, giúp giảm "
    "giấy tờ phải nộp và rút ngắn thời gian đi lại của tổ chức, cá nhân ở các thôn xa trung tâm.",
    "Tuy nhiên, một số phần mềm chuyên ngành chưa liên thông nên cán bộ vẫn phải nhập dữ liệu hai "
    "lần, dễ sai sót; đường truyền tại ba xã vùng cao thường gián đoạn vào mùa mưa.",
    "Để khắc phục, huyện đã bố trí 02 máy quét dự phòng, tập huấn cho 46 công chức và thành lập tổ "
    "hỗ trợ lưu động, mỗi tuần đến từng thôn một buổi để hướng dẫn nộp hồ sơ trực tuyến.",
    "Thời gian tới, các phòng chuyên môn tiếp tục rà soát quy trình nội bộ, đề xuất cắt giảm những "
    "bước trung gian không cần thiết, đồng thời công khai kết quả trên trang thông tin điện tử.",
    "Người đứng đầu từng cơ quan chịu trách nhiệm về tiến độ, chất lượng công việc; định kỳ hằng "
    "quý tự đánh giá, chấm điểm và gửi kết quả về Phòng Nội vụ trước ngày 15 của tháng cuối quý.",
    "Kinh phí thực hiện lấy từ nguồn chi thường xuyên đã giao đầu năm, không đề nghị bổ sung; phần "
    "tiết kiệm được chuyển sang mua sắm thiết bị phục vụ trực tiếp người dân tại nơi tiếp nhận.",
)

LETTER = Sample(
    "cong-van",
    (
        Block(
            "pair",
            left=("UBND HUYỆN SÔNG TRĂNG", "PHÒNG NỘI VỤ", "Số: 97/BC-PNV"),
            right=(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Sông Trăng, ngày 09 tháng 5 năm 2031",
            ),
        ),
        Block("title", "BÁO CÁO Kết quả thử nghiệm nộp hồ sơ trực tuyến"),
        _text("Kính gửi: Ủy ban nhân dân huyện Sông Trăng."),
        *map(_text, _PROSE[:4]),
        _text("Phòng Nội vụ trân trọng báo cáo, kính mong được xem xét, chỉ đạo./."),
        Block(
            "pair",
            left=("Nơi nhận:", "- Như trên;", "- Các xã, thị trấn;", "- Lưu: VT, NV."),
            right=("TRƯỞNG PHÒNG", "(Đã ký)", "Trần Thị Mây Trắng"),
        ),
    ),
)

COLUMNS = Sample(
    "hai-cot",
    (
        Block("title", "BẢN TIN CẢI CÁCH HÀNH CHÍNH HUYỆN SÔNG TRĂNG"),
        *map(_text, _PROSE),
        *map(_text, reversed(_PROSE)),
    ),
    columns=2,
)

REPORT = Sample(
    "bao-cao",
    (
        Block("title", "BÁO CÁO Tình hình thực hiện nhiệm vụ sáu tháng đầu năm 2031"),
        Block("heading", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        Block("heading", "1. Công tác chỉ đạo, điều hành"),
        *map(_text, _PROSE[:3]),
        Block("item", "- Ban hành 17 văn bản chỉ đạo, trong đó có 03 kế hoạch chuyên đề;"),
        Block("item", "- Kiểm tra đột xuất 05 đơn vị, phát hiện 02 trường hợp chậm trả kết quả;"),
        Block("item", "- Tổ chức đối thoại với người dân tại 11/11 xã, thị trấn."),
        Block("heading", "2. Chuyển đổi số"),
        *map(_text, _PROSE[2:6]),
        Block("heading", "II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
        *map(_text, (_PROSE[3], _PROSE[6])),
        Block("heading", "III. PHƯƠNG HƯỚNG"),
        *map(_text, (*_PROSE[4:], *_PROSE[1:4], *_PROSE[5:])),
    ),
    running="Báo cáo số 97 của Phòng Nội vụ",
)

SAMPLES = (LETTER, COLUMNS, REPORT)
