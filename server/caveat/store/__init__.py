"""Articles of other outlets, kept and found again."""
