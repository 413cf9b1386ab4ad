"""What weights that ship may learn from. Everything read for training is read through here.

The folder of public sets marks each as *train* (licences that allow commercial use) or *measure*.
``TRAINABLE`` lists, file by file, what is marked *train*; all else is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caveat.errors import UnreadableInput
from caveat.evaluation import datasets

TRAINABLE = {
    "mnli/dev_mismatched.jsonl.gz": "OANC and others, permissive",
    "mnli/train_sample_3k.jsonl.gz": "OANC and others, permissive",
    "snli/dev.jsonl.gz": "CC BY-SA 4.0",
    "cad_nli/train.jsonl.gz": "Apache-2.0 on CC BY-SA",
    "cad_nli/dev.jsonl.gz": "Apache-2.0 on CC BY-SA",
    "fever_pairs/val_sentence_pairs.jsonl.gz": "CC BY-SA 3.0",
    "fever_pairs/dev_claims_with_evidence.jsonl.gz": "CC BY-SA 3.0",
    "fool_me_twice/dev.jsonl.gz": "Apache-2.0",
    "scifact_rte/train.jsonl.gz": "CC BY 4.0 / ODC-BY",
    "scifact_rte/dev.jsonl.gz": "CC BY 4.0 / ODC-BY",
    "commitmentbank/train.jsonl.gz": "CC BY-SA 4.0",
    "commitmentbank/dev.jsonl.gz": "CC BY-SA 4.0",
    "conjnli/train_auto_15k.jsonl.gz": "MIT",
    "conjnli/dev.jsonl.gz": "MIT",
    "paws_x/dev_en_de_es_fr.jsonl.gz": "free for any purpose",
    "claimbuster/kfold_25ncs.jsonl.gz": "CC BY 4.0",
    "claimbuster/train_two_class.jsonl.gz": "CC BY 4.0",
    "ecbplus/docs.jsonl.gz": "CC BY 3.0",
    "riqua/train.jsonl.gz": "Apache-2.0",
    "news_reporters_topics/articles.jsonl.gz": "MIT",
    "iptc_media_topics/media_topics_en.jsonl.gz": "CC BY 4.0",
}


class MeasureOnly(UnreadableInput):
    """Training asked for a set that may only be measured on."""


def training_rows(path: str) -> Iterator[dict[str, Any]]:
    """The rows of a file that weights may learn from. Raises MeasureOnly for any other."""
    if path not in TRAINABLE:
        raise MeasureOnly(
            f"{path}: weights that ship may not learn from it; it is read for scores alone"
        )
    return datasets.rows(path)
