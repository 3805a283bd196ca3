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

from .emulator import BUILT, ROOT, running

HERE = Path(__file__).resolve().parent
EVENT = ROOT / "tests" / "events" / "relief.json"
ROWS = {"bare handler": HERE / "bare", "small skill": HERE / "small", "ours": ROOT / "lambda"}
ROUNDS, WARM_ROUNDS, WARM_ANSWERS, EMULATOR_ROUNDS = 25, 5, 300, 7
# What the first help does without: clients of services, and our own rooms that need one.
NOT_LOADED = ("boto3", "requests", "flask", "leg_cramp.schedule", "leg_cramp.alexa_api", "leg_cramp.memory")
BARE, SMALL, OURS = ROWS


@dataclass
class Costs:
    """What was measured of one row: seconds, and KiB of memory; one entry a run."""

    cold: list[float] = field(default_factory=list)
    built: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    emulated: list[float] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)


def probe(python: list[str], folder: Path, warm: int = 0, **environment: str) -> tuple[float, dict[str, Any]]:
    """One fresh interpreter: its whole time in seconds, and what it says of itself. CalledProcessError if it fails."""
    command = [*python, str(HERE / "probe.py"), str(folder), str(EVENT), str(warm)]
    settings = {**os.environ, **environment}
    start = time.perf_counter()
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=settings).stdout
    return time.perf_counter() - start, json.loads(said.splitlines()[-1])


def from_source(costs: Mapping[str, Costs], work: Path) -> None:
    """Measure the rows from the source tree, with the libraries of this interpreter's venv.

    Each is run once before, and finds the bytecode of that run: in a folder of the benchmark's own, even where the
    environment says to write none. The SDK's came with it, so that without this ours alone would be compiled each time.
    """
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(work / "bytecode")}
    for name, folder in ROWS.items():
        costs[name].modules = set(probe([sys.executable], folder, **kept)[1]["modules"])
    for _ in range(ROUNDS):
        for name, folder in ROWS.items():
            seconds, told = probe([sys.executable], folder, **kept)
            costs[name].cold.append(seconds)
            costs[name].memory.append(told["memory"])
    for _ in range(WARM_ROUNDS):
        for name, folder in ROWS.items():
            costs[name].warm.append(probe([sys.executable], folder, WARM_ANSWERS, **kept)[1]["warm"])


def build_like_ours(source: Path, target: Path, python: str) -> Path:
    """Pack a baseline as the skill is packed: libraries, and unchecked bytecode."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    if (source / "requirements.txt").exists():
        pack.install(source / "requirements.txt", target)
    pack.compile_all(target, python)
    return target


def as_built(costs: Mapping[str, Costs], work: Path, python: str) -> None:
    """Measure the rows as they are packed, on the runtime's Python without this machine's libraries."""
    folders = {name: build_like_ours(ROWS[name], work / name.replace(" ", "-"), python) for name in (BARE, SMALL)}
    folders[OURS] = BUILT
    for _ in range(ROUNDS):
        for name, folder in folders.items():
            seconds, told = probe([python, "-I", "-S"], folder)
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


def under_emulator(costs: Mapping[str, Costs], work: Path, python: str) -> None:
    """Measure the first answer under Lambda's runtime emulator: ours as built, the small skill by a plain build."""
    body = EVENT.read_bytes()
    plain = plain_sam_build(work, python)
    for number in range(EMULATOR_ROUNDS):
        for name in (SMALL, OURS):
            # A folder that nobody has run from, so that the small skill finds no bytecode of the round before.
            folder = shutil.copytree(plain if name == SMALL else BUILT, work / f"{name}-{number}")
            with running(folder, work / "emulator.log") as emulator:
                start = time.perf_counter()
                emulator.post(body)
                costs[name].emulated.append(time.perf_counter() - start)


def milliseconds(seconds: list[float], digits: int = 0) -> str:
    """The median as text, or a dash where nothing was measured."""
    return f"{median(seconds) * 1000:.{digits}f} ms" if seconds else "-"


def table(costs: Mapping[str, Costs]) -> str:
    """The medians, one line a row."""
    lines = [f"{'':14}{'cold, source':>14}{'cold, built':>14}{'warm':>12}{'peak memory':>14}{'emulator':>12}"]
    for name, cost in costs.items():
        memory = f"{median(cost.memory) / 1024:.1f} MB"
        cells = f"{milliseconds(cost.cold):>14}{milliseconds(cost.built):>14}{milliseconds(cost.warm, 3):>12}"
        lines.append(f"{name:14}{cells}{memory:>14}{milliseconds(cost.emulated):>12}")
    return "\n".join(lines)


def verdict(label: str, ours: list[float], small: list[float], limit: float) -> str:
    """One ratio against its limit, in words."""
    if not ours or not small:
        return f"  {label:44} not measured: no Python {pack.RUNTIME} on this machine"
    ratio = median(one / other for one, other in zip(ours, small, strict=True))
    return f"  {label:44} {ratio:5.2f}  at most {limit:.2f}: {'met' if ratio <= limit else 'NOT MET'}"


def verdicts(ours: Costs, small: Costs) -> str:
    """Every limit, and whether it is met."""
    loaded = [name for name in NOT_LOADED if name in ours.modules]
    lines = [
        "ours to the small skill",
        verdict("cold, from the source tree", ours.cold, small.cold, 1.30),
        verdict("cold, as built", ours.built, small.built, 1.10),
        verdict("warm", ours.warm, small.warm, 3.00),
        verdict("peak memory", ours.memory, small.memory, 1.15),
        verdict("emulator, ours as built to its plain build", ours.emulated, small.emulated, 0.60),
        f"loaded after a relief answer, of {', '.join(NOT_LOADED)}: {', '.join(loaded) or 'none'}: "
        f"{'NOT MET' if loaded else 'met'}",
    ]
    if ours.cpu:
        lines.append(f"processor time of our first answer, as built, interpreter included: {milliseconds(ours.cpu)}")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    costs = {name: Costs() for name in ROWS}
    python = pack.find_python()
    with tempfile.TemporaryDirectory() as folder:
        from_source(costs, Path(folder))
        if python:
            as_built(costs, Path(folder), python)
            under_emulator(costs, Path(folder), python)
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"medians of {ROUNDS} fresh processes ({EMULATOR_ROUNDS} under the emulator); source on Python {version}")
    print(table(costs), verdicts(costs[OURS], costs[SMALL]), sep="\n\n")


if __name__ == "__main__":
    main()
