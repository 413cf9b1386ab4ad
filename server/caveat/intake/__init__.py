"""Files of many formats in, articles out."""
