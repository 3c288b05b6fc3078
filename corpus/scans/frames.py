"""What the recogniser of trueocr sees of a line: ln P of every character at every step.

Its network ends in the likeliest character of each step. The same network asked for one output more,
the scores that the choice is made from, tells how sure each letter is and what else it may be
(Graves et al. 2006, connectionist temporal classification; blank is 0).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.scans.page_model import Grey

if TYPE_CHECKING:
    import onnxruntime

Floats = NDArray[np.float32]

_SCORES = "/rec/Transpose_output_0"  # of trueocr 0.1's rec.onnx: (lines, steps, characters)
_GRAPH, _OUTPUT = 7, 12  # fields of ONNX's ModelProto and GraphProto
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Frames:
    """One line as the recogniser sees it.

    Attributes:
        scores: ln P, shape (steps, 1 + characters); column 0 is the blank.
        start: where the first step begins, in pixels from the picture's left edge; may be negative.
        step: how many pixels a step is wide.
    """

    scores: Floats
    start: float
    step: float

    def moved(self, by: float) -> Frames:
        """The same for a picture whose left edge stands further to the left."""
        return replace(self, start=self.start + by)

    def across(self, step: float) -> float:
        """Where a step begins, in pixels."""
        return self.start + step * self.step


class Recogniser:
    """The network of trueocr's package, with its scores.

    Args:
        threads: of the processor.

    """

    def __init__(self, threads: int = 2) -> None:
        import trueocr

        folder = Path(trueocr.__file__).parent / "models"
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.characters: tuple[str, ...] = ("", *meta["charset"])
        self.version = str(meta["name"]).removeprefix("trueocr-")
        self._widest = int(meta["max_width"])
        self._pad_y, self._pad_x = float(meta["pad_y"]), float(meta["pad_x"])
        self._folder, self._threads = folder, threads

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # pages of many sizes would make it grow
        model = with_output((self._folder / "rec.onnx").read_bytes(), _SCORES)
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def read(self, pictures: Sequence[Grey]) -> list[Frames]:
        """Frames of pictures of one line each (grey, dark letters on light paper)."""
        from trueocr.preprocess import pad_batch, prepare_gray, width_batches

        inks = [
            prepare_gray(p, max_width=self._widest, pad_y=self._pad_y, pad_x=self._pad_x)
            for p in pictures
        ]
        read: list[Frames | None] = [None] * len(inks)
        for batch in width_batches([ink.shape[1] for ink in inks], max_batch=_BATCH):
            tensor, widths = pad_batch([inks[i] for i in batch])
            logits, lengths = self._session.run(
                [_SCORES, "lengths"], {"x": tensor, "widths": widths}
            )
            for row, index in enumerate(batch):
                steps = int(lengths[row])
                read[index] = self._frames(log_softmax(logits[row, :steps]), pictures[index])
        return [frames for frames in read if frames is not None]

    def _frames(self, scores: Floats, picture: Grey) -> Frames:
        height, width = picture.shape
        margin = self._pad_x * height
        return Frames(scores, -margin, (width + 2 * margin) / max(1, len(scores)))


def log_softmax(logits: Floats) -> Floats:
    """Logits as ln P along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def with_output(model: bytes, name: str) -> bytes:
    """An ONNX model with one more output, a tensor of floats that a node of it makes.

    The file is a protocol buffer; the output is a field added to its graph, all else is kept.
    """
    tensor = _field(1, _varint_field(1, 1))  # TypeProto.tensor_type.elem_type = FLOAT
    output = _field(_OUTPUT, _field(1, name.encode()) + _field(2, tensor))
    parts = []
    for number, head, body in _fields(model):
        parts.append(_field(_GRAPH, body + output) if number == _GRAPH else head + body)
    return b"".join(parts)


def _fields(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, tag and length, content) of every field of a protocol buffer."""
    at = 0
    while at < len(data):
        start = at
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == 0:
            head, (_, end) = at, _varint(data, at)
        elif kind == 2:
            size, head = _varint(data, at)
            end = head + size
        else:
            head, end = at, at + {1: 8, 5: 4}[kind]
        yield tag >> 3, data[start:head], data[head:end]
        at = end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _field(number: int, body: bytes) -> bytes:
    return _encoded(number << 3 | 2) + _encoded(len(body)) + body


def _varint_field(number: int, value: int) -> bytes:
    return _encoded(number << 3) + _encoded(value)


def _encoded(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
