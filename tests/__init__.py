"""The tests. See README.md here for what is real in them."""
