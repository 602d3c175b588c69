"""The stages that GpuStages wrote, run on a GPU: every architecture's nats beside those of the CPU, and tokens per second at
SmolLM-135M's shape beside transformers.

    python gpu_stages.py FOLDER [DEVICE]      needs torch; transformers for the comparison
"""
import json, os, sys, time
import numpy as np, torch
root = sys.argv[1]
dev = torch.device(sys.argv[2] if len(sys.argv) > 2 else "cuda")
torch.backends.cuda.matmul.allow_tf32 = False
torch._C._set_graph_executor_optimize(False)  # as the engine does it
print(torch.__version__, torch.cuda.get_device_name() if dev.type == "cuda" else "cpu")
types = dict(float32=np.float32, int64=np.int64)
def array(d):
    if not d["file"]: return (torch.rand(d["shape"]) - .5) * (.2 if len(d["shape"]) == 1 else 2 / d["shape"][-1] ** .5) + (1 if len(d["shape"]) == 1 else 0)
    return torch.from_numpy(np.fromfile(os.path.join(root, d["file"]), types[d["type"].lower()]).reshape(d["shape"]).copy())
loaded = {}
def script(n, d):
    if (n, d) not in loaded: loaded[n, d] = torch.jit.load(os.path.join(root, n), map_location=d)
    return loaded[n, d]
def prepare(case, d, t):
    to = lambda x: x.to(d, t) if x.is_floating_point() else x.to(d)
    ends = (case["stages"][0], case["stages"][-1])
    given = lambda s, x: x if s not in ends and not x.is_floating_point() else to(x)  # Layers read bounds on the CPU.
    return [(script(s["script"], d), [given(s, array(a)) for a in s["inputs"]], [to(array(a)) for a in s["weights"]]) for s in case["stages"]]
def run(stages):
    f, a, w = stages[0]; h = f(*a, w)
    for f, a, w in stages[1:]: h = f(h, *a, w)
    return h
cases = json.load(open(os.path.join(root, "cases.json")))
worst = 0
with torch.inference_mode():
    for case in cases:
        if not case["nats"]: continue
        want = torch.tensor(case["nats"], dtype=torch.float64)
        line = os.path.basename(case["name"]).ljust(24)
        try:
            for t in (torch.float32, torch.bfloat16):
                got = run(prepare(case, dev, t)).double().cpu().flatten()[:len(want)]
                diff = (got - want)
                line += f"  {str(t)[6:]}: max {diff.abs().max():.2e} mean {diff.mean():+.2e}"
                if t == torch.float32: worst = max(worst, diff.abs().max().item())
        except Exception as e:
            line += "  FAILED " + str(e).splitlines()[-1][:200]
        print(line, flush=True)
    print(f"worst in float32: {worst:.2e} nats a token")
    if dev.type == "cuda":
        case = next(c for c in cases if c["name"] == "synthetic")
        for t in (torch.float32, torch.bfloat16):
            stages = prepare(case, dev, t)
            for _ in range(3): run(stages)
            torch.cuda.synchronize(); begin = time.perf_counter()
            for _ in range(30): run(stages)
            torch.cuda.synchronize(); took = time.perf_counter() - begin
            print(f"smollm {str(t)[6:]}: {30 * 2048 / took:.0f} tokens/s in packs of four windows of 512", flush=True)
        try:
            from transformers import LlamaConfig, LlamaForCausalLM
            config = LlamaConfig(hidden_size=576, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3, intermediate_size=1536, vocab_size=49152, rms_norm_eps=1e-5, tie_word_embeddings=True, max_position_embeddings=2048)
            ids = torch.randint(0, 49152, (4, 512), device=dev)
            for t in (torch.float32, torch.bfloat16):
                model = LlamaForCausalLM(config).eval().to(dev, t); model.set_attn_implementation("sdpa")
                def once():
                    logits = model(ids, use_cache=False).logits[:, :-1].float()
                    torch.nn.functional.cross_entropy(logits.reshape(-1, 49152), ids[:, 1:].reshape(-1), reduction="none")
                for _ in range(3): once()
                torch.cuda.synchronize(); begin = time.perf_counter()
                for _ in range(30): once()
                torch.cuda.synchronize(); print(f"transformers sdpa {str(t)[6:]}: {30 * 2048 / (time.perf_counter() - begin):.0f} tokens/s, batches of four windows of 512", flush=True)
        except Exception as e:
            print("transformers:", str(e)[:300])
