"""The same questions put to our assistant and to its peers, over the same documents."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.model import Role
from assistant.pipeline import Assistant
from assistant.schema import AnswerOut
from assistant.settings import Settings
from corpus.embedding import Embedder
from corpus.errors import CorpusError
from corpus.index import build
from eval import measures
from eval.peers import process
from eval.peers.answers import PeerAnswer
from eval.peers.errors import PeerError
from eval.peers.evidence import settled, widened
from eval.peers.peer import Peer
from eval.questions import Item
from eval.result import Result
from eval.sources import Sources

OURS = "ours"

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """Question sets over the same documents.

    Attributes:
        documents: files and folders.
        sets: questions by the set's name.
    """

    documents: tuple[Path, ...]
    sets: Mapping[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a system answered to one set, or why there is nothing of it."""

    system: str
    set: str
    results: tuple[Result, ...] = ()
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a task.

    Attributes:
        measured: each system on each set, ours first.
        unread: why documents could not be read by us; peers are not given them.
    """

    measured: tuple[Measured, ...]
    unread: tuple[CorpusError, ...] = ()


def answer(
    task: Task,
    peers: Sequence[Peer],
    embedder: Embedder,
    role: Role,
    seconds: float = process.SECONDS,
    told: Told = lambda text: None,
) -> Answered:
    """Ask every system every question; a peer that fails is told, and the others go on.

    Args:
        task: what is asked of which documents.
        peers: beside ours.
        embedder: of our assistant.
        role: who asks; peers are given the documents that it may see.
        seconds: longest time for a peer.
        told: hears what is being done.

    Raises:
        corpus.errors.CorpusError: the documents cannot be indexed.
    """
    sets = {name: [widened(item) for item in items] for name, items in task.sets.items()}
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        settings = Settings(store=Path(folder) / "store")
        report = build(task.documents, settings.store, embedder=embedder)
        assistant = Assistant(settings, embedder)
        try:
            measured = []
            for name, items in sets.items():
                told(f"{OURS}: {name}")
                measured.append(Measured(OURS, name, _by_us(assistant, items, role)))
            documents = {one.name: one.path for one in assistant.documents(role)}
        finally:
            assistant.close()
        for peer in peers:
            told(f"{peer.name}: {', '.join(sets)}")
            measured += _by_peer(peer, documents, sets, seconds)
    return Answered(tuple(measured), tuple(report.failed))


def _by_us(assistant: Assistant, items: Sequence[Item], role: Role) -> tuple[Result, ...]:
    sources = Sources(assistant, role)
    results = []
    for item in items:
        answer = assistant.ask(item.question, item.history, role=role)
        passages = tuple(passage.chunk.text for passage in answer.retrieved)
        said = AnswerOut.of(answer)
        scores = measures.score(item, said, passages, sources.valid(answer), sources.text)
        results.append(Result(item, said, passages, scores))
    return tuple(results)


def _by_peer(
    peer: Peer, documents: Mapping[str, Path], sets: Mapping[str, Sequence[Item]], seconds: float
) -> list[Measured]:
    items = [item for one in sets.values() for item in one]
    try:
        answers = iter(process.ask(peer, documents, items, seconds=seconds))
    except PeerError as error:
        return [Measured(peer.name, name, failure=str(error)) for name in sets]
    return [
        Measured(peer.name, name, tuple(_scored(item, next(answers), peer) for item in ones))
        for name, ones in sets.items()
    ]


def _scored(item: Item, answer: PeerAnswer, peer: Peer) -> Result:
    """The result of a peer's answer; None for the measures that it cannot have."""
    said = settled(answer, item)
    texts = [_flat(text) for text in answer.passages]
    valid = [any(_flat(one.source_quote) in text for text in texts) for one in said.citations]
    scores = measures.score(item, said, answer.passages, valid)
    lacking = dict.fromkeys(peer.lacks.keys() & scores.keys())
    return Result(item, said, answer.passages, {**scores, **lacking})


def _flat(text: str) -> str:
    return " ".join(text.split())
