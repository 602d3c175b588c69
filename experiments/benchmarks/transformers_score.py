"""Scores a checkpoint as a person would by hand: transformers, float32, one document after the other.

    python transformers_score.py CHECKPOINT TEXTS.jsonl THREADS

Prints scored tokens and summed nats. Needs torch and transformers.
"""
import json
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, texts, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
tokens, nats = 0, 0.0
with torch.inference_mode():
    for line in open(texts):
        ids = tokenizer(json.loads(line)["text"], return_tensors="pt").input_ids
        logits = model(ids, use_cache=False).logits[0, :-1]
        nats += torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="sum").item()
        tokens += ids.shape[1] - 1
print(tokens, nats)
