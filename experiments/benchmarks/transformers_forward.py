"""Tokens per second of transformers at SmolLM-135M's shape, float32, loss included, weights loaded beforehand.

    python transformers_forward.py eager|sdpa WINDOW BATCH THREADS ROUNDS [float32|bfloat16]

By the clock, and per second of CPU, which other work on the machine disturbs less. Needs torch and transformers.
"""
import sys
import time

import torch
from transformers import LlamaConfig, LlamaForCausalLM

attention, window, batch, threads, rounds = sys.argv[1], *map(int, sys.argv[2:6])
dtype = getattr(torch, sys.argv[6] if len(sys.argv) > 6 else "float32")
torch.set_num_threads(threads)
torch.manual_seed(1)
config = LlamaConfig(hidden_size=576, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3, intermediate_size=1536,
                     vocab_size=49152, rms_norm_eps=1e-5, tie_word_embeddings=True, max_position_embeddings=2048)
config._attn_implementation = attention
model = LlamaForCausalLM(config).to(dtype).eval()
ids = torch.randint(0, 49152, (batch, window))
wall, busy = [], []
with torch.inference_mode():
    for i in range(rounds + 1):
        begin, cpu = time.perf_counter(), time.process_time()
        for row in ids.split(1):
            logits = model(row, use_cache=False).logits[0, :-1].float()
            torch.nn.functional.cross_entropy(logits, row[0, 1:], reduction="none")
        wall.append(batch * window / (time.perf_counter() - begin))
        busy.append(batch * window / (time.process_time() - cpu))
wall.sort()
busy.sort()
print(f"transformers {attention}, window {window}, {batch} windows one by one, {dtype}, {threads} threads: median {wall[rounds // 2]:.0f}, best {wall[-1]:.0f} tokens/s; "
      f"per second of CPU median {busy[rounds // 2]:.0f}, best {busy[-1]:.0f}")
