"""Ask a database whether a vulnerability is known of what we install. `make audit` runs this, with pip-audit's Python.

pip-audit says "no known vulnerabilities" and exits 0 also where its database knows no package at all, as behind a
mirror. So a database counts only when it finds the flaw of an old release that has one, and a package that it skipped
is not audited.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# PyYAML 5.1 runs whatever a document says: CVE-2020-1747, and others.
FLAWED = "pyyaml==5.1"
DATABASES = ("pypi", "osv")
# How pip-audit ends when it got no answer, as against when it is broken itself.
NO_ANSWER = re.compile(r"(Connect\w*|Timeout|SSL|Proxy|HTTP|Service|NameResolution)Error|Could not connect|Timeout\b")
SECONDS = 60


class NoDatabaseError(Exception):
    """No database answered, or none that knows the packages. The message is one line."""


def audit(locks: list[Path]) -> list[str]:
    """Return one line for each known vulnerability of what the locks name, each with every version and hash.

    Raises NoDatabaseError when nobody can tell, and RuntimeError when pip-audit itself fails.
    """
    database = _database()
    found, unknown = [], []
    for lock in locks:
        for package in _ask(database, "--require-hashes", "--requirement", str(lock)):
            if "skip_reason" in package:
                unknown.append(package["name"])
            for flaw in package.get("vulns", []):
                fixed = ", ".join(flaw["fix_versions"]) or "no version yet"
                found.append(f"{lock.name}: {package['name']} {package['version']}: {flaw['id']}, fixed in {fixed}")
    if unknown and not found:
        raise NoDatabaseError(f"{database} knows nothing of {', '.join(unknown)}")
    return found


def _database() -> str:
    """Return the name of the first database that finds a flaw where there is one."""
    why = []
    for database in DATABASES:
        with tempfile.TemporaryDirectory() as folder:
            flawed = Path(folder) / "flawed.txt"
            flawed.write_text(FLAWED, encoding="utf-8")
            try:
                answer = _ask(database, "--no-deps", "--requirement", str(flawed))
            except NoDatabaseError as error:
                why.append(str(error))
                continue
        if any(package.get("vulns") for package in answer):
            return database
        why.append(f"{database} finds no flaw in {FLAWED}, which has some")
    raise NoDatabaseError("; ".join(why))


def _ask(database: str, *what: str) -> list[dict[str, Any]]:
    """Return what pip-audit tells of each package. Its exit code, the same for a flaw as for a fault, says nothing."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", database, "--timeout", "15"]
    command += ["--disable-pip", "--progress-spinner", "off", "--format", "json", *what]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise NoDatabaseError(f"{database} did not answer within {SECONDS} seconds") from error
    try:
        answer: list[dict[str, Any]] = json.loads(told.stdout)["dependencies"]
    except (ValueError, LookupError) as error:
        last = (told.stderr.strip().splitlines() or ["no word"])[-1]
        if NO_ANSWER.search(told.stderr):
            raise NoDatabaseError(f"{database} did not answer") from error
        raise RuntimeError(f"pip-audit failed: {last}") from error
    return answer


def main(arguments: list[str]) -> int:
    """Audit. Exit code 0: nothing known; 1: a vulnerability, or nobody could tell; 2: pip-audit failed."""
    parser = argparse.ArgumentParser(description="Ask whether a vulnerability is known of what the locks name.")
    parser.add_argument("--offline-ok", action="store_true", help="exit 0, loudly, where no database can be reached")
    parser.add_argument("locks", type=Path, nargs="+", help="requirements with every version and hash")
    given = parser.parse_args(arguments)
    try:
        found = audit(given.locks)
    except NoDatabaseError as error:
        print(f"audit: NOT AUDITED, no database can tell: {error}", file=sys.stderr)
        return 0 if given.offline_ok else 1
    except RuntimeError as error:
        print(f"audit: {error}", file=sys.stderr)
        return 2
    if found:
        print(*(f"audit: {line}" for line in found), sep="\n", file=sys.stderr)
        return 1
    print(f"audit: no vulnerability is known of anything in {', '.join(lock.name for lock in given.locks)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
