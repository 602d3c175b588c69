"""A pair of another architecture, trained: python make_pair.py QUICKSTART FOLDER. Needs torch and transformers; minutes on a CPU.

One base of Qwen3's architecture (untied head, norms of queries and keys), tuned on two kinds of text. The texts are what
the quickstart's parents write when they are sampled, so that its validation documents and tokenizer serve this pair too.
What lies in FOLDER already, texts and the base's states, is not made again: so it may be interrupted.
"""
import os
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, Qwen3Config, Qwen3ForCausalLM

QUICKSTART, FOLDER = sys.argv[1:]
torch.manual_seed(0)
LENGTH, ROWS = 256, 16
tokenizer = AutoTokenizer.from_pretrained(QUICKSTART + "/models/stories")


def kept(name, make):
    file = f"{FOLDER}/{name}.pt"
    if not os.path.exists(file):
        torch.save(make(), file)
    return torch.load(file)


def sampled(name, count=768, batch=768):
    writer = AutoModelForCausalLM.from_pretrained(f"{QUICKSTART}/models/{name}", dtype=torch.float32).eval()
    start = torch.full((batch, 1), writer.config.bos_token_id)
    with torch.no_grad():
        return torch.cat([
            writer.generate(start, do_sample=True, max_new_tokens=LENGTH - 1, min_new_tokens=LENGTH - 1, pad_token_id=0)
            for _ in range(count // batch)
        ])


def trained(model, texts, steps, rate):
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.95))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    for step in range(steps):
        rows = texts[torch.randint(len(texts), (ROWS,))]
        loss = model(rows, labels=rows).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            print(step, float(loss), flush=True)
    return model


config = Qwen3Config(
    vocab_size=1024, hidden_size=96, num_hidden_layers=5, num_attention_heads=4, num_key_value_heads=2, head_dim=24,
    intermediate_size=256, max_position_embeddings=512, tie_word_embeddings=False, rms_norm_eps=1e-6,
)
os.makedirs(FOLDER, exist_ok=True)
texts = {name: kept(f"{name}-texts", lambda name=name: sampled(name)) for name in ("stories", "sums")}


def from_state(state):
    model = Qwen3ForCausalLM(config)
    model.load_state_dict(state)
    return model


base = Qwen3ForCausalLM(config).state_dict()
for part, rate in enumerate((3e-3, 3e-3, 2e-3, 1e-3)):
    base = kept(f"base-{part}", lambda base=base, rate=rate: trained(
        from_state(base), torch.cat(list(texts.values())), 125, rate).state_dict())
for name, mine in texts.items():
    child = kept(f"{name}-child", lambda mine=mine: trained(from_state(base), mine, 120, 1.5e-3).state_dict())
    from_state(child).to(torch.bfloat16).save_pretrained(f"{FOLDER}/{name}")
    tokenizer.save_pretrained(f"{FOLDER}/{name}")
