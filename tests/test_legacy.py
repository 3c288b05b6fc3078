"""Old encodings: letters, places, which encoding a text is in; split words; NFD."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.model import Line, Page
from corpus.vietnamese import legacy, legacy_tables, split
from corpus.vietnamese.legacy import Encoding
from corpus.vietnamese.normalise import tokenize_line

LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
NATION = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SENTENCES = (
    NATION,
    MOTTO,
    "Sở Khoa học và Công nghệ tiếp nhận hồ sơ tại Bộ phận Một cửa trong giờ hành chính.",
    "Thời hạn giải quyết: 15 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ theo quy định.",
    "Người nộp giữ giấy biên nhận; cán bộ kiểm tra kỹ chữ ký, ảnh thẻ và những bản sao kèm theo.",
)
PRINTED = [
    (Encoding.TCVN3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", NATION),
    (Encoding.TCVN3, "Céng hßa x∙ héi chñ nghÜa ViÖt Nam", NATION),
    (Encoding.TCVN3, "§éc lËp - Tù do - H¹nh phóc", MOTTO),
    (Encoding.VNI, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", NATION),
    (Encoding.VNI, "Ñoäc laäp - Töï do - Haïnh phuùc", MOTTO),
    (Encoding.VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", NATION.upper()),
    (Encoding.VISCII, b"C\xb5ng h\xf2a x\xe3 h\xb5i ch\xfc ngh\xeea Vi\xaet Nam".decode("cp1252"), NATION),
    (Encoding.VISCII, b"C\x93ng v\xa7n, \x9a\x81".decode("latin-1"), "CỘng vận, ỌẮ"),
    (Encoding.VPS, b"C\xb6ng h\xf2a x\xe3 h\xb6i ch\xfb ngh\xefa Vi\x8ct Nam".decode("cp1252"), NATION),
]  # fmt: skip
OTHERS = (
    SENTENCES[2] + " " + SENTENCES[3],
    "Thông báo",
    "L'été dernier, les élèves de l'école élémentaire ont présenté une pièce de théâtre très réussie "
    "à Besançon, où le préfet a déjà remercié les équipes et les bénévoles.",
    "A proteção de dados é um direito fundamental; não há exceções à obrigação de informação, e a "
    "câmara de São João já aprovou três comissões e várias propostas de alteração.",
    "El niño comió piñas y mañana irá a España; ¿quién más vendrá? Según él, nadie podrá.",
    "Übermäßige Gebühren müssen für Bürger künftig vermieden werden, größere Städte zögern.",
    "The naïve café owner paid €5 – “thank you”, he said; © 2024, ½ off, 20 °C, § 5 applies.",
    "中华人民共和国科学技术部关于印发办法的通知",
    "Приказ о введении в действие правил",
    "3 × 4 = 12 ± 0,5 µm; 25 °C; 10 m² «A» · B",
    SENTENCES[2].encode().decode("latin-1"),
)


def encoder(encoding: Encoding) -> dict[str, str]:
    table = getattr(legacy_tables, encoding.value)()
    found: dict[str, str] = {}
    for printed, letter in table.items():
        straight = len(printed) == 1 or printed[0].isupper() == printed[1].isupper()
        if straight and max(map(ord, printed)) < 256:
            found.setdefault(letter, printed)
    return found


def encode(text: str, encoding: Encoding) -> str:
    table = encoder(encoding)
    return "".join(table.get(char, char) for char in unicodedata.normalize("NFC", text))


def line(source: str) -> Line:
    return Line(1, source, tokenize_line(source))


@pytest.mark.parametrize(("encoding", "printed", "text"), PRINTED)
def test_known_prints_become_what_was_meant(encoding: Encoding, printed: str, text: str) -> None:
    assert legacy.decode(printed, encoding).text == text


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_encoding_goes_round(encoding: Encoding, sentence: str) -> None:
    printed = encode(sentence, encoding)
    assert printed != sentence
    assert legacy.decode(printed, encoding).text == sentence


@pytest.mark.parametrize("encoding", Encoding)
def test_every_letter_has_a_print(encoding: Encoding) -> None:
    letters = LETTERS if encoding is Encoding.TCVN3 else LETTERS + LETTERS.upper()
    own = set(encoder(encoding)) | (set("ìíÌÍ") if encoding is Encoding.VNI else set())
    assert set(letters) <= own


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        ("ABCDEF+.VnArialH,Bold", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("vni-helve-condense", Encoding.VNI),
        ("VPS Times", Encoding.VPS),
        ("VI Arial", Encoding.VISCII),
        ("Times New Roman", None),
        ("Vivaldi", None),
        ("Verdana", None),
    ],
)
def test_a_font_tells_its_encoding(name: str, encoding: Encoding | None) -> None:
    assert legacy.of_font(name) is encoding


def test_capital_fonts_make_capitals() -> None:
    assert legacy.has_capitals_only(".VnTimeH")
    assert legacy.has_capitals_only("ABCDEF+.VnArialH,Bold")
    assert not legacy.has_capitals_only(".VnTime")
    assert legacy.decode("ViÖt Nam", Encoding.TCVN3, capitals=True).text == "VIỆT NAM"


def test_accented_letters_among_capitals_are_capitals() -> None:
    printed = "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM vµ X· héi, ¤ng Hµ"
    wanted = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM và Xã hội, Ông Hà"
    assert legacy.decode(printed, Encoding.TCVN3).text == wanted


def test_a_hyphen_is_a_letter_only_where_it_makes_a_syllable() -> None:
    printed = "Bé T- ph¸p ®-îc Nhµ n-íc giao; sè 06/Q§-UBND, khoa häc - c«ng nghÖ, xa-lé"
    wanted = "Bộ Tư pháp được Nhà nước giao; số 06/QĐ-UBND, khoa học - công nghệ, xa-lộ"
    assert legacy.decode(printed, Encoding.TCVN3).text == wanted


@pytest.mark.parametrize("encoding", Encoding)
def test_letters_tell_the_encoding_of_a_line_and_of_a_page(encoding: Encoding) -> None:
    for sentence in (NATION, *SENTENCES[2:], "\n".join(SENTENCES * 40)):
        assert legacy.judge(encode(sentence, encoding)) is encoding


@pytest.mark.parametrize("text", OTHERS)
def test_other_text_is_in_no_old_encoding(text: str) -> None:
    assert legacy.judge(text) is None
    assert legacy.judge(text * 30) is None


@given(st.binary(max_size=2000))
def test_random_bytes_are_in_no_old_encoding(data: bytes) -> None:
    assert legacy.judge(data.decode("latin-1")) is None


def test_a_megabyte_of_noise_is_judged_from_a_sample() -> None:
    noise = random.Random(1).randbytes(2**20).decode("latin-1")
    assert legacy.judge(noise) is None


@given(
    st.sampled_from(list(Encoding)), st.text(st.sampled_from(LETTERS + "abcdegh AOo-\u00a0µ·¹ø."))
)
def test_spans_tile_the_source(encoding: Encoding, text: str) -> None:
    decoded = legacy.decode(text, encoding)
    assert len(decoded.text) == len(decoded.spans)
    assert "".join(text[a:b] for a, b in decoded.spans) == text


def test_tokens_point_into_the_source_as_printed() -> None:
    source = "  Coäng hoøa xaõ   hoäi"
    got = legacy.convert(line(source), Encoding.VNI)
    assert got.source == source
    assert [token.text for token in got.tokens] == ["Cộng", "hòa", "xã", "hội"]
    assert [source[t.start : t.end] for t in got.tokens] == source.split()


def test_letters_that_are_spaces_to_others_do_not_split_words() -> None:
    source = b"\xd0\x85 NG\x1cY V\xa0 THU\xad".decode("latin-1")
    got = legacy.convert(line(source), Encoding.VISCII)
    assert got.tokens[0].text == "ĐẦ"
    assert "VÕ" in got.text


def test_only_lines_that_make_no_sense_are_converted() -> None:
    sources = ["Thông báo có hiệu lực từ ngày ký", encode(SENTENCES[2], Encoding.TCVN3), "Biểu phí"]
    page = Page(None, tuple(map(line, sources)))
    (got,) = legacy.convert_pages([page])
    assert [one.text for one in got.lines] == [sources[0], SENTENCES[2], sources[2]]
    assert [one.source for one in got.lines] == sources


def test_a_short_page_follows_its_document() -> None:
    pages = [
        Page(1, (line(encode("\t".join(SENTENCES), Encoding.TCVN3)),)),
        Page(2, (line(encode("Nơi nhận", Encoding.TCVN3)),)),
    ]
    assert legacy.convert_pages(pages)[1].text == "Nơi nhận"


def test_unicode_pages_stay_as_they_are() -> None:
    pages = (Page(None, tuple(map(line, (*SENTENCES, *OTHERS)))),)
    assert legacy.convert_pages(pages) == pages


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("ĐIỀ U KHO ẢN THI HÀ NH", "ĐIỀU KHOẢN THI HÀNH"),
        ("Điề u 5. Hiệ u lự c thi hành", "Điều 5. Hiệu lực thi hành"),
        ("Q U Y Ế T Đ Ị N H", "QUYẾT ĐỊNH"),
        ("CỘ NG HÒ A XÃ HỘ I CHỦ NGHĨ A VIỆ T NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Vie\u0302 \u0323t Nam", "Việt Nam"),
        ("điểm b an toàn bức xạ", "điểm b an toàn bức xạ"),
        ("KH ảo sát", "KH ảo sát"),
        ("Chương I Quy định chung", "Chương I Quy định chung"),
        ("a b c d e", "a b c d e"),
    ],
)
def test_split_words_are_joined_and_no_others(printed: str, text: str) -> None:
    got = split.join_split(line(printed))
    assert got.text == text
    assert got.source == printed
    assert [(t.start, t.end) for t in got.tokens] == [
        (t.start, t.end) for t in tokenize_line(printed)
    ]


def test_good_sentences_are_not_joined() -> None:
    for sentence in SENTENCES:
        assert split.join_split(line(sentence)) == line(sentence)


def test_decomposed_text_comes_composed(tmp_path: Path) -> None:
    path = tmp_path / "nfd.txt"
    path.write_text(unicodedata.normalize("NFD", SENTENCES[2]), encoding="utf-8")
    (page,) = readers.read(path)
    assert page.text == SENTENCES[2]


def test_a_markdown_file_in_an_old_encoding_keeps_its_headings_and_drops_its_marks(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cu.md"
    text = "\n\n".join(("## Thủ tục", "**Lưu ý:** hồ sơ nộp tại Bộ phận Một cửa", *SENTENCES))
    path.write_bytes(encode(text, Encoding.TCVN3).encode("latin-1"))
    (page,) = readers.read(path)
    assert page.lines[0].heading == 2
    assert page.text.split("\n\n")[:2] == ["Thủ tục", "Lưu ý: hồ sơ nộp tại Bộ phận Một cửa"]


@pytest.mark.parametrize("encoding", Encoding)
def test_a_text_file_in_an_old_encoding_is_read(tmp_path: Path, encoding: Encoding) -> None:
    path = tmp_path / "cu.txt"
    printed = "\n".join(encode(sentence, encoding) for sentence in SENTENCES)
    path.write_bytes(printed.encode("latin-1"))
    (page,) = readers.read(path)
    assert page.text.split("\n") == list(SENTENCES)
    assert [len(one.source) for one in page.lines] == [len(p) for p in printed.split("\n")]


def test_a_web_page_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cu.html"
    body = "".join(f"<p><b>{encode(s, Encoding.TCVN3)}</b></p>" for s in SENTENCES)
    head = '<head><meta charset="x-user-defined"><title>Trang</title></head>'
    path.write_bytes(f"<html>{head}<body>{body}</body></html>".encode("latin-1"))
    (page,) = readers.read(path)
    assert page.text.split("\n") == list(SENTENCES)


def test_a_french_file_in_windows_1252_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "fr.txt"
    path.write_bytes(OTHERS[2].encode("cp1252"))
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    assert raised.value.reason is Reason.UNKNOWN_ENCODING


def add_run(paragraph: docx.text.paragraph.Paragraph, text: str, font: str) -> None:
    run = paragraph.add_run(text)
    run.font.name = font


def test_a_word_file_in_old_fonts_is_read_run_by_run(tmp_path: Path) -> None:
    document = docx.Document()
    mixed = document.add_paragraph()
    add_run(mixed, "céng hßa", ".VnTimeH")
    add_run(mixed, " x· héi", ".VnTime")
    add_run(mixed, " (thí điểm)", "Times New Roman")
    add_run(document.add_paragraph(), encode("Lệ phí", Encoding.VNI), "VNI-Times")
    add_run(document.add_paragraph(), "Thông báo thu phí", ".VnTime")
    cell = document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0]
    add_run(cell, encode("Nơi nhận", Encoding.TCVN3), ".VnArial")
    path = tmp_path / "cu.docx"
    document.save(str(path))
    (page,) = readers.read(path)
    assert [one.text for one in page.lines] == [
        "CỘNG HÒA xã hội (thí điểm)",
        "Lệ phí",
        "Thông báo thu phí",
        "Nơi nhận",
    ]


def test_a_word_file_takes_the_font_from_its_styles(tmp_path: Path) -> None:
    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    fonts.set(qn("w:ascii"), ".VnTime")
    fonts.set(qn("w:hAnsi"), ".VnTime")
    document.add_paragraph("Bé Tμi chÝnh")
    path = tmp_path / "kieu.docx"
    document.save(str(path))
    (page,) = readers.read(path)
    assert page.text == "Bộ Tài chính"
