#!/usr/bin/env python3
"""What others make of an exported checkpoint: transformers' nats beside ours, and mergekit's tensors beside ours.

    mergesweep export RUN OUT
    mergesweep evaluate OUT --context 512 --text FILE... --json > scores.json
    python export_check.py OUT scores.json FILE...

The files are JSON lines with a field "text". Needs torch, transformers and mergekit; figures are in releases.md. mergekit's
sums come from the library that NumPy multiplies with: set OPENBLAS_CORETYPE=Haswell on a machine with AVX-512, as releases.md says.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import torch
from huggingface_hub import ModelCard
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer


def card(folder):
    data = ModelCard.load(folder / "README.md").data
    results = [f"{r.dataset_name} {r.metric_type} {r.metric_value:.6f} ({r.metric_name})" for r in data.eval_results or []]
    print(f"card: base_model {data.base_model}, licence {data.license}, tags {data.tags}, {len(results)} results")
    for result in results:
        print("  " + result)


def nats(model, ids):
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0, :-1].float()
    return torch.nn.functional.cross_entropy(logits, torch.tensor(ids[1:]), reduction="none").double().sum().item()


def transformers(folder, scores, files):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    worst, documents = 0.0, 0
    for file, domain in zip(files, scores["domains"], strict=True):
        texts = [json.loads(line)["text"] for line in pathlib.Path(file).read_text().splitlines() if line.strip()]
        for text, ours in zip(texts, domain["documents"], strict=True):
            ids = tokenizer(text)["input_ids"]
            if len(ids) < 2 or len(ids) > 512:
                continue
            assert ours["tokens"] == len(ids) - 1, (file, ours)
            worst = max(worst, abs(nats(model, ids) - ours["nats"]) / ours["tokens"])
            documents += 1
    print(f"transformers: {documents} documents, largest difference {worst:.2e} nats a token")


def mergekit(folder):
    with tempfile.TemporaryDirectory() as out:
        command = ["mergekit-yaml", "mergekit_config.yml", out, "--quiet"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        theirs = load_file(next(pathlib.Path(out).glob("*.safetensors")))
    ours = load_file(next(folder.glob("*.safetensors")))
    assert ours.keys() == theirs.keys(), ours.keys() ^ theirs.keys()
    elements = sum(tensor.numel() for tensor in ours.values())
    differ = sum((ours[name] != theirs[name]).sum().item() for name in ours)
    tensors = sum(not torch.equal(ours[name], theirs[name]) for name in ours)
    print(f"mergekit: {differ} of {elements} elements differ, in {tensors} of {len(ours)} tensors")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]).resolve()
    card(folder)
    transformers(folder, json.loads(pathlib.Path(sys.argv[2]).read_text()), sys.argv[3:])
    mergekit(folder)
