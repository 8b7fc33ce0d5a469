"""Set up `.venv` with the standard library alone, so that one command takes a clone to a running product.

Kept readable by old Pythons: the first thing it does is to say that one is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
LOG = os.path.join(VENV, "setup.log")


def fail(message):
    """Leave with one clear line on standard error."""
    sys.stderr.write("lerendwerken: %s\n" % message)
    sys.exit(2)


def check_python():
    """Refuse a Python that the product cannot run on, or one without venv."""
    if sys.version_info < (3, 11):
        fail("Python %d.%d is te oud; installeer Python 3.11 of nieuwer en start dit script daarmee." % sys.version_info[:2])
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        fail(
            "de module venv ontbreekt in deze Python; installeer haar (Debian en Ubuntu: apt install python%d.%d-venv)."
            % sys.version_info[:2]
        )


def fingerprint(lock):
    """Return what the environment depends on: the lock, the project file, the Python and the place."""
    digest = hashlib.sha256(("%s\n%s\n" % (sys.version, ROOT)).encode())
    for name in (lock, "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def run(command, what):
    """Run one step with its output in the log; on failure tell the cause in one line."""
    with open(LOG, "ab") as log:
        done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    if done.returncode == 0:
        return
    with open(LOG, encoding="utf-8", errors="replace") as file:
        text = file.read()
    offline = (
        "NewConnectionError",
        "No matching distribution",
        "dns error",
        "Failed to fetch",
        "Could not fetch",
        "timed out",
    )
    if any(sign in text for sign in offline):
        fail(
            "%s lukt niet: het pakketregister (PyPI) is niet bereikbaar. Controleer netwerk of proxy. Verslag: %s"
            % (what, LOG)
        )
    fail("%s lukt niet. Verslag: %s" % (what, LOG))


def install_command():
    """Return the installer to use: uv where it is present, else the environment's own pip."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", PYTHON]
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]


def ready(lock):
    """Tell whether `.venv` holds what `lock` names, as it stands now; the development lock holds the other too."""
    for name in (lock, "requirements-dev.txt"):
        stamp = os.path.join(VENV, "ready-" + name)
        if os.path.exists(PYTHON) and os.path.exists(stamp):
            with open(stamp) as file:
                if file.read() == fingerprint(name):
                    return True
    return False


def make_venv():
    """Make `.venv` anew, empty."""
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        lines = (made.stderr or made.stdout).strip().splitlines() or ["onbekende fout"]
        fail("een virtuele omgeving maken in %s lukt niet: %s" % (VENV, lines[-1]))


def ensure(lock):
    """Make `.venv` hold what `lock` names and the product itself; do nothing when it already does."""
    check_python()
    if ready(lock):
        return
    if not ready("requirements.txt"):
        print("Opzetten (eenmalig): omgeving in .venv", flush=True)
        make_venv()
    print("Opzetten (eenmalig): pakketten uit %s, dit duurt een paar minuten" % lock, flush=True)
    install = install_command()
    run(install + ["--require-hashes", "-r", lock], "pakketten installeren")
    run(install + ["--no-deps", "--no-build-isolation", "-e", "."], "lerendwerken installeren")
    with open(os.path.join(VENV, "ready-" + lock), "w") as file:
        file.write(fingerprint(lock))


def hand_over(command):
    """Run a command of the environment and leave with its exit code."""
    environment = dict(os.environ, PYTHONUTF8="1")
    environment["PATH"] = BIN + os.pathsep + environment.get("PATH", "")
    try:
        sys.exit(subprocess.call(command, env=environment))
    except KeyboardInterrupt:
        sys.exit(130)
