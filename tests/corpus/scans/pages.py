"""Pages drawn for tests: lines of Vietnamese, rules, stamps."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

_FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)
LINES = (
    "Thực hiện Kế hoạch cải cách hành chính năm 2024, phòng chuyên môn",
    "đã hoàn thành bốn mươi nhiệm vụ được giao trong sáu tháng đầu năm,",
    "đạt bảy mươi phần trăm kế hoạch; các nhiệm vụ còn lại đang được",
    "triển khai đúng tiến độ. Tỷ lệ hồ sơ trực tuyến tăng so với cùng kỳ,",
    "không có hồ sơ quá hạn kéo dài. Việc số hóa kết quả giải quyết được",
    "duy trì thường xuyên, bảo đảm thời gian và chất lượng theo quy định.",
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    for name in _FONTS:
        if Path(name).is_file():
            return ImageFont.truetype(name, size)
    pytest.skip("no font that draws Vietnamese (fonts-noto-core, fonts-dejavu-core)")


def page(
    lines: tuple[str, ...] = LINES * 4,
    *,
    size: tuple[int, int] = (1240, 1754),
    left: int = 150,
    top: int = 160,
    letters: int = 26,
    ground: str = "white",
) -> Image.Image:
    """A page of 150 dpi in colour."""
    picture = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((left, top + number * int(letters * 2.1)), line, font=font(letters), fill="black")
    return picture
