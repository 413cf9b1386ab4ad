"""How what the server ships is made."""
