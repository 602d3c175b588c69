"""The forward pass beside transformers, at SmolLM-135M's shape, in turns of seconds: a shared machine's speed moves within a minute.

    python experiments/benchmarks/forward.py [ROUNDS]        needs, besides the build, a Python with torch and transformers

Prints every round, then medians, and quartiles of what one round's figures are to each other. transformers runs as Python starts it, and with
memory as MergeSweep's launcher asks for it, huge pages from one pool.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
THREADS = os.cpu_count()
TUNED = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1"}
FULL, ONE, BFLOAT16 = f"{8 * THREADS}x512@{THREADS}:float32", "8x512@1:float32", f"{8 * THREADS}x512@{THREADS}:bfloat16"
SHORT, FEW = f"{100 * THREADS}x40@{THREADS}:float32", f"64x40@{THREADS}:float32"


def transformers():
    """Answers "eager" and "sdpa" with tokens per second, loss included. Windows one after the other: larger batches were slower."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    config = LlamaConfig(hidden_size=576, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3, intermediate_size=1536,
                         vocab_size=49152, rms_norm_eps=1e-5, tie_word_embeddings=True, max_position_embeddings=2048)
    model = LlamaForCausalLM(config).eval()
    ids = torch.randint(0, 49152, (4, 512))
    with torch.inference_mode():
        for line in sys.stdin:
            model.set_attn_implementation(line.strip())
            begin = time.perf_counter()
            for row in ids.split(1):
                logits = model(row, use_cache=False).logits[0, :-1].float()
                torch.nn.functional.cross_entropy(logits, row[0, 1:], reduction="none")
            print(ids.numel() / (time.perf_counter() - begin), flush=True)


class Peer:
    """A process that answers lines."""

    def __init__(self, *command, **environment):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})

    def __call__(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return [float(figure) for figure in self.process.stdout.readline().split()]


def mergesweep():
    classpath = ROOT / "evaluator/target/forward.classpath"
    sources = [path for module in ("evaluator", "merger") for path in (ROOT / module / "src").rglob("*.java")]
    if not classpath.exists() or any(path.stat().st_mtime > classpath.stat().st_mtime for path in sources):
        subprocess.run(["mvn", "-B", "-ntp", "-q", "-Dquick", "-pl", "evaluator", "-am", "test-compile", "dependency:build-classpath",
                        "-Dmdep.outputFile=target/forward.classpath", "-Dmdep.includeScope=test"], cwd=ROOT, check=True)
    folders = ":".join(str(ROOT / part) for part in ("evaluator/target/test-classes", "evaluator/target/classes", "merger/target/classes"))
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    return Peer(java, "--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp",
                folders + ":" + classpath.read_text().strip(), "dev.mergesweep.evaluator.djl.ForwardBenchmark", **TUNED)


def better(figures, huge):
    return max(figures[f"{huge}eager"], figures[f"{huge}sdpa"])


RATIOS = {
    "float32, times the better of transformers": lambda f: f[FULL] / better(f, ""),
    "  the same where it has our launcher's memory too": lambda f: f[FULL] / better(f, "tuned, "),
    "bfloat16, times transformers float32": lambda f: f[BFLOAT16] / better(f, ""),
    f"{THREADS} workers, times one": lambda f: f[FULL] / f[ONE],
    "full packs of 40 tokens, of 512-token windows": lambda f: f[SHORT] / f[FULL],
    "64 documents of 40 tokens, of 512-token windows": lambda f: f[FEW] / f[FULL],
}


def main(rounds):
    flags = next(line for line in open("/proc/cpuinfo") if line.startswith("flags")).split()
    print(THREADS, "cores:", *(flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in flags))
    ours = mergesweep()
    python = (sys.executable, __file__, "transformers")
    theirs = {"": Peer(*python), "tuned, ": Peer(*python, **TUNED)}
    turns = {case: lambda case=case: ours(case) for case in (ONE, BFLOAT16, SHORT)}
    peers = {pages + kind: lambda peer=peer, kind=kind: peer(kind) for pages, peer in theirs.items() for kind in ("eager", "sdpa")}
    # What is divided by each other is seconds apart.
    turns |= {"eager": peers["eager"], FEW: lambda: ours(FEW), FULL: lambda: ours(FULL)} | peers
    seen = []
    for index in range(rounds + 1):
        answers = {name: turn() for name, turn in turns.items()}
        if index > 0:  # The first round warms up.
            seen.append(answers)
            print(*(f"{name} {answer[0]:.0f}" for name, answer in answers.items()), sep=", ", flush=True)
    print()
    for name in turns:
        share = f"  {100 * statistics.median(answers[name][1] for answers in seen):.0f} % of the peak" if name in (FULL, ONE, SHORT, FEW) else ""
        print(f"{name:28} {statistics.median(answers[name][0] for answers in seen):6.0f} tokens/s{share}")
    for name, ratio in RATIOS.items():
        each = sorted(ratio({name: answer[0] for name, answer in answers.items()}) for answers in seen)
        print(f"{name:50} {statistics.median(each):.2f} (half of the rounds: {each[len(each) // 4]:.2f} to {each[-1 - len(each) // 4]:.2f})")


if __name__ == "__main__":
    transformers() if sys.argv[1:] == ["transformers"] else main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
