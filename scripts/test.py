"""From a clone to a test run: set up, then run the whole suite; arguments go to pytest."""

import os
import sys

import _environment as environment

if __name__ == "__main__":
    environment.ensure("requirements-dev.txt")
    os.chdir(environment.ROOT)
    environment.hand_over([environment.PYTHON, "-m", "pytest"] + sys.argv[1:])
