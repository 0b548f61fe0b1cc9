"""A chat bot that walks LinkedIn members out of AI training, in their own language."""
