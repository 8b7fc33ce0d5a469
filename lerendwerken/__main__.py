"""`python -m lerendwerken`: the same as the command."""

from lerendwerken.cli import main

if __name__ == "__main__":
    main()
