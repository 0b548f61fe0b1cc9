"""The tests. See README.md here for what is real in them."""

import os

# Before NumPy is imported: tests run side by side, and so would the sums of each on every core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
