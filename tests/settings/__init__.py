"""The environment, the disk and the keys: what they set, and what is wrong with them."""
