"""Renders the templates of this folder with transformers and writes cases.json. The build needs no Python."""
import json, pathlib
from transformers.utils.chat_template_utils import render_jinja_template

HERE = pathlib.Path(__file__).parent
TALKS = {
    "two turns": [{"role": "user", "content": "Add 2 and 3."}, {"role": "assistant", "content": "5"},
                  {"role": "user", "content": " And <b>é</b> 😀?\n"}, {"role": "assistant", "content": " It's \"seven\"\nor & more "}],
    "with system": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi {{ name }}"}, {"role": "assistant", "content": "Hello\\n"}],
    "spaces": [{"role": "user", "content": "\u3000 a\u00a0b \u2003\u0000"}, {"role": "assistant", "content": "\x1fyes\u00a0"}],
    "thinking": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "<think>x</think>\n\nb"}],
    "starts with assistant": [{"role": "assistant", "content": "a"}, {"role": "user", "content": "b"}],
}

def render(template, messages, prompt):
    try:
        return render_jinja_template([messages], chat_template=template, add_generation_prompt=prompt, bos_token="<s>", eos_token="</s>")[0][0]
    except Exception:
        return None

cases = []
for path in sorted((HERE / "templates").glob("*.jinja")):
    template = path.read_text()
    for name, messages in TALKS.items():
        text = render(template, messages, False)
        cases.append({"template": path.stem, "talk": name, "messages": messages, "text": text, "prompt": render(template, messages[:-1], True)})
(HERE / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n")
