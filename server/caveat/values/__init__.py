"""Text to typed, normalised, comparable values."""
