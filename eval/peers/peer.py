"""The peers: what each is, how it is run, and what it cannot do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.report.bilingual import Text

_HERE = Path(__file__).parent

_NEVER_REFUSES = Text(
    "không bao giờ từ chối: đoạn văn gần nhất luôn là câu trả lời",
    "never refuses: the nearest passage is always the answer",
)
_NO_SHORT_ANSWER = Text(
    "không có câu trả lời ngắn, chỉ có đoạn văn", "has no short answer, only a passage"
)
_LACKS = {
    "direct": _NO_SHORT_ANSWER,
    "refusal_precision": _NEVER_REFUSES,
    "refusal_recall": _NEVER_REFUSES,
}
_NO_SCANS = Text(
    "không đọc được bản quét nếu máy không có Tesseract tiếng Việt",
    "reads no scan where Tesseract has no Vietnamese",
)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another system.

    Attributes:
        name: its key in results, and of its environment.
        title: what tables call it.
        script: speaks the protocol of `eval.peers.adapter`.
        requirements: of its environment; None for a script that this Python runs.
        settings: given to the script; docs/peers.md says what was tried on which sets.
        lacks: measures that it cannot have, each with the reason.
        notes: what else a reader of its figures should know.
    """

    name: str
    title: str
    script: Path
    requirements: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    lacks: Mapping[str, Text] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()


NOM_VN = Peer(
    name="nom-vn",
    title="nom-vn",
    script=_HERE / "nom_vn" / "main.py",
    requirements=_HERE / "nom_vn" / "requirements.txt",
    settings={"max_tokens": 128, "overlap": 16, "history": True, "dense": True},
    lacks=_LACKS,
    notes=(
        _NO_SCANS,
        Text(
            "đọc tệp bằng nom.doc; BM25 của nó hợp với véc-tơ của mô hình của chúng tôi, vì mô hình "
            "riêng của nó phải tải về",
            "reads files by nom.doc; its BM25 is fused with vectors of our model, as its own "
            "models are downloads",
        ),
    ),
)

LANGCHAIN = Peer(
    name="langchain",
    title="LangChain RAG",
    script=_HERE / "langchain" / "main.py",
    requirements=_HERE / "langchain" / "requirements.txt",
    settings={"chunk_size": 300, "chunk_overlap": 60, "history": True},
    lacks=_LACKS,
    notes=(
        Text("không đọc được bản quét", "reads no scan"),
        Text(
            "PyPDFLoader, Docx2txtLoader; mỗi dòng bảng tính là một tài liệu; Chroma với mô hình "
            "véc-tơ của chúng tôi",
            "PyPDFLoader, Docx2txtLoader; a row of a workbook is a document; Chroma with our "
            "embedding model",
        ),
    ),
)

PEERS = (NOM_VN, LANGCHAIN)
