"""The comparison with peers as Markdown, for a terminal and for a file; Vietnamese first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.peers.bench import OURS
from eval.peers.figures import LEVEL, POOLED, SHOWN
from eval.peers.peer import Peer
from eval.report.bilingual import NOTHING

_TITLES = {
    "hit_at_1": "recall@1",
    "hit_at_5": "recall@5",
    "mrr": "MRR",
    "supported": "Trả lời có căn cứ / supported",
    "direct": "Trả lời ngắn đúng / direct",
    "refusal_precision": "Từ chối đúng / refusal precision",
    "refusal_recall": "Từ chối đủ / refusal recall",
    "latency_ms": "p50 (ms)",
}
_COLUMNS = (*SHOWN, "latency_ms")
_OURS = "Trợ lý này / this assistant"
_ALL = "Tất cả / pooled"


def render(found: Mapping[str, Any], peers: Sequence[Peer]) -> str:
    """The tables, the tests, where we are not ahead, and the footnotes.

    Args:
        found: as `figures.as_fields` gives it.
        peers: that were asked.
    """
    notes = _Notes()
    titles = {OURS: _OURS, **{peer.name: peer.title for peer in peers}}
    blocks = [
        "# So sánh với hệ thống khác / Comparison with peers",
        "\n".join(_measures(found["sets"], titles, peers, notes)),
        "## Kiểm định theo cặp / Paired tests (McNemar)",
        "\n".join(_tests(found["tests"], titles)),
        "## Chỗ chưa vượt / Where we are not ahead",
        "\n".join(_not_ahead(found, titles)),
        "## Ghi chú / Notes",
        "\n".join((*notes.lines, *_about(peers))),
    ]
    return "\n\n".join(blocks) + "\n"


class _Notes:
    """Footnotes in the order they are first needed."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        """The mark of a note, the same for the same text."""
        return f"({self._numbers.setdefault(text, len(self._numbers) + 1)})"

    @property
    def lines(self) -> list[str]:
        return [f"- ({number}) {cell(text)}" for text, number in self._numbers.items()]


def cell(text: str) -> str:
    """A text that neither breaks a table nor is markup."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return flat.replace("\\", "\\\\").replace("|", "\\|").replace("`", "\\`").replace("*", "\\*")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(names: Sequence[str]) -> list[str]:
    return [_row(names), _row(["---"] * len(names))]


def _measures(
    sets: Mapping[str, Mapping[str, Any]],
    titles: Mapping[str, str],
    peers: Sequence[Peer],
    notes: _Notes,
) -> Iterator[str]:
    lacks = {peer.name: peer.lacks for peer in peers}
    yield from _head(
        ["Bộ câu hỏi / set", "n", "Hệ thống / system", *(_TITLES[name] for name in _COLUMNS)]
    )
    for name, systems in sets.items():
        for system, figures in systems.items():
            first = [_ALL if name == POOLED else cell(name)]
            if "failure" in figures:
                failed = f"{NOTHING} {notes.mark(figures['failure'])}"
                yield _row([*first, NOTHING, titles[system], failed, *[NOTHING] * len(SHOWN)])
                continue
            cells = []
            for measure in SHOWN:
                lack = lacks.get(system, {}).get(measure)
                if lack is not None:
                    cells.append(f"{NOTHING} {notes.mark(f'{lack.vi} / {lack.en}')}")
                else:
                    cells.append(_share(figures[measure], figures["intervals"].get(measure)))
            time = figures["latency_ms"]["p50"]
            cells.append(NOTHING if time is None else f"{time:.0f}")
            yield _row([*first, str(figures["questions"]), titles[system], *cells])


def _share(value: float | None, interval: Sequence[float] | None) -> str:
    if value is None:
        return NOTHING
    between = f" [{interval[0]:.2f}-{interval[1]:.2f}]" if interval else ""
    return f"{value:.3f}{between}"


def _tests(tests: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> Iterator[str]:
    yield from _head(
        [
            *("Hệ thống / peer", "Bộ câu hỏi / set", "Chỉ số / measure", "n"),
            *("Chúng tôi / ours", "Họ / theirs"),
            *("Chỉ chúng tôi đúng / only ours", "Chỉ họ đúng / only theirs", "p"),
        ]
    )
    for one in tests:
        name = _ALL if one["set"] == POOLED else cell(one["set"])
        shares = [f"{one[side]:.3f}" for side in ("ours", "theirs")]
        counts = [str(one[key]) for key in ("better", "worse")]
        p = f"{one['p']:.4f}" if one["p"] >= 0.0001 else "< 0.0001"
        title = titles[one["peer"]]
        yield _row(
            [title, name, _TITLES[one["measure"]], str(one["questions"]), *shares, *counts, p]
        )


def _not_ahead(found: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """A line for each test that shows no lead, and each figure in which a peer's is better."""
    nothing = True
    for one in found["tests"]:
        if not one["is_ahead"]:
            nothing = False
            yield (
                f"- {_where(one, titles)}: {one['ours']:.3f} – {one['theirs']:.3f}, "
                f"p = {one['p']:.3f}: chưa vượt rõ ràng / no clear lead (p < {LEVEL})"
            )
    for one in found["behind"]:
        nothing = False
        digits = 0 if one["measure"] == "latency_ms" else 3
        yield (
            f"- {_where(one, titles)}: {one['ours']:.{digits}f} – {one['theirs']:.{digits}f}: "
            "kém hơn / behind"
        )
    if nothing:
        yield "Không có. / Nowhere."


def _where(one: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    name = _ALL if one["set"] == POOLED else cell(one["set"])
    return f"{titles[one['peer']]}, {name}, {_TITLES[one['measure']]}"


def _about(peers: Sequence[Peer]) -> Iterator[str]:
    yield (
        "- Khoảng tin cậy 95 % (bootstrap). Câu trả lời của mọi hệ thống chỉ tính trong giới hạn độ "
        "dài của hợp đồng; đoạn văn dài hơn bị cắt ở cuối câu. / Intervals of 95 % (bootstrap). "
        "Answers of any system count within the contract's length; a longer passage is cut at a "
        "sentence end."
    )
    for peer in peers:
        for note in peer.notes:
            yield f"- {peer.title}: {note.vi} / {note.en}"
