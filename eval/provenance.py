"""What a run was made with: the set, the settings, the versions and the index that was asked."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from corpus.manifest import Manifest, read_current

_ROOT = Path(__file__).parents[1]
_PROJECT = "vietnamese-reform-assistant"
_LIBRARIES = (
    *("torch", "onnxruntime", "sentence-transformers", "transformers", "tokenizers"),
    *("chromadb", "langchain-core", "numpy", "rapidfuzz"),
)
_SETTINGS = {
    *("embedding_model", "reranker", "span_reader", "max_question", "max_history"),
    *("llm", "llm_tokens"),
}
_CODE = ("assistant", "corpus", "eval")
_SHOWN = ("assistant/web", "corpus/documents", "eval/report", "eval/comparison", "eval/peers")
"""Folders of what only shows answers, or is asked."""
_READ = frozenset({".py", ".toml"})
_SKIPPED = frozenset({".pyc", ".md", ".jsonl"})


def of_assistant(settings: Settings) -> dict[str, Any]:
    """The settings that answers depend on, and the digest of the index that is asked.

    Raises:
        corpus.errors.StoreError: the index is of another release.
    """
    used = settings.model_dump(mode="json", include=_SETTINGS)
    return {"assistant": used, "index": index_digest(settings.store), "versions": versions()}


def versions() -> dict[str, str | None]:
    """Versions of the project, its code, Python and the libraries that answers depend on."""
    return {
        "project": _version(_PROJECT),
        "code": code_digest(),
        "python": platform.python_version(),
        **{name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def set_digest(path: Path) -> str:
    """SHA-256 of a question set's file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def index_digest(store: Path) -> str | None:
    """SHA-256 of what an index was made from and with, wherever its files lie; None without one."""
    current = read_current(store)
    if current is None:
        return None
    manifest = Manifest.load(store / "versions" / current)
    files = {
        name: [entry.sha256, entry.audience.value, entry.corrections]
        for name, entry in manifest.files.items()
    }
    made = {"versions": manifest.versions, "files": files, "chunks": manifest.chunks}
    return _digest([json.dumps(made, sort_keys=True)])


def code_digest(root: Path = _ROOT) -> str:
    """SHA-256 of what answers and scores depend on: code by its text, other files by their size."""
    return _digest(_lines(root))


def _lines(root: Path) -> Iterator[str]:
    shown = tuple(root / name for name in _SHOWN)
    for package in _CODE:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in _SKIPPED or not path.is_file():
                continue
            if any(path.is_relative_to(folder) for folder in shown):
                continue
            name = path.relative_to(root).as_posix()
            known = set_digest(path) if path.suffix in _READ else path.stat().st_size
            yield f"{name} {known}"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
