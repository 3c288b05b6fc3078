"""Two pages of the report as a scan: images only, no text layer."""

from __future__ import annotations

import io

from tools.demo_corpus import layout, paper, places

PAGES = [1, 2]  # the table of rankings and the figures of the procedures
WEAR = paper.Wear(dpi=150, skew=0.7, blur=0.6, noise=5.0, quality=55)
SEED = 20240630


def make() -> None:
    """Write the scan; the report must exist."""
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # raw JPEG streams: a fifth smaller
    canvas = Canvas(str(places.SCAN), pagesize=(layout.WIDTH, layout.HEIGHT), invariant=1)
    canvas.setTitle("Bản quét hai trang của báo cáo cải cách hành chính 6 tháng đầu năm 2024")
    for image in paper.scanned(PAGES, WEAR, SEED):
        reader = ImageReader(io.BytesIO(paper.jpeg(image, WEAR.quality)))
        canvas.drawImage(reader, 0, 0, layout.WIDTH, layout.HEIGHT)
        canvas.showPage()
    canvas.save()
