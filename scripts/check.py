"""All checks of the house, one after the other: style, types, layers, catalogues, schemas, notebooks, tests.

`--quick` leaves the tests out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "style": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "types": [str(BIN / "mypy")],
    "layers": [str(BIN / "lint-imports")],
    "messages": [sys.executable, "scripts/messages.py", "--check"],
    "generated": [sys.executable, "scripts/generate.py", "--check"],
    "tests": [sys.executable, "-m", "pytest", "--cov", "--cov-report=term"],
}


def main() -> int:
    """Run each check; return how many failed."""
    chosen = {name: command for name, command in CHECKS.items() if not (name == "tests" and "--quick" in sys.argv)}
    failed = []
    for name, command in chosen.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
