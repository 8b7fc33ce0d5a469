"""From a clone to a learning site: set up, then run `lerendwerken demo` with the same arguments."""

import sys

import _environment as environment

if __name__ == "__main__":
    environment.ensure("requirements.txt")
    environment.hand_over([environment.PYTHON, "-m", "lerendwerken", "demo"] + sys.argv[1:])
