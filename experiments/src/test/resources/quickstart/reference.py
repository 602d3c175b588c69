"""Reference values of the quickstart, by transformers in float32; run in the root of the repository:

    python experiments/src/test/resources/quickstart/reference.py

Writes parents.json beside this file (tokens and nats of every validation document under both parents, protocol
`documents`, one window a document) and prints the table of merges that quickstart/README.md shows. SLERP is NumPy in
double here, rounded once to bfloat16. Made with torch 2.7.1, transformers 5.23.0, numpy 2.4.6. The build does not need it.
"""

import json
import math
import pathlib

import numpy as np
import torch
from safetensors.torch import load_file
from transformers import AutoTokenizer, LlamaForCausalLM

HERE = pathlib.Path(__file__).parent
QUICKSTART = pathlib.Path("experiments/quickstart")
DOMAINS = ["stories", "sums"]
LAYERS = 6
COLLINEAR = 0.9995

torch.set_num_threads(1)
tokenizer = AutoTokenizer.from_pretrained(QUICKSTART / "models/stories")
texts = {d: [json.loads(line) for line in open(QUICKSTART / f"data/{d}.jsonl")] for d in DOMAINS}
ids = {d: [tokenizer(t["text"])["input_ids"] for t in texts[d]] for d in DOMAINS}
parents = [load_file(QUICKSTART / f"models/{d}/model.safetensors") for d in DOMAINS]
model = LlamaForCausalLM.from_pretrained(QUICKSTART / "models/stories", dtype=torch.float32).eval()


def slerp(a, b, t):
    x, y = (v.double().numpy().ravel() for v in (a, b))
    cosine = x @ y / np.linalg.norm(x) / np.linalg.norm(y)
    if abs(cosine) > COLLINEAR:
        r = (1 - t) * x + t * y
    else:
        angle = math.acos(cosine)
        r = (math.sin((1 - t) * angle) * x + math.sin(t * angle) * y) / math.sin(angle)
    return torch.from_numpy(r.astype(np.float32)).reshape(a.shape).bfloat16()


@torch.no_grad()
def nats(tensors):
    """Summed nats of every document; BOS is there and never scored."""
    state = {name: value.float() for name, value in tensors.items()}
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model.load_state_dict(state)
    scores = {}
    for domain in DOMAINS:
        scores[domain] = []
        for document in ids[domain]:
            x = torch.tensor([document])
            logits = torch.log_softmax(model(x).logits[0, :-1], -1)
            scores[domain].append(-logits.gather(1, x[0, 1:, None]).double().sum().item())
    return scores


def theta(scores, domain):
    return sum(scores[domain]) / sum(len(d) - 1 for d in ids[domain])


def difference(scores, reference):
    """Of the mean log-perplexities, with its standard error: fixtures/statistics, paired, documents are the clusters."""
    delta = variance = 0
    for domain in DOMAINS:
        n = np.array([len(d) - 1 for d in ids[domain]])
        e = np.array(scores[domain]) - np.array(reference[domain])
        d = e.sum() / n.sum()
        g = len(n)
        delta += d / 2
        variance += g / (g - 1) * ((e - n * d) ** 2).sum() / n.sum() ** 2 / 4
    return delta, math.sqrt(variance)


def merged(t):
    return nats({name: slerp(parents[0][name], parents[1][name], t(name)) for name in parents[0]})


def gradient(values, name):
    position = int(name.split(".")[2]) / (LAYERS - 1) if ".layers." in name else 0
    x = position * (len(values) - 1)
    i = int(x)
    return (1 - x + i) * values[i] + (x - i) * values[min(i + 1, len(values) - 1)]


def filtered(values):
    """The first filter that the name contains decides; 0.5 where none does."""

    def t(name):
        value = next((v for part, v in values.items() if part in name), 0.5)
        return gradient(value, name) if isinstance(value, list) else value

    return t


def parts(read, write):
    return filtered({"o_proj": write, "down_proj": write, "self_attn": read, "mlp": read})


def main():
    scores = [nats(parent) for parent in parents]
    expected = {
        parent: {
            domain: [
                {"id": text["id"], "tokens": len(document) - 1, "nats": value}
                for text, document, value in zip(texts[domain], ids[domain], score[domain])
            ]
            for domain in DOMAINS
        }
        for parent, score in zip(DOMAINS, scores)
    }
    lines = [
        f' {json.dumps(p)}: {{\n' + ",\n".join(
            f'  {json.dumps(d)}: [\n' + ",\n".join("   " + json.dumps(row) for row in rows) + "]"
            for d, rows in domains.items()) + "}"
        for p, domains in expected.items()
    ]
    (HERE / "parents.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")

    cosines = {name: torch.nn.functional.cosine_similarity(
        parents[0][name].double().flatten(), parents[1][name].double().flatten(), 0).item() for name in parents[0]}
    print("tensors in the LERP branch:", sum(abs(c) > COLLINEAR for c in cosines.values()), "of", len(cosines))
    print("smallest cosine: %.4f" % min(cosines.values()))
    best = min(scores, key=lambda s: theta(s, "stories") + theta(s, "sums"))
    half = merged(lambda name: 0.5)

    def show(label, s):
        a, b = theta(s, "stories"), theta(s, "sums")
        print("| %s | %.4f | %.4f | %.4f | %+.4f ± %.4f | %+.4f ± %.4f |" % (
            label, a, b, (a + b) / 2, *difference(s, best), *difference(s, half)))

    print("| schedule | stories | sums | mean | against the best parent | against t = 0.5 |")
    print("|---|---|---|---|---|---|")
    for t in (0, 0.25, 0.5, 0.75, 1):
        show(f"t = {t}", scores[int(t)] if t in (0, 1) else merged(lambda name: t))
    for read in (0.25, 0.5, 0.75):
        for write in ([0.25, 0.25], [0.5, 0.5], [0.75, 0.75], [0.25, 0.75], [0.5, 0.75], [0.25, 1], [0.75, 0.25]):
            show(f"read {read}, write {write[0]} to {write[1]}", merged(parts(read, write)))
    classic = {"self_attn": [0, 0.5, 0.3, 0.7, 1], "mlp": [1, 0.5, 0.7, 0.3, 0]}
    show("classic gradients", merged(filtered(classic)))
    for attention in (0.25, 0.75):
        for mlp in (0.25, 0.75):
            show(f"attention {attention}, mlp {mlp}", merged(filtered({"self_attn": attention, "mlp": mlp})))


main()
