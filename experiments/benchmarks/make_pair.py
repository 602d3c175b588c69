"""Makes two random bfloat16 Llama checkpoints that are siblings of one base, with the quickstart's tokenizer, whose 1,024
tokens are the first of theirs. Needs numpy.

    python make_pair.py 135m FOLDER      # the shape of SmolLM-135M: 30 layers of 576, tied embeddings, 269 MB each
    python make_pair.py 1350m FOLDER     # ten times as large: 32 layers of 1824
"""

import json
import shutil
import struct
import sys
from pathlib import Path

import numpy as np

TOKENIZER = Path(__file__).resolve().parent.parent / "quickstart" / "models" / "stories"

SHAPES = {
    "135m": dict(hidden=576, ffn=1536, layers=30, heads=9, kv=3, vocabulary=49152),
    "1350m": dict(hidden=1824, ffn=4864, layers=37, heads=19, kv=19, vocabulary=49152),
}


def tensors(shape):
    hidden, ffn, kv = shape["hidden"], shape["ffn"], shape["hidden"] // shape["heads"] * shape["kv"]
    yield "model.embed_tokens.weight", (shape["vocabulary"], hidden)
    for layer in range(shape["layers"]):
        prefix = f"model.layers.{layer}."
        yield prefix + "input_layernorm.weight", (hidden,)
        yield prefix + "mlp.down_proj.weight", (hidden, ffn)
        yield prefix + "mlp.gate_proj.weight", (ffn, hidden)
        yield prefix + "mlp.up_proj.weight", (ffn, hidden)
        yield prefix + "post_attention_layernorm.weight", (hidden,)
        yield prefix + "self_attn.k_proj.weight", (kv, hidden)
        yield prefix + "self_attn.o_proj.weight", (hidden, hidden)
        yield prefix + "self_attn.q_proj.weight", (hidden, hidden)
        yield prefix + "self_attn.v_proj.weight", (kv, hidden)
    yield "model.norm.weight", (hidden,)


def bfloat16(values):
    bits = values.astype(np.float32).view(np.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)


def write(folder, shape, other):
    folder.mkdir(parents=True)
    header, at = {"__metadata__": {"format": "pt"}}, 0
    for name, size in tensors(shape):
        count = int(np.prod(size))
        header[name] = {"dtype": "BF16", "shape": list(size), "data_offsets": [at, at + 2 * count]}
        at += 2 * count
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for number, (name, size) in enumerate(tensors(shape)):
            base = np.random.default_rng(number).standard_normal(size, dtype=np.float32)
            noise = np.random.default_rng([number, 1 + other]).standard_normal(size, dtype=np.float32)
            file.write(bfloat16(0.02 * base + 0.004 * noise).tobytes())
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": shape["hidden"],
        "intermediate_size": shape["ffn"],
        "num_hidden_layers": shape["layers"],
        "num_attention_heads": shape["heads"],
        "num_key_value_heads": shape["kv"],
        "vocab_size": shape["vocabulary"],
        "max_position_embeddings": 2048,
        "hidden_act": "silu",
        "rms_norm_eps": 1e-5,
        "tie_word_embeddings": True,
        "torch_dtype": "bfloat16",
    }
    for name in ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"]:
        shutil.copy(TOKENIZER / name, folder)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


if __name__ == "__main__":
    size, target = sys.argv[1], Path(sys.argv[2])
    for other, name in enumerate(["a", "b"]):
        write(target / name, SHAPES[size], other)
    (target / "recipe.yaml").write_text(
        "merge_method: slerp\nbase_model: ./a\nmodels:\n  - model: ./a\n  - model: ./b\n"
        "parameters:\n  t:\n    - {filter: self_attn, value: [0, 0.5, 0.3, 0.7, 1]}\n"
        "    - {filter: mlp, value: [1, 0.5, 0.7, 0.3, 0]}\n    - value: 0.5\ndtype: bfloat16\n"
    )
