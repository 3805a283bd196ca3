"""Answers events in this one process and tells what that cost. Run as a command, in a fresh interpreter.

Usage: python probe.py FOLDERS EVENT WARM. FOLDERS (parted like PATH) go first on the module search path; EVENT is a
file; the answer is asked for once, and then WARM times more. Prints one JSON object.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Handler = Callable[[dict[str, Any], object], dict[str, Any]]


def peak_memory() -> int:
    """The most memory that this process has held, in KiB."""
    status = Path("/proc/self/status")
    if not status.exists():  # macOS, which counts in bytes
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    # ru_maxrss would count the parent's memory too: Linux carries it over a fork.
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def warm_cost(handler: Handler, event: str, times: int) -> float:
    """The median time of one more answer, in seconds; each gets an event of its own."""
    costs = []
    for request in [json.loads(event) for _ in range(times)]:
        start = time.perf_counter()
        handler(request, None)
        costs.append(time.perf_counter() - start)
    return sorted(costs)[times // 2] if costs else 0.0


def main(folders: str, event_file: str, times: str) -> None:
    """Do what the module's docstring says."""
    sys.path[:0] = folders.split(":")
    event = Path(event_file).read_text(encoding="utf-8")
    from lambda_function import handler

    answer = handler(json.loads(event), None)
    cost = {"cpu": time.process_time(), "memory": peak_memory(), "modules": sorted(sys.modules)}
    print(json.dumps({"answer": answer, **cost, "warm": warm_cost(handler, event, int(times))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
