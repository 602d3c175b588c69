#!/usr/bin/env python3
"""What others make of merges that ours wrote: transformers loads them, mergekit takes them as parents.

    python reload_check.py PAIR OUT...      # PAIR: folder of make_pair.py or of any recipe.yaml; OUT: merges of it

Every OUT is loaded by AutoModelForCausalLM and AutoTokenizer and read to the end of its safetensors files; then mergekit merges it with the pair's
base, and this merge is loaded too. Needs torch, transformers and mergekit.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer


def tensors(folder):
    loaded = {}
    for file in sorted(folder.glob("*.safetensors")):
        loaded.update(load_file(file))
    return loaded


def load(folder):
    model, report = AutoModelForCausalLM.from_pretrained(folder, dtype="auto", output_loading_info=True)
    assert not report["missing_keys"] and not report["unexpected_keys"] and not report["mismatched_keys"], report
    stored, held = tensors(folder), model.state_dict()
    unequal = [name for name, tensor in stored.items() if not torch.equal(tensor, held[name])]
    assert not unequal, unequal
    with torch.no_grad():
        logits = model(torch.tensor([[1, 2, 3, 4, 5, 6, 7, 8]])).logits
    assert torch.isfinite(logits).all()
    return len(stored), sum(tensor.numel() for tensor in stored.values()), logits.shape[-1]


def tokenizer(folder):
    if not (folder / "tokenizer_config.json").exists():
        return "no tokenizer"
    loaded = AutoTokenizer.from_pretrained(folder)
    return f"{len(loaded)} tokens"


def as_parent(folder, base):
    recipe = {
        "merge_method": "slerp",
        "base_model": str(base),
        "models": [{"model": str(base)}, {"model": str(folder)}],
        "parameters": {"t": 0.5},
        "dtype": "bfloat16",
    }
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        file, out = pathlib.Path(scratch) / "recipe.yaml", pathlib.Path(scratch) / "out"
        file.write_text(json.dumps(recipe))
        subprocess.run(["mergekit-yaml", file, out, "--quiet"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return load(out)


if __name__ == "__main__":
    pair = pathlib.Path(sys.argv[1]).resolve()
    for name in sys.argv[2:]:
        folder = pathlib.Path(name).resolve()
        count, elements, vocabulary = load(folder)
        files = len(list(folder.glob("*.safetensors")))
        print(f"{folder.name}: {files} files, {count} tensors, {elements} elements, {vocabulary} logits, {tokenizer(folder)}: loaded, bits equal")
        print(f"  as mergekit's parent: {as_parent(folder, pair / 'a')[0]} tensors, loaded again")
