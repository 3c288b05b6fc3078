"""A plain retrieval chain of LangChain, its top passage as the answer; see `eval.peers.adapter`.

As its tutorials put it together: loaders (`PyPDFLoader`, `Docx2txtLoader`, `TextLoader`), the
`RecursiveCharacterTextSplitter`, `HuggingFaceEmbeddings` with the project's embedding model and the
prefixes that it was trained with, `Chroma` in memory with cosine distance. It has no loader for
workbooks without the package unstructured: a row is one document, worded as `CSVLoader` does
("column: value"), under the first of the rows that have the most cells filled.

Settings: `model` (a folder), `chunk_size`, `chunk_overlap` (characters), `history` (whether a question
is searched with those before it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_community.document_loaders import Docx2txtLoader, PyPDFLoader
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

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

_READING, _START = "reading", "start_index"


def read(name: str, path: Path) -> list[Reading]:
    """A document as LangChain's loaders read it: a reading for each page or row."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        pages = PyPDFLoader(str(path)).load()
        return [
            Reading(name, [(page.page_content, Spot(page=number))])
            for number, page in enumerate(pages, start=1)
        ]
    if suffix == ".docx":
        return [
            Reading(name, [(part.page_content, Spot())])
            for part in Docx2txtLoader(str(path)).load()
        ]
    if suffix == ".xlsx":
        return [Reading(name, [row]) for row in _rows(path)]
    return [Reading(name, text_lines(path))]  # what TextLoader gives, with the lines numbered


def _rows(path: Path) -> list[tuple[str, Spot]]:
    from openpyxl import load_workbook

    pieces = []
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = [
            ["" if value is None else str(value).strip() for value in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        header = max(rows, key=lambda row: sum(map(bool, row)), default=[])
        for number, row in enumerate(rows, start=1):
            pairs = [(key, cell) for key, cell in zip(header, row, strict=False) if cell]
            if pairs and row is not header:
                text = "\n".join(f"{key}: {cell}" for key, cell in pairs)
                pieces.append((text, Spot(sheet=sheet.title, row=number)))
    book.close()
    return pieces


def make(documents: Documents, settings: Mapping[str, Any]) -> Retrieve:
    """Index documents; what finds passages in them."""
    readings = [reading for name, path in documents for reading in read(name, path)]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=settings["chunk_size"],
        chunk_overlap=settings["chunk_overlap"],
        add_start_index=True,
    )
    chunks = splitter.split_documents(
        [
            Document(page_content=reading.text, metadata={_READING: position})
            for position, reading in enumerate(readings)
            if reading.text.strip()
        ]
    )
    embeddings = HuggingFaceEmbeddings(
        model_name=settings["model"],
        model_kwargs={"device": "cpu", "model_kwargs": {"dtype": precision()}},
        encode_kwargs={"normalize_embeddings": True, "prompt_name": "document"},
        query_encode_kwargs={"normalize_embeddings": True, "prompt_name": "query"},
    )
    store = Chroma.from_documents(
        chunks, embeddings, collection_configuration={"hnsw": {"space": "cosine"}}
    )

    def retrieve(question: str, history: Sequence[str], depth: int) -> list[Passage]:
        query = " ".join([*history, question] if settings["history"] else [question])
        found = store.similarity_search_with_score(query, k=depth)
        return [_passage(readings, chunk, distance) for chunk, distance in found]

    return retrieve


def _passage(readings: Sequence[Reading], chunk: Document, distance: float) -> Passage:
    start = chunk.metadata[_START]
    return Passage(
        readings[chunk.metadata[_READING]], start, start + len(chunk.page_content), 1.0 - distance
    )


if __name__ == "__main__":
    run(make)
