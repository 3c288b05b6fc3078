"""A BERT encoder in 8-bit integers, run by onnxruntime, for processors without bfloat16.

The graph is written from the model's own weights when it is loaded (0.2 s for the shipped model): no
second copy is shipped, nothing is exported, and the `onnx` package is not needed. Weights are
rounded symmetrically, one scale a column (Jacob et al. 2018, arXiv:1712.05877); activations are
rounded as they come: on the way into and out of the feed-forward layers one scale a token, because a
few tokens (<s>, </s>) are many times as large as all others there (Yao et al. 2022, arXiv:2206.01861);
elsewhere one a matrix (ONNX `DynamicQuantizeLinear`). Attention scores, softmax, normalisation and
everything outside the encoder stay float32. Measured by `tools/bench_embedding.py`; see
docs/decisions/0005-embedding-runtime.md and 0024-a-scale-a-token.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from onnxruntime import InferenceSession
    from sentence_transformers import SentenceTransformer

# Seven bits: a product of an 8-bit activation with one of these, twice, fits the 16 bits in which
# processors without VNNI add them up.
_MOST = 63
_MICROSOFT = "com.microsoft"
_STANDARD = {"Abs", "Div", "DynamicQuantizeLinear", "Max", "Mul", "ReduceMax"}
_LEAST_GELU = 0.17  # no value of GELU lies below its negative
_FLOAT, _INT8, _INT32 = 1, 3, 6  # TensorProto.DataType
_OPSET, _IR = 17, 8
_Attribute = float | list[int]


def fits(model: SentenceTransformer) -> bool:
    """Whether the model's encoder is one that `use_int8` can take over."""
    bert: Any = getattr(model[0], "auto_model", None)
    if type(bert).__name__ != "BertModel":
        return False
    config = bert.config
    return bool(
        config.hidden_act == "gelu" and not config.is_decoder and not config.add_cross_attention
    )


def use_int8(model: SentenceTransformer) -> None:
    """Put an 8-bit encoder in the place of the model's own, which has to be float32."""
    import torch
    from torch import nn
    from transformers.modeling_outputs import BaseModelOutputWithPastAndCrossAttentions as Output

    class Int8Encoder(nn.Module):
        """Stands where `BertEncoder` stood."""

        def __init__(self, graph: bytes) -> None:
            super().__init__()
            self._session = session(graph, torch.get_num_threads())

        def forward(
            self, hidden_states: torch.Tensor, attention_mask: torch.Tensor | None = None, **_: Any
        ) -> Output:
            """The last hidden state, shape as `hidden_states`: (texts, tokens, size)."""
            hidden = hidden_states.contiguous().numpy()
            mask = _keys(attention_mask, hidden.shape[:2])
            (out,) = self._session.run(None, {"hidden": hidden, "mask": mask})
            return Output(last_hidden_state=torch.from_numpy(out))

    bert: Any = model[0].auto_model
    config = bert.config
    graph = encoder_graph(
        {name: value.numpy() for name, value in bert.encoder.state_dict().items()},
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
    )
    bert.encoder = Int8Encoder(graph)


def _keys(mask: torch.Tensor | None, shape: tuple[int, int]) -> NDArray[np.int32]:
    """Which keys may be attended to, shape (texts, tokens), from the mask that BERT made.

    BERT makes none where nothing is padded; else one of (texts, 1, tokens, tokens), true or 0 where
    a key may be attended to.
    """
    if mask is None:
        return np.ones(shape, np.int32)
    row = mask[:, 0, 0, :].numpy()
    seen = row if row.dtype == np.bool_ else row == 0
    return np.broadcast_to(seen, shape).astype(np.int32)


def session(graph: bytes, threads: int) -> InferenceSession:
    """A session of onnxruntime over a graph."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # as in `load`
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def rounded(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in integers of -63 to 63, and the scale of every column."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / _MOST
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)


def encoder_graph(
    weights: dict[str, NDArray[np.float32]], *, layers: int, heads: int, epsilon: float
) -> bytes:
    """The encoder as a serialised ONNX model.

    Args:
        weights: of transformers' `BertEncoder`, by name.
        layers: how many.
        heads: of the attention.
        epsilon: of the layer normalisation.

    Returns:
        A model with the inputs "hidden" (float, texts x tokens x size) and "mask" (int32, texts x
        tokens; 0 where a key is padding) and one output of the shape of "hidden".
    """
    nodes: list[bytes] = []
    tensors: list[bytes] = []

    def tensor(name: str, value: NDArray[Any]) -> str:
        tensors.append(_tensor(name, value))
        return name

    def node(kind: str, inputs: list[str], outputs: list[str], **attributes: _Attribute) -> str:
        nodes.append(_node(kind, inputs, outputs, attributes))
        return outputs[0]

    def product(of: str, name: str, bias: str = "") -> str:
        values, scale = rounded(weights[f"{name}.weight"].T)
        inputs = [of, tensor(f"{name}.w", values), tensor(f"{name}.s", scale), "", bias]
        return node("DynamicQuantizeMatMul", inputs, [f"{name}.out"])

    def bias_of(name: str) -> str:
        return tensor(f"{name}.b", weights[f"{name}.bias"])

    def largest_of(values: str, least: str) -> str:
        """The largest value of each token, shape (texts, tokens, 1)."""
        most = node("ReduceMax", [values], [f"{values}.most"], axes=[2])
        return node("Max", [most, least], [f"{values}.largest"])

    def product_by_token(of: str, largest: str, name: str) -> str:
        """Without its bias."""
        even = node("Div", [of, largest], [f"{name}.even"])
        return node("Mul", [product(even, name), largest], [f"{name}.back"])

    def normalised(new: str, old: str, name: str, bias: str = "") -> str:
        weight = tensor(f"{name}.w", weights[f"{name}.weight"])
        inputs = [new, old, weight, bias_of(name), bias]
        return node("SkipLayerNormalization", inputs, [f"{name}.out"], epsilon=epsilon)

    nothing = tensor("nothing", np.array([1e-9], np.float32))
    least_gelu = tensor("least_gelu", np.array([_LEAST_GELU], np.float32))
    hidden = "hidden"
    for number in range(layers):
        at = f"layer.{number}"
        own = f"{at}.attention.self"
        parts = ("query", "key", "value")
        values, scale = rounded(
            np.concatenate([weights[f"{own}.{part}.weight"].T for part in parts], axis=1)
        )
        bias = np.concatenate([weights[f"{own}.{part}.bias"] for part in parts])
        quantised = [f"{own}.{what}" for what in ("q", "q_scale", "q_zero")]
        node("DynamicQuantizeLinear", [hidden], quantised)
        inputs = [
            quantised[0],
            tensor(f"{own}.w", values),
            tensor(f"{own}.b", bias),
            quantised[1],
            tensor(f"{own}.s", scale),
            "mask",
            quantised[2],
        ]
        seen = node("QAttention", inputs, [f"{own}.out"], num_heads=heads)
        out, wider, back = (
            f"{at}.{part}.dense" for part in ("attention.output", "intermediate", "output")
        )
        seen = product(seen, out, bias_of(out))
        hidden = normalised(seen, hidden, f"{at}.attention.output.LayerNorm")
        sizes = node("Abs", [hidden], [f"{at}.sizes"])
        inner = product_by_token(hidden, largest_of(sizes, nothing), wider)
        inner = node("BiasGelu", [inner, bias_of(wider)], [f"{at}.gelu"])
        inner = product_by_token(inner, largest_of(inner, least_gelu), back)
        hidden = normalised(inner, hidden, f"{at}.output.LayerNorm", bias_of(back))
    size = len(weights["layer.0.output.dense.bias"])
    return _model(nodes, tensors, hidden, size)


# What follows writes ONNX's messages (onnx/onnx.proto) in protobuf's wire format: few fields of few
# kinds of messages are needed.


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _float(field: int, value: float) -> bytes:
    return _varint(field << 3 | 5) + np.float32(value).tobytes()


def _tensor(name: str, value: NDArray[Any]) -> bytes:
    kind = {np.dtype(np.float32): _FLOAT, np.dtype(np.int8): _INT8}[value.dtype]
    dims = b"".join(_number(1, size) for size in value.shape)
    return dims + _number(2, kind) + _bytes(8, name) + _bytes(9, value.tobytes())


def _node(
    kind: str, inputs: list[str], outputs: list[str], attributes: dict[str, _Attribute]
) -> bytes:
    domain = "" if kind in _STANDARD else _MICROSOFT
    return b"".join(
        (
            *(_bytes(1, name) for name in inputs),
            *(_bytes(2, name) for name in outputs),
            _bytes(4, kind),
            *(_bytes(5, part) for part in _attributes(attributes)),
            _bytes(7, domain),
        )
    )


def _attributes(given: dict[str, _Attribute]) -> Iterator[bytes]:
    for name, value in given.items():
        if isinstance(value, int):
            yield _bytes(1, name) + _number(3, value) + _number(20, 2)
        elif isinstance(value, list):
            ints = b"".join(_number(8, one) for one in value)
            yield _bytes(1, name) + ints + _number(20, 7)
        else:
            yield _bytes(1, name) + _float(2, value) + _number(20, 1)


def _port(name: str, kind: int, shape: tuple[str | int, ...]) -> bytes:
    dims = b"".join(
        _bytes(1, _number(1, size) if isinstance(size, int) else _bytes(2, size)) for size in shape
    )
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, dims)))


def _model(nodes: list[bytes], tensors: list[bytes], output: str, size: int) -> bytes:
    shape = ("texts", "tokens", size)
    graph = b"".join(
        (
            *(_bytes(1, node) for node in nodes),
            _bytes(2, "encoder"),
            *(_bytes(5, tensor) for tensor in tensors),
            _bytes(11, _port("hidden", _FLOAT, shape)),
            _bytes(11, _port("mask", _INT32, ("texts", "tokens"))),
            _bytes(12, _port(output, _FLOAT, shape)),
        )
    )
    opsets = (_bytes(1, "") + _number(2, _OPSET), _bytes(1, _MICROSOFT) + _number(2, 1))
    return _number(1, _IR) + _bytes(7, graph) + b"".join(_bytes(8, opset) for opset in opsets)
