"""What each signal is worth on labelled sets."""
