"""Tokens per second of transformers at SmolLM-135M's shape, float32, loss included, weights loaded beforehand; eager and sdpa in turns.

    python transformers_forward.py WINDOW WINDOWS THREADS ROUNDS

Windows one after the other: larger batches were slower. Needs torch and transformers.
"""
import sys
import time

import torch
from transformers import LlamaConfig, LlamaForCausalLM

window, windows, threads, rounds = map(int, sys.argv[1:5])
torch.set_num_threads(threads)
torch.manual_seed(1)
config = LlamaConfig(hidden_size=576, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3, intermediate_size=1536,
                     vocab_size=49152, rms_norm_eps=1e-5, tie_word_embeddings=True, max_position_embeddings=2048)
model = LlamaForCausalLM(config).eval()
ids = torch.randint(0, 49152, (windows, window))
speeds = dict(eager=[], sdpa=[])
with torch.inference_mode():
    for i in range(rounds + 1):
        for attention in speeds:
            model.set_attn_implementation(attention)
            begin = time.perf_counter()
            for row in ids.split(1):
                logits = model(row, use_cache=False).logits[0, :-1].float()
                torch.nn.functional.cross_entropy(logits, row[0, 1:], reduction="none")
            if i > 0:
                speeds[attention].append(windows * window / (time.perf_counter() - begin))
for attention, each in speeds.items():
    print(f"transformers {attention} {windows}x{window}@{threads}:float32\t{sorted(each)[len(each) // 2]:.0f} tokens/s", flush=True)
