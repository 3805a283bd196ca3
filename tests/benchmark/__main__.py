"""`make bench`: one table of what the first answer and each later one cost, beside the two baselines, and the limits.

Every figure is taken in one run, the rows in turn. A ratio is the median of the rounds' own ratios: what else the
machine is doing then falls on both sides alike.
Ends with 0 whether or not a limit is met; anything else means that it could not measure.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import pack

from .emulator import BUILT, ROOT, Emulator, running

HERE = Path(__file__).resolve().parent
EVENT = ROOT / "tests" / "events" / "relief.json"
ROWS = {"bare handler": HERE / "bare", "small skill": HERE / "small", "ours": ROOT / "lambda"}
BARE, SMALL, OURS = ROWS
# The small skill as the SAM CLI builds it when nobody tells it how; and our first help when it asks whether it is
# night, of a port where nobody listens: what that costs without the network.
PLAIN, ASKING = "small, plain build", "ours, asking the time"
ROUNDS, WARM_ROUNDS, WARM_ANSWERS, EMULATOR_ROUNDS, EMULATOR_WARM = 25, 5, 300, 7, 50
# What the first help does without: libraries for services, and our own rooms that need one.
NOT_LOADED = ("boto3", "botocore", "requests", "flask", "leg_cramp.schedule", "leg_cramp.memory")


@dataclass
class Costs:
    """What was measured of one row: seconds, and KiB of memory; one entry a run."""

    cold: list[float] = field(default_factory=list)
    built: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    emulated: list[float] = field(default_factory=list)
    emulated_warm: list[float] = field(default_factory=list)
    emulated_memory: list[float] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)


def without_services(work: Path) -> Path:
    """Write the event down without the address of Alexa's services, so that nobody asks them anything."""
    event = json.loads(EVENT.read_text(encoding="utf-8"))
    for name in ("apiEndpoint", "apiAccessToken"):
        del event["context"]["System"][name]
    path = work / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    return path


def probe(
    python: list[str], folder: Path, event: Path, warm: int = 0, **environment: str
) -> tuple[float, dict[str, Any]]:
    """One fresh interpreter: its whole time in seconds, and what it says of itself. CalledProcessError if it fails."""
    command = [*python, str(HERE / "probe.py"), str(folder), str(event), str(warm)]
    settings = {**os.environ, **environment}
    start = time.perf_counter()
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=settings).stdout
    return time.perf_counter() - start, json.loads(said.splitlines()[-1])


def from_source(costs: Mapping[str, Costs], work: Path, event: Path) -> None:
    """Measure the rows from the source tree, with the libraries of this interpreter's venv.

    Each is run once before, and finds the bytecode of that run: in a folder of the benchmark's own, even where the
    environment says to write none. The SDK's came with it, so that without this ours alone would be compiled each time.
    """
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(work / "bytecode")}
    rows = {name: (folder, event) for name, folder in ROWS.items()} | {ASKING: (ROWS[OURS], EVENT)}
    for name, (folder, asked) in rows.items():
        costs[name].modules = set(probe([sys.executable], folder, asked, **kept)[1]["modules"])
    for _ in range(ROUNDS):
        for name, (folder, asked) in rows.items():
            seconds, told = probe([sys.executable], folder, asked, **kept)
            costs[name].cold.append(seconds)
            costs[name].memory.append(told["memory"])
    for _ in range(WARM_ROUNDS):
        for name, (folder, asked) in rows.items():
            costs[name].warm.append(probe([sys.executable], folder, asked, WARM_ANSWERS, **kept)[1]["warm"])


def build_like_ours(source: Path, target: Path, python: str) -> Path:
    """Pack a baseline as the skill is packed: libraries, and unchecked bytecode."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    if (source / "requirements.txt").exists():
        pack.install(ROOT / "lambda" / "requirements.lock", target)
    pack.compile_all(target, python)
    return target


def as_built(costs: Mapping[str, Costs], work: Path, python: str, event: Path) -> None:
    """Measure the rows as they are packed, on the runtime's Python without this machine's libraries."""
    folders = {name: build_like_ours(ROWS[name], work / name.replace(" ", "-"), python) for name in (BARE, SMALL)}
    folders |= {OURS: BUILT, PLAIN: plain_sam_build(work, python)}
    for _ in range(ROUNDS):
        for name, folder in folders.items():
            # A zip that is unpacked anew has no bytecode but what was packed.
            seconds, told = probe([python, "-I", "-S", "-B"], folder, event)
            costs[name].built.append(seconds)
            costs[name].cpu.append(told["cpu"])


def plain_sam_build(work: Path, python: str) -> Path:
    """Build the small skill as the SAM CLI does when nobody tells it how. CalledProcessError if it cannot."""
    sam = ROOT / ".venv-sam" / "bin" / "sam"
    command = [str(sam), "build", "-t", str(ROWS[SMALL] / "template.yaml"), "-b", str(work / "plain")]
    # It looks for the runtime's Python by name.
    path = os.pathsep.join([str(Path(python).parent), os.environ.get("PATH", os.defpath)])
    settings = {**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0"}
    subprocess.run(command, check=True, env=settings, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return work / "plain" / "SmallFunction"


def under_emulator(costs: Mapping[str, Costs], work: Path, event: Path) -> None:
    """Measure the same artefacts under Lambda's runtime emulator: first answer, later ones, memory of the function."""
    body = event.read_bytes()
    folders = {BARE: work / "bare-handler", SMALL: work / "small-skill", PLAIN: work / "plain" / "SmallFunction"}
    for number in range(EMULATOR_ROUNDS):
        for name, source in {**folders, OURS: BUILT}.items():
            # A folder that nobody has run from, so that none finds the bytecode of the round before.
            folder = shutil.copytree(source, work / f"{name}-{number}")
            with running(folder, work / "emulator.log") as emulator:
                times = [timed(emulator, body) for _ in range(1 + EMULATOR_WARM)]
                costs[name].emulated_memory.append(emulator.memory())
            costs[name].emulated.append(times[0])
            costs[name].emulated_warm.append(median(times[1:]))


def timed(emulator: Emulator, body: bytes) -> float:
    """Seconds until the emulator has answered."""
    start = time.perf_counter()
    emulator.post(body)
    return time.perf_counter() - start


def milliseconds(seconds: list[float], digits: int = 0) -> str:
    """The median as text, or a dash where nothing was measured."""
    return f"{median(seconds) * 1000:.{digits}f} ms" if seconds else "-"


def megabytes(kibibytes: list[float]) -> str:
    """The median as text, or a dash where nothing was measured."""
    return f"{median(kibibytes) / 1024:.1f} MB" if kibibytes else "-"


def table(costs: Mapping[str, Costs]) -> str:
    """The medians, one line a row."""
    heads = ("cold, source", "cold, built", "warm", "memory", "emulator", "then", "memory")
    lines = [f"{'':22}" + "".join(f"{head:>13}" for head in heads)]
    for name, cost in costs.items():
        cells = [milliseconds(cost.cold), milliseconds(cost.built), milliseconds(cost.warm, 3), megabytes(cost.memory)]
        cells += [milliseconds(cost.emulated), milliseconds(cost.emulated_warm, 2), megabytes(cost.emulated_memory)]
        lines.append(f"{name:22}" + "".join(f"{cell:>13}" for cell in cells))
    return "\n".join(lines)


def verdict(label: str, ours: list[float], other: list[float], limit: float) -> str:
    """One ratio against its limit, in words."""
    if not ours or not other:
        return f"  {label:48} not measured: no Python {pack.RUNTIME} on this machine"
    ratio = median(one / its for one, its in zip(ours, other, strict=True))
    return f"  {label:48} {ratio:5.2f}  at most {limit:.2f}: {'met' if ratio <= limit else 'NOT MET'}"


def verdicts(costs: Mapping[str, Costs]) -> str:
    """Every limit, and whether it is met."""
    ours, small, plain, asking = (costs[name] for name in (OURS, SMALL, PLAIN, ASKING))
    loaded = [name for name in NOT_LOADED if name in ours.modules | asking.modules]
    lines = [
        "ours to the small skill",
        verdict("cold, from the source tree", ours.cold, small.cold, 0.85),
        verdict("cold, from the source tree, asking the time", asking.cold, small.cold, 1.15),
        verdict("cold, both built like ours", ours.built, small.built, 0.85),
        verdict("cold, ours as built to its plain build", ours.built, plain.built, 0.50),
        verdict("emulator, first answer, both built like ours", ours.emulated, small.emulated, 1.00),
        verdict("emulator, first answer, to its plain build", ours.emulated, plain.emulated, 0.50),
        verdict("emulator, later answers, to its plain build", ours.emulated_warm, plain.emulated_warm, 1.50),
        verdict("emulator, memory, to its plain build", ours.emulated_memory, plain.emulated_memory, 1.00),
        verdict("warm", ours.warm, small.warm, 3.00),
        verdict("peak memory", ours.memory, small.memory, 1.00),
        f"loaded after a relief answer, of {', '.join(NOT_LOADED)}: {', '.join(loaded) or 'none'}: "
        f"{'NOT MET' if loaded else 'met'}",
    ]
    if ours.cpu:
        lines.append(f"processor time of our first answer, as built, interpreter included: {milliseconds(ours.cpu)}")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    costs = {name: Costs() for name in (BARE, SMALL, PLAIN, OURS, ASKING)}
    python = pack.find_python()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        event = without_services(work)
        from_source(costs, work, event)
        if python:
            as_built(costs, work, python, event)
            under_emulator(costs, work, event)
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"medians of {ROUNDS} fresh processes ({EMULATOR_ROUNDS} under the emulator); source on Python {version}")
    print(table(costs), verdicts(costs), sep="\n\n")


if __name__ == "__main__":
    main()
