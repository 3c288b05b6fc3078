from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.compare import Run, compare
from eval.comparison import letters, render
from eval.comparison.table import lines
from tests.eval.reporting import EVIL, Tags, data_of, plain, row


def run(name: str, *rows: dict[str, Any], **settings: Any) -> Run:
    return Run(name, {str(one["id"]): one for one in rows}, settings)


def changed(one: dict[str, Any], **scores: Any) -> dict[str, Any]:
    other = copy.deepcopy(one)
    other["scores"] |= scores
    return other


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    folder.mkdir()
    text = "".join(json.dumps(one) + "\n" for one in rows)
    (folder / "results.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_what_anyone_typed_is_text_and_no_markup() -> None:
    text = render([run(EVIL, row(), **{EVIL: EVIL}), run("b", row(), **{EVIL: "other"})])
    tags = Tags(text)
    assert tags.names.count("script") == 2
    assert "img" not in tags.names
    assert "<!--" not in text
    assert not any(name.startswith("on") for _, attributes in tags.seen for name in attributes)
    assert data_of(text)["rows"][0]["runs"][1]["answer"] == f"{EVIL} [1]"


def test_every_question_says_how_its_verdict_changed() -> None:
    before = [plain(number) for number in range(4)]  # 0 and 3 are wrong
    after = [changed(before[0], supported=True), changed(before[1], supported=False), *before[2:]]
    rows = data_of(render([run("a", *before), run("b", *after)]))["rows"]
    assert [one["change"] for one in rows] == [
        ["changed", "better"], ["changed", "worse"], ["same"], ["same"],
    ]  # fmt: skip
    assert [[said["verdict"] for said in one["runs"]] for one in rows[:2]] == [
        ["wrong", "right"],
        ["right", "wrong"],
    ]


def test_every_run_is_compared_with_the_first() -> None:
    one = plain(1)
    text = render([run("a", one), run("b", changed(one, supported=False)), run("c", one)])
    said = Tags(text).text
    assert "B so với A" in said
    assert "C so với A" in said
    assert data_of(text)["letters"] == ["A", "B", "C"]
    assert data_of(text)["rows"][0]["change"] == ["changed", "worse"]


@pytest.mark.parametrize(
    ("gained", "lost", "finding"),
    [
        (0, 0, "Không đổi"),
        (3, 0, "Chưa thấy khác biệt rõ"),
        (6, 0, "Có lẽ tốt hơn"),
        (0, 6, "Có lẽ kém hơn"),
        (20, 0, "Tốt hơn"),
        (2, 30, "Kém hơn"),
    ],
)
def test_a_finding_is_as_sure_as_its_test(gained: int, lost: int, finding: str) -> None:
    before = [plain(number) for number in range(90)]  # 30 wrong, 60 right
    wrong = [one for one in before if not one["scores"]["supported"]][:gained]
    right = [one for one in before if one["scores"]["supported"]][:lost]
    after = {str(one["id"]): one for one in before}
    after |= {one["id"]: changed(one, supported=True) for one in wrong}
    after |= {one["id"]: changed(one, supported=False) for one in right}
    text = render([run("a", *before), Run("b", after, {})])
    (line,) = re.findall(r'<tr><th scope="row">(?:(?!</tr>).)*dẫn nguồn đúng.*?</tr>', text)
    assert f'lang="vi">{finding}<' in line


def test_an_interval_is_drawn_around_nought() -> None:
    before = [plain(number) for number in range(60)]
    after = [changed(one, supported=True) for one in before]
    text = render([run("a", *before), run("b", *after)])
    (plot,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    tags = Tags(plot).seen
    (zero,) = [a for tag, a in tags if tag == "line" and a["class"] == "zero"]
    assert zero["x1"] == "50.00%"
    point = next(a for tag, a in tags if tag == "circle")
    assert float((point["cx"] or "").rstrip("%")) > 75  # a third more, of at most a half
    assert "+33,3" in plot
    assert "+33.3" in plot


def test_questions_that_runs_do_not_share_are_counted() -> None:
    other = {**plain(2), "question": "Câu khác?"}
    said = Tags(render([run("a", plain(1), plain(2)), run("b", other, plain(3))])).text
    assert "3 câu không có trong mọi lần chạy" in said
    assert "Các lần chạy không có câu nào chung" in said


def test_settings_that_differ_stand_side_by_side() -> None:
    one = plain(1)
    text = render([
        run("a", one, set="demo", versions={"torch": "2.13"}, index=None),
        run("b", one, set="demo", versions={"torch": "2.14"}),
    ])  # fmt: skip
    assert "versions.torch 2.13 2.14" in Tags(text).text
    assert ">set<" not in text
    assert ">index<" not in text


def test_the_printed_table_keeps_its_columns() -> None:
    before = [plain(number) for number in range(6)]
    after = [changed(before[0], supported=True), *before[1:]]
    keyed = [{one["id"]: one for one in rows} for rows in (before, after)]
    printed = list(lines(compare(*keyed)))
    assert printed[0].split() == ["measure", "n", "A", "B", "better", "worse", "p"]
    assert printed[1].split() == ["supported", "6", "0.667", "0.833", "1", "0", "1.0000"]
    assert "supported better: q0" in printed
    assert any(re.fullmatch(r"supported B - A, 95 %: \+0.000 to \+0.\d+", one) for one in printed)


def test_letters_never_run_out() -> None:
    assert letters(28)[24:] == ["Y", "Z", "R27", "R28"]


def test_three_runs_are_compared_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [write(tmp_path / name, plain(1), plain(2)) for name in "abc"]
    page = tmp_path / "comparison.html"
    assert main(["compare", *map(str, folders), "--html", str(page)]) == 0
    printed = capsys.readouterr()
    assert f"A = {folders[0]}, B = C = {folders[2]}" in printed.out
    assert str(page) in printed.err
    assert "C so với A" in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "a", plain(1))
    page = tmp_path / "no" / "page.html"
    assert main(["compare", str(folder), str(folder), "--html", str(page)]) == 2
    assert "page.html" in capsys.readouterr().err


def test_one_run_alone_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compare", str(write(tmp_path / "a", plain(1)))])
    assert ended.value.code == 2
