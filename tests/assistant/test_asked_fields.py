"""What a question asks of a procedure is read from its words, and not from those of other things."""

from __future__ import annotations

import pytest

from assistant.fields import fields_of


@pytest.mark.parametrize(
    ("folded", "fields"),
    [
        ("don sang dia chi moi thi dong tien the nao", ("fee",)),
        ("dia chi nop ho so", ("where",)),
        ("doi ten mat bao nhieu tien", ("fee",)),
        ("doi ten mat bao lau", ("time_limit",)),
        ("lam lai mat may ngay va dong bao nhieu", ("time_limit", "fee")),
        ("co quan dong bao nhieu con dau", ()),
        ("gui ho so o dau, ai la nguoi ra quyet dinh", ("where", "who_decides")),
        ("nhan quy trinh san xuat thi het may ngay", ("time_limit",)),
        ("quy trinh giai quyet", ("steps",)),
        ("mang giay to toi dau va giay dung duoc may nam", ("where", "validity")),
        ("noi gon cho toi ho so, thoi gian giai quyet, tien phi", ("dossier", "time_limit", "fee")),
        ("nop ho so thi bao lau xong", ("time_limit",)),
        ("toi phai gia han som hon it nhat bao nhieu ngay", ("deadline",)),
        ("cham nhat bao nhieu ngay phai dem di dang ky", ("deadline",)),
        ("nop bang nhung cach nao", ("channel",)),
        ("cham nhat bao nhieu ngay thi co quan phai tra ket qua", ("time_limit", "result")),
        ("lam thu tuc gi de duoc cap ma so", ()),
        ("thu tuc nay co phai nop phi dau ma", ("fee",)),
        ("tthc bo sung giay phep nuoi ong ma so bao nhieu", ("code",)),
        ("when does the certificate expire", ("validity",)),
        ("how long is my permit good for", ("validity",)),
        ("for how many years is the certificate valid", ("validity",)),
        ("mua lai thi trong vong bao nhieu ngay phai di khai", ("deadline",)),
        ("trong bao nhieu ngay thi phai tra ket qua", ("time_limit", "result")),
        ("ghe hu nam lai thi duoc o them lau nhat bao nhieu ngay", ("deadline",)),
        ("duoc nha nuoc thuong bao nhieu tien", ()),
        ("how long did it take to process applications last year", ("time_limit",)),
        ("ho tro chi phi thi phai tra bao nhieu tien", ("fee",)),
        ("the ay thi may nam phai doi mot lan", ("validity",)),
        ("moi nam phai doi may lan", ()),
        ("nguoi cuoi cung gat dau bo nhiem la ai", ("who_decides",)),
        ("nha nuoc ho tro chi phi tu van toi da bao nhieu tien", ()),
        ("my licence expires soon what do i do", ()),
        ("ai la nguoi bo nhiem giam dinh vien", ("who_decides",)),
        ("ai la nguoi ky giay phep", ()),  # asks for a name
        ("muon thanh thua phat lai thi phai dong bao nhieu tien", ("fee",)),  # phát, not phạt
        ("nop muon thi bi phat bao nhieu tien", ()),
        ("gia dinh duoc nhan bao nhieu tien tuat", ()),
        ("muc kinh phi ho tro tu ngan sach cho nghe", ()),
        ("tro cap mot lan la bao nhieu tien", ()),
        ("thu tuc xin tro cap mot lan, le phi bao nhieu", ("fee",)),
        ("lam ho so huong tro cap mai tang ton bao nhieu tien", ("fee",)),
        ("duoc nhan giay thi nop bao nhieu tien", ("fee",)),
        ("don vi nao cap giay phep", ("who_decides",)),  # đơn vị is no form
        ("dung mau don nao", ("forms",)),
        ("don vi nao tiep nhan ho so", ("where",)),
        ("lam xong thi nhan duoc giay to gi", ("result",)),
        ("xin cap lai thi can giay gi", ("dossier",)),
        ("so co de ho so nao tre hen khong", ()),
        ("khai bo sung thi may tieng la xong", ("time_limit",)),
        ("viec nay dua tren luat so may", ("legal_basis",)),
        ("chung chi co ngay het han khong hay dung mai", ("validity",)),
        ("how many copies of the customs declaration", ()),
        ("how many copies of the application", ("sets",)),
        ("where did the province stand in 2021", ()),
        ("phi cong can giay to gi", ("dossier",)),  # phi is no fee
        ("phai lam may bo giay to", ("sets",)),
        ("gui ho so dang ky kiem dich den cuc nao", ("where",)),
        ("muon duoc cong nhan thi phai dat nhung tieu chi nao", ("conditions",)),
        ("giay phep thuoc tham quyen cua tinh thi mat bao lau", ("time_limit",)),
        ("giay phep cu phai con hieu luc it nhat bao nhieu ngay", ()),
        ("giay phep con hieu luc bao lau", ("validity",)),
        ("how many sets of papers do we hand in", ("sets",)),
        ("lam mat giay thi phai co giay gi", ("dossier",)),
        ("phai di bao voi ai, cham nhat may hom", ("where", "deadline")),
        ("which ways can i submit it", ("channel",)),
        ("phai co tham nien lam nghe bao lau", ()),
        ("nguoi nop don phai cu tru tai xa it nhat bao lau", ()),
        ("so cap giay phep cu tru mat bao lau", ("time_limit",)),
        ("bi thu hoi roi thi sau bao lau moi duoc xin lai", ()),
        ("nop xong thi sau bao lau duoc cap giay", ("time_limit",)),
    ],
)
def test_fields_are_asked_for_by_their_own_words(folded: str, fields: tuple[str, ...]) -> None:
    assert fields_of(folded) == fields
