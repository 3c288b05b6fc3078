"""nom-vn's retrieval, its top passage as the answer; see `eval.peers.adapter`.

As `nom.rag.RAG` puts it together, without the language model at its end: documents read by `nom.doc`,
cut by `nom.chunking.smart_chunk` at sentence ends, searched by `nom.retrieve.BM25Retriever` and
`DenseRetriever`, 20 deep each, fused by `hybrid_score` (reciprocal ranks, k = 60).

Departures, all in its favour: texts are brought to NFC by `nom.text.normalize` only, since
`text_normalize`, which its reading uses, breaks figures ("3.000.000" becomes "3. 000. 000"); its own
embedding models are downloads, so vectors come from the project's; scans are read where Tesseract is
there with Vietnamese.

Settings: `model` (a folder), `max_tokens`, `overlap`, `history` (whether a question is searched with
those before it), `dense` (without it BM25 alone).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nom.chunking import smart_chunk
from nom.doc import OCR, Context, Load, Parse
from nom.retrieve import BM25Retriever, DenseRetriever, hybrid_score
from nom.text import normalize

from eval.peers.adapter import (
    Documents,
    Passage,
    Reading,
    Retrieve,
    Spot,
    precision,
    run,
    text_lines,
)

_CANDIDATES = 20


def read(name: str, path: Path) -> Reading:
    """A document as nom-vn reads it."""
    context = Parse().run(Load().run(Context(source=path)))
    if context.needs_ocr and _reads_scans():
        OCR().run(context)
    pieces = [(text, Spot()) for text in context.pages_text]
    glue = "\n\n"
    if context.fmt == "pdf":
        pieces = [(text, Spot(page=number)) for number, (text, _) in enumerate(pieces, start=1)]
    elif context.fmt == "xlsx":
        pieces, glue = _rows(path), "\n"
    elif context.fmt == "text":
        pieces, glue = text_lines(path), "\n"
    return Reading(name, [(normalize(text), spot) for text, spot in pieces], glue)


def _reads_scans() -> bool:
    import pytesseract

    return bool(shutil.which("tesseract")) and "vie" in pytesseract.get_languages()


def _rows(path: Path) -> list[tuple[str, Spot]]:
    """The rows of a workbook as `nom.doc.Parse` words them, which does not say where they stand."""
    from openpyxl import load_workbook

    pieces = []
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        pieces.append((f"# {sheet.title}", Spot(sheet=sheet.title)))
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = ["" if value is None else str(value) for value in row]
            if any(cell.strip() for cell in cells):
                pieces.append(("\t".join(cells), Spot(sheet=sheet.title, row=number)))
    book.close()
    return pieces


def make(documents: Documents, settings: Mapping[str, Any]) -> Retrieve:
    """Index documents; what finds passages in them."""
    chunks = [
        Passage(reading, chunk.start, chunk.end, 0.0)
        for reading in (read(name, path) for name, path in documents)
        for chunk in smart_chunk(
            reading.text, max_tokens=settings["max_tokens"], overlap=settings["overlap"]
        )
        if chunk.text.strip()
    ]
    texts = [chunk.text for chunk in chunks]
    words = BM25Retriever.fit(texts)
    vectors, model = None, None
    if settings["dense"]:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(
            settings["model"], device="cpu", model_kwargs={"dtype": precision()}
        )
        embedded = model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
        vectors = DenseRetriever(embedded.astype("float32"), documents=texts)

    def retrieve(question: str, history: Sequence[str], depth: int) -> list[Passage]:
        query = normalize(" ".join([*history, question] if settings["history"] else [question]))
        hits = words.search(query, top_k=max(_CANDIDATES, depth))
        if model is not None and vectors is not None:
            vector = model.encode_query(query, normalize_embeddings=True, show_progress_bar=False)
            near = vectors.search(vector.astype("float32"), top_k=max(_CANDIDATES, depth))
            hits = hybrid_score([hits, near], top_k=depth)
        return [
            Passage(chunks[hit.idx].reading, chunks[hit.idx].start, chunks[hit.idx].end, hit.score)
            for hit in hits[:depth]
        ]

    return retrieve


if __name__ == "__main__":
    run(make)
