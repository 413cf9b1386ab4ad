"""The runtimes that can run the encoder, behind one interface, and the choice between them."""

from caveat.encoder.backends.base import Backend, Batch, width
from caveat.encoder.backends.choice import Choice, choose, start

__all__ = ["Backend", "Batch", "Choice", "choose", "start", "width"]
