"""What the reader's head is learned from, how it is trained, and how well it then understands.

Nothing here is part of the program: it runs in a checkout only, and the program imports none of it.
"""

import os

# Before NumPy is imported. Several cores round sums otherwise than one, and save little: where they
# have something else to do besides, they wait for each other and take ten times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
