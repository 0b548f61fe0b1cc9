"""The platforms as far as a bot can tell: real sockets on 127.0.0.1. They know nothing of `bot`."""
