"""Experiments of learned-t.sh: python make_experiments.py FOLDER MODELS DATA BASE OTHER. Writes one YAML a search."""
import json
import sys

FOLDER, MODELS, DATA, BASE, OTHER = sys.argv[1:]
LAYERS = json.load(open(f"{MODELS}/{BASE}/config.json"))["num_hidden_layers"]
EVALUATE = f"""
race: false
evaluate:
  protocol: {{name: documents, context: 512, bos: auto}}
  domains:
    - {{name: stories, file: {DATA}/stories.jsonl, field: text}}
    - {{name: sums, file: {DATA}/sums.jsonl, field: text}}
  confirm: 0.3
rank: {{against: uniform-0.5, finalists: 5}}
"""
GRID = '[{filter: self_attn, value: "${attention}"}, {filter: mlp, value: "${mlp}"}, {value: "${rest}"}]'
STEPS = "axes: {attention: {from: 0, to: 1, count: 5}, mlp: {from: 0, to: 1, count: 5}, rest: [0.25, 0.5, 0.75]}"
RANGES = "axes: {attention: {from: 0, to: 1}, mlp: {from: 0, to: 1}, rest: {from: 0, to: 1}}"


def write(name, t, *lines):
    merge = f"merge_method: slerp, base_model: {MODELS}/{BASE}, models: [{{model: {MODELS}/{BASE}}}, {{model: {MODELS}/{OTHER}}}]"
    with open(f"{FOLDER}/{name}.yaml", "w") as file:
        file.write(f"name: {name}\nmerge: {{{merge}, parameters: {{t: {t}}}, dtype: bfloat16}}\n")
        file.write("\n".join(lines) + EVALUATE + f"run: {FOLDER}/runs/{name}\n")


def layers(count):
    """One axis for each layer and filter, and one for the rest."""
    rules, axes = [], []
    for layer in range(count):
        for part in ("self_attn", "mlp"):
            axes.append(f"l{layer}_{part}")
            rules.append(f'{{filter: layers.{layer}.{part}, value: "${{{axes[-1]}}}"}}')
    rules.append('{value: "${rest}"}')
    ranges = ", ".join(f"{axis}: {{from: 0, to: 1}}" for axis in axes + ["rest"])
    return f"[{', '.join(rules)}]", f"axes: {{{ranges}}}"


write("grid", GRID, STEPS)
write("map", GRID, STEPS, "search: {method: map}")
write("map-half", GRID, STEPS, "search: {method: map, texts: 0.5}")
write("random", *layers(LAYERS), "search: {method: random, seed: 1, budget: {candidates: 36}}")
write("cma-es", *layers(LAYERS), "search: {method: cma-es, seed: 1, budget: {candidates: 36}}")
for sharing in ("per-tensor", "per-layer-and-filter", "per-module"):
    write("descent-" + sharing, "0.5", f"search: {{method: descent, parameters: {sharing}, budget: {{candidates: 36}}}}")
