"""Writes documents of 512 tokens, or one or two fewer, from the quickstart's texts.

    python sweep_texts.py TOKENIZER_FOLDER TOKENS OUT.jsonl

Needs tokenizers.
"""
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

LENGTH = 512
folder, wanted, target = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
data = Path(__file__).resolve().parent.parent / "quickstart" / "data"
tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
words = []
for name in ["stories", "sums"]:
    for line in open(data / f"{name}.jsonl"):
        words += json.loads(line)["text"].replace("\n", " \n ").split(" ") + ["\n"]


def tokens(text):
    return len(tokenizer.encode(text).ids)


documents, at = [], 0
while len(documents) < wanted // LENGTH:
    text = ""
    while tokens(text + " " + words[at % len(words)]) <= LENGTH:
        text, at = (text + " " + words[at % len(words)]).strip(" "), at + 1
    documents.append(text)
target.write_text("".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(documents)))
print(len(documents), "documents,", sum(map(tokens, documents)), "tokens")
