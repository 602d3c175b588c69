"""Writes documents of up to 512 tokens, joined from the quickstart's texts, until they hold so many scored tokens.

    python sweep_texts.py TOKENIZER_FOLDER TOKENS OUT.jsonl

Needs tokenizers.
"""
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

folder, wanted, target = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
data = Path(__file__).resolve().parent.parent / "quickstart" / "data"
tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
rows = [json.loads(line)["text"] for name in ["stories", "sums"] for line in open(data / f"{name}.jsonl")]


def tokens(text):
    return len(tokenizer.encode(text).ids) - 1


documents, total, text = [], 0, ""
for row in rows * 100:
    longer = text + "\n\n" + row if text else row
    if tokens(longer) < 512:
        text = longer
        if total + tokens(text) < wanted:
            continue
    if text:
        documents.append(text)
        total += tokens(text)
        text = row
    if total >= wanted:
        break
target.write_text("".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(documents)))
print(len(documents), "documents,", total, "tokens")
