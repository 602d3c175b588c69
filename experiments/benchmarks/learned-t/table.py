"""The table of learned-t.sh: python table.py FOLDER. Needs numpy.

The winner of each search, by the search documents, on the confirm documents against the winner of the grid: paired by document,
ratio estimator; costs in candidates scored on the search documents, a pass forward and back counted as three.
"""
import hashlib
import json
import math
import sqlite3
import struct
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])
SCALES = [0.8, 0.9, 1.0, 1.1, 1.25]


def read(name):
    store = sqlite3.connect(FOLDER / "runs" / name / "run.sqlite")
    head = json.loads(store.execute("SELECT value FROM fact WHERE name = 'head'").fetchone()[0])
    setting = hashlib.sha256(head["setting"].encode()).hexdigest()
    rows = store.execute(
        """SELECT c.name, d.domain, d.id, d.split, s.tokens, s.nats, s.scaled FROM candidate c
           JOIN content cc ON cc.digest = c.digest JOIN score s ON s.candidate = cc.number
             AND s.setting = (SELECT number FROM content WHERE digest = ?)
           JOIN content dc ON dc.number = s.document JOIN document d ON d.digest = dc.digest""", (setting,)).fetchall()
    scores = {}
    for candidate, domain, document, split, tokens, nats, scaled in rows:
        pairs = struct.iter_unpack(">dd", scaled)
        at = {1.0: nats, **{scale: value for scale, value in pairs}}
        scores.setdefault(candidate, {}).setdefault(split, {})[domain, document] = (tokens, [at[s] for s in SCALES])
    candidates = [json.loads(row[0]) for row in store.execute("SELECT description FROM candidate ORDER BY ordinal")]
    lessons = store.execute("SELECT value FROM fact WHERE name = 'lessons'").fetchone()
    return scores, {c["name"]: c for c in candidates}, json.loads(lessons[0]) if lessons else None


def weights(scale):
    return [math.prod((scale - b) / (a - b) for b in SCALES if b != a) for a in SCALES]


def objective(score, split, scale=1.0):
    mix, domains = weights(scale), {}
    for (domain, _), (tokens, nats) in score[split].items():
        n, t = domains.get(domain, (0, 0))
        domains[domain] = n + np.dot(mix, nats), t + tokens
    return sum(n / t for n, t in domains.values()) / len(domains)


def best_scale(score):
    return min((objective(score, "search", s), s) for s in np.arange(0.8, 1.2501, 0.001))[1]


def paired(a, b, split, scale_a=1.0, scale_b=1.0):
    mix_a, mix_b, domains = weights(scale_a), weights(scale_b), {}
    for key, (tokens, nats) in a[split].items():
        domains.setdefault(key[0], []).append((np.dot(mix_a, nats) - np.dot(mix_b, b[split][key][1]), tokens))
    value = variance = 0
    for rows in domains.values():
        d, n = np.array(rows).T
        theta = d.sum() / n.sum()
        value += theta / len(domains)
        variance += len(d) / (len(d) - 1) * ((d - n * theta) ** 2).sum() / n.sum() ** 2 / len(domains) ** 2
    return value, math.sqrt(variance)


def key(axes):
    return json.dumps(axes, sort_keys=True)


def ranks(values):
    return np.argsort(np.argsort(values))


names = sorted(path.name for path in (FOLDER / "runs").iterdir())
runs = {name: read(name) for name in names}


def winner(name):
    scores, candidates, _ = runs[name]
    merges = [c for c in scores if candidates[c]["kind"] != "PARENT" and "confirm" in scores[c]]
    return min(merges, key=lambda c: objective(scores[c], "search"))


grid_scores, grid_candidates, _ = runs["grid"]
reference = grid_scores[winner("grid")]
reference_scale = best_scale(reference)
print("| search | cost | winner | confirm | against the grid's best | at the best scales |")
print("|---|---|---|---|---|---|")
for name in names:
    scores, candidates, lessons = runs[name]
    scored = sum(1 for c in candidates.values() if c["kind"] == "MERGE")
    cost = scored + (0 if lessons is None else (lessons["steps"] or [{"cost": lessons["cost"]}])[-1]["cost"])
    best = winner(name)
    axes = candidates[best]["axes"] or {}
    label = axes.get("learned") or (", ".join(f"{k} {v:g}" for k, v in axes.items()) if len(axes) < 4 else f"{len(axes)} axes")
    d, e = paired(scores[best], reference, "confirm")
    ds, es = paired(scores[best], reference, "confirm", best_scale(scores[best]), reference_scale)
    print(f"| {name} | {cost:.1f} | {label or best} | {objective(scores[best], 'confirm'):.4f} | {d:+.4f} ± {e:.4f} | {ds:+.4f} ± {es:.4f} |")
print()
print("| descent's recipes (confirm, against the grid's best) | different t | as it is | at the best scales |")
print("|---|---|---|---|")
for name in names:
    if name.startswith("descent"):
        scores, candidates, _ = runs[name]
        for c, description in candidates.items():
            if (description["axes"] or {}).get("learned") and "confirm" in scores[c]:
                d, e = paired(scores[c], reference, "confirm")
                ds, es = paired(scores[c], reference, "confirm", best_scale(scores[c]), reference_scale)
                different = len({t for t in description["t"].values() if t is not None})
                print(f"| {name}: {description['axes']['learned']} | {different} | {d:+.4f} ± {e:.4f} | {ds:+.4f} ± {es:.4f} |")
print()
merges = [c for c in grid_scores if grid_candidates[c]["axes"]]
measured = np.array([objective(grid_scores[c], "search") for c in merges])


def agreement(label, chosen, guess, error):
    correlation = np.corrcoef(ranks(guess[chosen]), ranks(measured[chosen]))[0, 1]
    off = (measured - guess)[chosen]
    print(f"{label}: {chosen.sum()} merges, rank correlation {correlation:.4f}, error {np.sqrt(np.mean(off ** 2)):.4f} nats a token, "
          f"{np.mean(np.abs(off) < 2 * error[chosen]):.0%} within two of the errors that were told")


for name in names:
    plan = FOLDER / f"{name}.plan.json"
    if plan.exists():
        told = {key(p["axes"]): (p["predicted"], p["error"]) for p in json.loads(plan.read_text())["predictions"]}
        guess, error = np.array([told[key(grid_candidates[c]["axes"])] for c in merges]).T
        scored = np.array([c in runs[name][0] for c in merges])
        agreement(f"{name}, all of the grid", np.full(len(merges), True), guess, error)
        agreement(f"{name}, those it did not score", ~scored, guess, error)
        best, exhaustive = winner(name), winner("grid")
        cost = runs[name][2]["cost"] + (scored.sum() - ("uniform-0.5" in merges))
        found = "the grid's winner" if best == exhaustive else f"{best}, not the winner,"
        print(f"{name}: finds {found} at cost {cost:.1f} of {len(merges)}")
