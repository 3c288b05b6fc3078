from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Reason, UnreadableError
from corpus.model import Page, Role
from corpus.readers import html


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Page]:
    def read_(body: str) -> Page:
        path = tmp_path / "a.html"
        path.write_text(f"<html>{body}", encoding="utf-8")
        (page,) = html.read(path)
        return page

    return read_


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_a_cell_over_several_rows_counts_for_each_of_them(read: Callable[[str], Page]) -> None:
    page = read(
        "<table><tr><th rowspan=2>TT<th rowspan=2>Thủ tục<th colspan=2>Mức thu"
        "<tr><th>Phí<th>Lệ phí<tr><td>1<td>Cấp phép<td rowspan=2>50<td>6<tr><td>2<td>Gia hạn<td>7"
        "</table>"
    )
    assert texts(page) == [
        "TT: 1; Thủ tục: Cấp phép; Mức thu - Phí: 50; Mức thu - Lệ phí: 6",
        "TT: 2; Thủ tục: Gia hạn; Mức thu - Phí: 50; Mức thu - Lệ phí: 7",
    ]
    assert {line.role for line in page.lines} == {Role.ROW}


def test_a_span_beyond_all_rows_and_columns_harms_nothing(read: Callable[[str], Page]) -> None:
    page = read("<table><tr><td colspan=999999 rowspan=999999>Phí<td>x<tr><td>y<tr><td>z</table>")
    assert {"Phí", "x", "y", "z"} <= set(" ".join(texts(page)).replace(";", " ").split())


def test_a_table_in_a_cell_stays_in_its_row(read: Callable[[str], Page]) -> None:
    inner = "<table><tr><th>Kênh<th>Hạn<tr><td>Bưu chính<td>5 ngày</table>"
    page = read(
        "<table><tr><th>Thủ tục<th>Cách thức<th>Phí"
        f"<tr><td>Cấp phép<td>{inner}<td>7<tr><td>Gia hạn<td>Trực tiếp<td>8</table>Hết"
    )
    first, second, rest = texts(page)
    assert first == "Thủ tục: Cấp phép; Cách thức: Kênh: Bưu chính; Hạn: 5 ngày; Phí: 7"
    assert second == "Thủ tục: Gia hạn; Cách thức: Trực tiếp; Phí: 8"
    assert rest == "Hết"


def test_what_is_hidden_is_not_read(read: Callable[[str], Page]) -> None:
    page = read(
        "<head><title>T</title><style>p {}</style><body><p hidden>một<p>Hai"
        "<div style='color: red; Display : none'>ba<div>bốn</div></div><p>Năm<input type=hidden>"
        "<script>sáu</script><template>bảy</template>"
    )
    assert texts(page) == ["Hai", "Năm"]


def test_lists_are_numbered_as_they_are_shown(read: Callable[[str], Page]) -> None:
    page = read(
        "<ol start=3><li>ba<li>bốn<ul><li>con</ul><li value=9>chín<li>mười</ol><ul><li>a</ul>"
    )
    assert texts(page) == ["3. ba", "4. bốn", "- con", "9. chín", "10. mười", "- a"]


def test_a_term_stands_with_what_is_said_of_it(read: Callable[[str], Page]) -> None:
    page = read("<dl><dt>Phí:<dd>7.000 đồng<dt>Lệ phí<dd>Không<dd>thu<dt>Hạn</dl><p>Hết")
    assert texts(page) == ["Phí: 7.000 đồng", "Lệ phí: Không", "thu", "Hạn", "Hết"]


def test_line_breaks_make_lines(read: Callable[[str], Page]) -> None:
    page = read("<p>Một<br>hai<br/>ba<pre>bốn\n  năm</pre>")
    assert texts(page) == ["Một", "hai", "ba", "bốn", "năm"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Phí <b>thẩm <i>định</b></i></p></div></table></td>",
        "<table><tr><td>Phí thẩm định",
        "<h2>Phí thẩm định<![if !x]><![foo bar]><!doctype><?php x ?></h2",
        "<div>" * 50_000 + "Phí thẩm định",
        "<table><tr><td>" * 3_000 + "Phí thẩm định",
        "<head><title>x</title>Phí thẩm định",
        "&#x110000; Phí thẩm định &#0; &nosuch; &lt",
        "<p a='" + "x" * 100_000 + "'>Phí thẩm định",
    ],
)
def test_broken_markup_is_read_as_far_as_it_goes(read: Callable[[str], Page], body: str) -> None:
    assert "Phí thẩm định" in " ".join(texts(read(body)))


def test_a_declared_encoding_is_used_where_the_bytes_are_no_unicode(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<html><meta charset='GBK'><p>行政手续费用规定".encode("gbk"))
    assert texts(html.read(path)[0]) == ["行政手续费用规定"]
    path.write_bytes("<html><meta charset='khong-co'><p>行政手续费用规定".encode("gbk"))
    with pytest.raises(UnreadableError) as raised:
        html.read(path)
    assert raised.value.reason is Reason.UNKNOWN_ENCODING


PIECES = st.sampled_from(
    "<table> </table> <tr> <td> <td\xa0rowspan=2> <td\xa0colspan=3\xa0rowspan=0> <th> <p> </p> <li> <ol> "
    "</ol> <dl> <dt> <dd> </dl> <h1> </h1> <p\xa0hidden> <div\xa0style=display:none> </div> <pre> "
    "</pre> <br> <script> </script> <!-- --> <![ ]> &amp; phí một".split(" ")
)


@given(st.lists(PIECES, max_size=60))
def test_any_markup_is_read(pieces: list[str]) -> None:
    parser = html._Parser()
    parser.feed(" ".join(pieces).replace("\xa0", " "))
    parser.close()
    parser.finish()
    for line in parser.lines.done():
        assert all(line.source[t.start : t.end] for t in line.tokens)
