"""Makes the cases beside those of README.md: every other RoPE scaling, StableLM, Cohere, Gemma 1, GLM-4, and configs as transformers 5
writes them.

    python more.py OUT [NAME ...]        needs torch, transformers 5 (4.57 for the cases of layout 4 only), safetensors

Same format and method as README.md says: tiny random weights stored in bfloat16, upcast to float32 and run by transformers
with eager attention, batch of one, log_softmax in float64. Configs are left as save_pretrained writes them (the layout of
transformers 5: dtype, rope_parameters), or, where the case says so, turned to the layout of transformers 4.
"""
import json
import os
import sys

import torch
import transformers
from transformers import AutoConfig, AutoModelForCausalLM

BASE = dict(vocab_size=192, hidden_size=48, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
            max_position_embeddings=128, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False)
RMS = dict(BASE, rms_norm_eps=1e-3)
LAYER = dict(BASE, layer_norm_eps=1e-3)
SHORT = [1.0, 1.1, 1.2, 1.4, 1.7, 2.0]
LONG = [1.0, 1.5, 2.5, 4.0, 6.0, 8.0]


def scaled(**rope):
    return dict(RMS, rope_parameters=dict(rope_theta=10000.0, **rope))


CASES = {
    "llama-transformers5": ("llama", RMS, 5, "rope_parameters and dtype, no rope_theta"),
    "rope-linear": ("llama", scaled(rope_type="linear", factor=4.0), 4, "every angle divided by 4"),
    "rope-dynamic": ("llama", dict(scaled(rope_type="dynamic", factor=4.0), max_position_embeddings=48), 4,
                     "the second sequence is longer than max_position_embeddings, the first is not"),
    "rope-yarn": ("llama", scaled(rope_type="yarn", factor=8.0, original_max_position_embeddings=16), 4,
                  "beta_fast and beta_slow by default; cosine and sine are longer than 1"),
    "rope-yarn-mscale": ("qwen2", scaled(rope_type="yarn", factor=8.0, original_max_position_embeddings=64, beta_fast=4.0, beta_slow=0.5,
                                         mscale=1.5, mscale_all_dim=0.5), 5, "all of yarn's numbers said"),
    "rope-longrope": ("phi3", dict(scaled(rope_type="longrope", short_factor=SHORT, long_factor=LONG, original_max_position_embeddings=40),
                                   original_max_position_embeddings=40, pad_token_id=None), 5,
                      "short factors for the first sequence, long ones for the second"),
    "stablelm": ("stablelm", dict(LAYER, use_qkv_bias=True, hidden_size=64), 5, "layer norms, a quarter of a head turned by partial_rotary_factor, biases on q, k, v"),
    "stablelm-parallel": ("stablelm", dict(LAYER, use_parallel_residual=True, hidden_size=64, intermediate_size=80), 4, "one norm, both parts side by side"),
    "cohere": ("cohere", dict(LAYER, tie_word_embeddings=True, logit_scale=0.4, pad_token_id=0), 5, "neighbouring elements turned as pairs, parallel, logit_scale"),
    "cohere-qk-norm": ("cohere", dict(LAYER, tie_word_embeddings=True, logit_scale=0.4, use_qk_norm=True, pad_token_id=0), 4, "norms per head with a weight per head"),
    "gpt_neox-sequential": ("gpt_neox", dict(LAYER, num_attention_heads=3, num_key_value_heads=3, use_parallel_residual=False,
                                             rope_parameters=dict(rope_type="default", rope_theta=20000.0, partial_rotary_factor=0.5)), 5,
                            "sequential; share of a head in rope_parameters"),
    "gemma3-transformers5": ("gemma3_text", dict(RMS, num_hidden_layers=3, head_dim=16, tie_word_embeddings=True, query_pre_attn_scalar=16, sliding_window=16, pad_token_id=0,
                                                 layer_types=["sliding_attention", "full_attention", "sliding_attention"],
                                                 rope_parameters=dict(full_attention=dict(rope_type="linear", factor=8.0, rope_theta=1000000.0),
                                                                      sliding_attention=dict(rope_type="default", rope_theta=10000.0))), 5,
                             "rope_parameters by kind of layer, the full ones stretched"),
    "qwen2-window": ("qwen2", dict(RMS, num_hidden_layers=3, use_sliding_window=True, sliding_window=12, max_window_layers=1), 4, "a window from the second layer on"),
    "gemma": ("gemma", dict(RMS, head_dim=16, tie_word_embeddings=True, hidden_act="gelu_pytorch_tanh", pad_token_id=0), 4,
              "(1 + w) norms, two a layer; embedding scaled; head_dim 16 where hidden/heads is 12"),
    "cohere2": ("cohere2", dict(LAYER, num_hidden_layers=3, tie_word_embeddings=True, logit_scale=0.4, sliding_window=12, pad_token_id=0,
                                layer_types=["sliding_attention", "full_attention", "sliding_attention"]), 4,
                "layers with a window turn neighbouring elements, those without turn nothing"),
    "glm": ("glm", dict(RMS, head_dim=16, attention_bias=True, pad_token_id=0), 4,
            "neighbouring elements of half a head turned, gate and up as one matrix, biases on q, k, v"),
    "glm4": ("glm4", dict(RMS, head_dim=16, attention_bias=False, pad_token_id=0), 4, "the same with norms behind both parts"),
}


def weights(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in sorted(model.named_parameters()):
            z = torch.randn(p.shape, generator=generator)
            one_is_added = "gemma" in model.config.model_type
            if "norm" in name and name.endswith("weight"):
                p.copy_(0.3 * z + (0 if one_is_added else 1))
            elif name.endswith("bias"):
                p.copy_(0.3 * z)
            elif "embed" in name and not model.config.tie_word_embeddings:
                p.copy_(z)
            else:
                wide = 2.5 if "lm_head" in name or "embed" in name else 1.6 if "q_proj" in name or "k_proj" in name else 1.2
                p.copy_(wide * z / p.shape[-1] ** 0.5)


def layout4(config):
    """As transformers 4 wrote it."""
    config["torch_dtype"] = config.pop("dtype")
    if "rope_parameters" not in config:
        return
    rope = config.pop("rope_parameters") or {}
    config["rope_theta"] = rope.pop("rope_theta", 10000.0)
    if "partial_rotary_factor" in rope:
        config["partial_rotary_factor"] = rope.pop("partial_rotary_factor")
    config["rope_scaling"] = rope if rope.get("rope_type", "default") != "default" else None


def nats(folder, dtype, ids):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, attn_implementation="eager").eval()
    with torch.no_grad():
        logits = model(torch.tensor([ids]), use_cache=False).logits[0].float().double()
    return [-x for x in torch.log_softmax(logits[:-1], -1).gather(1, torch.tensor(ids[1:])[:, None])[:, 0].tolist()]


def main(out, names):
    torch.set_num_threads(1)
    for seed, (name, (kind, keys, layout, note)) in enumerate(CASES.items()):
        if names and name not in names:
            continue
        folder = os.path.join(out, name)
        os.makedirs(folder, exist_ok=True)
        model = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **keys), dtype=torch.float32)
        weights(model, seed)
        model.to(torch.bfloat16).save_pretrained(folder)
        path = os.path.join(folder, "generation_config.json")
        if os.path.exists(path):
            os.remove(path)
        with open(os.path.join(folder, "config.json")) as f:
            config = json.load(f)
        config.pop("transformers_version", None)
        if layout == 4:
            layout4(config)
        with open(os.path.join(folder, "config.json"), "w") as f:
            f.write(json.dumps(config, indent=2, sort_keys=True) + "\n")
        generator = torch.Generator().manual_seed(1000 + seed)
        sequences = []
        for length in (24, 90):
            ids = torch.randint(3, 192, (length,), generator=generator).tolist()
            sequences.append(dict(ids=ids, nats_float32=nats(folder, torch.float32, ids), nats_bfloat16=nats(folder, torch.bfloat16, ids)))
        flat = [x for s in sequences for x in s["nats_float32"]]
        with open(os.path.join(folder, "expected.json"), "w") as f:
            json.dump(dict(architecture=config["architectures"][0], note=note, transformers=transformers.__version__, torch=torch.__version__,
                           sequences=sequences, sum_float32=sum(flat)), f)
            f.write("\n")
        print(f"{name:24s} {sum(flat):9.4f}  {min(flat):.3f} ... {max(flat):.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
