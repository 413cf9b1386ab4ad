"""The classifier where it is used: one small encoder with a few heads.

``open_classifier`` finds what is published, checks it and chooses how to run it.
"""

from caveat.encoder.caller import PATIENT, Caller, CallerGone
from caveat.encoder.classifier import Classifier, model_version, open_classifier

__all__ = ["PATIENT", "Caller", "CallerGone", "Classifier", "model_version", "open_classifier"]
