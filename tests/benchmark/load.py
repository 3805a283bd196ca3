"""The web service under load, beside a bare Flask endpoint behind the same server: speed, errors, memory.

    make load

Everything is on loopback, each server in a process of its own, the client in this one. Rates and times are the medians
of ROUNDS rounds, in each of which every row has its turn; ratios are taken within a round, so that what else the
machine does touches both sides. Then the verified row answers LONG requests, and its memory is watched.
Exits with 0 whether or not a limit is met; anything else means that it could not measure.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import authority
from authority import sign

from .load_client import Run, run

HERE = Path(__file__).resolve().parent
EVENTS = HERE.parent / "events"
ASKED = (
    "launch",
    "relief",
    "relief_calf",
    "still_hurts",
    "next",
    "causes",
    "medication_statins",
    "danger_sign_swelling",
)
BARE, PLAIN, VERIFIED = "bare Flask", "ours, development", "ours, verified"
KINDS = {BARE: "bare", PLAIN: "development", VERIFIED: "verified"}
WARM_UP, ROUNDS, EACH = 300, 7, 2_000
LONG, CHUNK = 50_000, 5_000
ADDRESS = "https://s3.amazonaws.com/echo.api/cert.pem"
MOST_GROWTH = 0.05  # Of the memory held after the first chunk.


@dataclass(frozen=True)
class Served:
    """A server that runs: its row, its port, and its process."""

    row: str
    port: int
    process: subprocess.Popen[str]

    def memory(self) -> float:
        """The memory that it holds just now, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


@contextmanager
def served(row: str, folder: Path) -> Iterator[Served]:
    """Run the server of this row until the block ends."""
    command = [sys.executable, "-m", "benchmark.load_server", KINDS[row], str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield Served(row, urlsplit(process.stdout.readline().strip()).port or 0, process)
        finally:
            process.terminate()


def make_authority(folder: Path) -> None:
    """Write a root and a chain for Alexa's name, valid now, into the folder for the verifying server."""
    now = datetime.now(UTC)
    root = authority.root()
    between = authority.intermediate(root, until=now + timedelta(days=1))
    leaf = authority.leaf(between, since=now - timedelta(hours=1), until=now + timedelta(days=1))
    (folder / "root.pem").write_bytes(root.pem)
    (folder / "chain.pem").write_bytes(leaf.pem + between.pem)


def requests() -> list[bytes]:
    """The requests, made and signed now, whole as they go over the wire."""
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    whole = []
    for name in ASKED:
        event = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
        event["request"]["timestamp"] = made
        body = json.dumps(event).encode()
        lines = ["POST / HTTP/1.1", "Host: skill", f"Content-Length: {len(body)}"]
        lines += [f"SignatureCertChainUrl: {ADDRESS}", f"Signature-256: {sign(body)}", "", ""]
        whole.append("\r\n".join(lines).encode() + body)
    return whole


def line(row: str, ours: list[Run], bare: list[Run]) -> str:
    """One row of the table: medians, and the ratios to the bare endpoint of the same round."""
    rate = median(one.rate for one in ours)
    late = median(p99(one) for one in ours)
    rate_ratio = median(one.rate / other.rate for one, other in zip(ours, bare, strict=True))
    late_ratio = median(p99(one) / p99(other) for one, other in zip(ours, bare, strict=True))
    errors = sum(one.errors for one in ours)
    return f"{row:20}{rate:>10.0f}{rate_ratio:>8.2f}{late * 1000:>10.1f} ms{late_ratio:>8.2f}{errors:>9}"


def p99(one: Run) -> float:
    """What 99 of 100 answers took at most, in seconds."""
    return quantiles(one.times, n=100)[98]


def long_run(server: Served) -> str:
    """Ask LONG times, and say how the memory went."""
    held, errors = [], 0
    for _ in range(LONG // CHUNK):
        errors += run(server.port, requests(), CHUNK).errors
        held.append(server.memory())
    growth = held[-1] / held[0] - 1
    verdict = "met" if growth <= MOST_GROWTH and not errors else "NOT MET"
    course = " ".join(f"{each:.1f}" for each in held)
    return (
        f"{LONG} requests to “{server.row}”: {errors} errors; memory after each {CHUNK}, MB: {course}\n"
        f"growth since the first {CHUNK}: {growth:+.1%}, at most {MOST_GROWTH:.0%}, and no errors: {verdict}"
    )


def main() -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        make_authority(Path(name))
        servers = [stack.enter_context(served(row, Path(name))) for row in KINDS]
        for server in servers:
            run(server.port, requests(), WARM_UP)
        runs: dict[str, list[Run]] = {row: [] for row in KINDS}
        for _ in range(ROUNDS):
            for server in servers:
                runs[server.row].append(run(server.port, requests(), EACH))
        print(f"{ROUNDS} rounds of {EACH} requests, 8 connections; ratios are to bare Flask")
        print(f"{'':20}{'req/s':>10}{'ratio':>8}{'p99':>13}{'ratio':>8}{'errors':>9}")
        for row in KINDS:
            print(line(row, runs[row], runs[BARE]))
        print(long_run(servers[-1]))


if __name__ == "__main__":
    main()
