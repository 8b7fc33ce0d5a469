"""Write the two lock files anew: exact versions with hashes, for every system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "python scripts/lock.py"
LOCKS = {"requirements.txt": ["build"], "requirements-dev.txt": ["build", "dev"]}


def main() -> int:
    """Resolve both locks; extra arguments go to uv (`--upgrade`, `--upgrade-package NAME`)."""
    for name, groups in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        command += ["--python-version", "3.11", "--custom-compile-command", HEADER, "--output-file", name]
        command += [word for group in groups for word in ("--group", group)]
        subprocess.run([*command, "pyproject.toml", *sys.argv[1:]], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
