"""The classifier where it is used: one small encoder with a few heads."""
