"""Models of real architectures with a few thousand parameters, in the layout that hubs serve.

Weights are random and fixed. A tokenizer knows the characters of `ALPHABET`, one piece each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Regex, Tokenizer
from tokenizers.decoders import Fuse, Replace
from tokenizers.decoders import Sequence as Decoders
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing

if TYPE_CHECKING:
    from transformers import PreTrainedModel

WIDTH = 16
LONGEST = 128
ALPHABET = (
    "海湾图书馆的夜读活动于年月日举办第一次共有名者参加长林小满在开幕时介绍了新购望远镜每行地点三楼"
    "观星厅可以免费借用双筒茶会农友协主溪边种树山顶气象站渡轮从南岸到北什么多少哪里几班谁"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 :，。？\n"
)
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
INSTRUCTION = "Instruct: find the passage\nQuery:"
_AGAIN = "\u200b"
_TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}<|says|>"
# Random weights of the usual size would make all texts alike.
_SPREAD = 0.5
_COMMON = {
    "hidden_size": WIDTH,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "initializer_range": _SPREAD,
}


def save_bert(folder: Path, prompts: Mapping[str, str] | None = None) -> Path:
    """BERT, mean pooling, unit rows."""
    from transformers import BertConfig, BertModel

    size = _save_tokenizer(folder, "[CLS]", "[SEP]")
    _save_weights(folder, BertModel(BertConfig.from_dict({"vocab_size": size, **_COMMON})))
    return _save_layout(folder, "mean", prompts)


def save_xlm_roberta(folder: Path, prompts: Mapping[str, str] | None = None) -> Path:
    """XLM-R as in multilingual-e5: mean pooling, unit rows."""
    from transformers import XLMRobertaConfig, XLMRobertaModel

    size = _save_tokenizer(folder, "<s>", "</s>")
    config = XLMRobertaConfig.from_dict(
        {
            "vocab_size": size,
            "max_position_embeddings": LONGEST + 4,
            "pad_token_id": 0,
            **_COMMON,
        }
    )
    _save_weights(folder, XLMRobertaModel(config))
    return _save_layout(folder, "mean", prompts)


def save_qwen3(folder: Path, prompts: Mapping[str, str] | None = None) -> Path:
    """Qwen3 as in Qwen3-Embedding: a causal model, its last token, unit rows."""
    from transformers import Qwen3Config, Qwen3Model

    size = _save_tokenizer(folder, "", "<|endoftext|>")
    config = Qwen3Config.from_dict(
        {"vocab_size": size, "num_key_value_heads": 1, "head_dim": 8, **_COMMON}
    )
    _save_weights(folder, Qwen3Model(config))
    return _save_layout(folder, "lasttoken", prompts)


def save_cross_encoder(folder: Path, *, labels: int = 1, activation: str | None = None) -> Path:
    """BERT that scores pairs; ``activation`` as a model of the hub names it."""
    from transformers import BertConfig, BertForSequenceClassification

    size = _save_tokenizer(folder, "[CLS]", "[SEP]")
    config = BertConfig.from_dict({"vocab_size": size, "num_labels": labels, **_COMMON})
    _save_weights(folder, BertForSequenceClassification(config))
    if activation is not None:
        path = folder / "config.json"
        content = json.loads(path.read_text())
        content["sentence_transformers"] = {"activation_fn": activation}
        path.write_text(json.dumps(content))
    return folder


def save_speaker(folder: Path, pieces: Sequence[str]) -> Path:
    """Qwen3 that says ``pieces`` to whatever it is asked, one token each, and ends.

    Its layers add nothing, every token is a direction of its own, and the head turns each one into
    the next: a chain that starts at the mark which the chat template puts last. A piece that comes
    again is the same token no more.
    """
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    first, last = "<|says|>", "<|endoftext|>"
    chain = [first, *(f"{piece}{_AGAIN * row}" for row, piece in enumerate(pieces)), last]
    size = _save_chain_tokenizer(folder, chain)
    config = Qwen3Config.from_dict(
        {
            **_COMMON,
            "vocab_size": size,
            "hidden_size": size + size % 2,
            "num_key_value_heads": 1,
            "head_dim": 8,
            "max_position_embeddings": 32_768,
            "tie_word_embeddings": False,
            "pad_token_id": 0,
            "eos_token_id": size - 1,
        }
    )
    model = Qwen3ForCausalLM(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "norm" not in name:
                weights.zero_()
        for row in range(size):
            model.model.embed_tokens.weight[row, row] = 1.0
        for row in range(2, size - 1):
            model.lm_head.weight[row + 1, row] = 10.0
    model.save_pretrained(folder)
    return folder


def _save_chain_tokenizer(folder: Path, chain: Sequence[str]) -> int:
    from transformers import PreTrainedTokenizerFast

    pieces = {piece: row for row, piece in enumerate(["[PAD]", "[UNK]", *chain])}
    tokenizer = Tokenizer(WordLevel(pieces, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex(r"[\s\S]"), behavior="isolated")
    tokenizer.decoder = Decoders([Replace(_AGAIN, ""), Fuse()])
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it so
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        eos_token=chain[-1],
        additional_special_tokens=[chain[0]],
        chat_template=_TEMPLATE,
    )
    fast.save_pretrained(folder)
    return len(pieces)


def _save_weights(folder: Path, model: PreTrainedModel) -> None:
    import torch

    generator = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, weights in sorted(model.named_parameters()):
            if "norm" not in name.lower():
                weights.normal_(0, _SPREAD, generator=generator)
    model.save_pretrained(folder)


def _save_tokenizer(folder: Path, first: str, last: str) -> int:
    """Writes a tokenizer that puts ``first`` and ``last`` round texts; the number of pieces."""
    from transformers import PreTrainedTokenizerFast

    special = [mark for mark in ("[PAD]", "[UNK]", first, last) if mark]
    pieces = {piece: row for row, piece in enumerate(dict.fromkeys([*special, *ALPHABET]))}
    tokenizer = Tokenizer(WordLevel(pieces, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex(r"[\s\S]"), behavior="isolated")
    marks = [(mark, pieces[mark]) for mark in (first, last) if mark]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{first} $A {last}".strip(),
        pair=f"{first} $A {last} $B {last}".strip(),
        special_tokens=marks,
    )
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it so
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token=first or None,
        sep_token=last,
        eos_token=last,
        model_max_length=LONGEST,
        padding_side="right" if first else "left",
    )
    fast.save_pretrained(folder)
    return len(pieces)


def _save_layout(folder: Path, pooling: str, prompts: Mapping[str, str] | None) -> Path:
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    _write(
        folder / "modules.json",
        [
            {
                "idx": row,
                "name": str(row),
                "path": path,
                "type": f"sentence_transformers.models.{m}",
            }
            for row, (path, m) in enumerate(modules)
        ],
    )
    modes = {"mean": "pooling_mode_mean_tokens", "lasttoken": "pooling_mode_lasttoken"}
    kinds = {
        "pooling_mode_cls_token": False,
        **{key: name == pooling for name, key in modes.items()},
    }
    _write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": WIDTH, **kinds})
    _write(
        folder / "sentence_bert_config.json", {"max_seq_length": LONGEST, "do_lower_case": False}
    )
    if prompts is not None:
        _write(
            folder / "config_sentence_transformers.json",
            {"prompts": prompts, "default_prompt_name": None, "similarity_fn_name": "cosine"},
        )
    return folder


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
