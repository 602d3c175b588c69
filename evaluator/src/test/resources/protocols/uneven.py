"""Makes expected/strided-uneven.json: strides that do not divide the context, by the rules of README.md. The build needs no Python."""
import json, math, pathlib
import torch
from transformers import AutoModelForCausalLM

HERE = pathlib.Path(__file__).parent
model = AutoModelForCausalLM.from_pretrained(HERE / "model", torch_dtype=torch.float32).eval()
ids_of = json.loads((HERE / "expected/token-ids.json").read_text())


@torch.no_grad()
def tail(ids, begin, end, count):
    """Nats of the last `count` ids of a window."""
    x = torch.tensor([ids[begin:end]])
    logp = torch.log_softmax(model(x).logits[0, :-1].float(), -1)
    nats = -logp.gather(1, x[0, 1:, None])[:, 0].double()
    return nats[len(nats) - count:].tolist() if count else []


def windows(ids, context, stride):
    reached = 0
    for begin in range(0, len(ids), stride):
        end = min(begin + context, len(ids))
        yield begin, end, end - reached
        reached = end
        if end == len(ids):
            return


cases = []
for tokenizer in ("plain", "bos"):
    ids = ids_of[tokenizer]["(stream)"]
    n = len(ids)
    for context, stride in ((128, 48), (64, 63), (100, 7)):
        own = [(trg, tail(ids, b, e, min(trg, e - b - 1))) for b, e, trg in windows(ids, context, stride)]
        mean = [sum(x) / len(x) for _, x in own]
        first = []
        for i in range(0, n, stride):
            b, e = max(i + stride - context, 0), min(i + stride, n)
            x = tail(ids, b, e, min(e - i, e - b - 1))
            first.append(sum(x) / len(x) * (e - i))
        nats, tokens = sum(sum(x) for _, x in own), sum(len(x) for _, x in own)
        cases.append({
            "tokenizer": tokenizer, "context": context, "stride": stride, "windows": len(own), "tokens": tokens, "nats": nats,
            "hf_guide_2020": math.exp(sum(first) / n),
            "hf_guide_trg_len": math.exp(sum(m * trg for m, (trg, _) in zip(mean, own)) / n),
            "hf_guide_mean_of_means": math.exp(sum(mean) / len(mean)),
            "hf_guide_current": math.exp(sum(m * (trg - 1) for m, (trg, _) in zip(mean, own)) / sum(trg - 1 for trg, _ in own)),
            "exact_perplexity": math.exp(nats / tokens)})
(HERE / "expected/strided-uneven.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")
