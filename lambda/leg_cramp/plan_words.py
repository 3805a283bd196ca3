"""A plan as it is spoken: "10 PM tonight and every night", "9:30 PM on weekdays, starting tomorrow". Pure."""

from datetime import datetime

from .clock_words import clock_text, days_key
from .content import Words
from .schedule import Plan, Ring, next_ring, ring_from


def every(words: Words, plan: Plan) -> str:
    """Say the time and the days."""
    return words.text(f"plan.{days_key(plan)}", time=clock_text(plan.at), days=_named(words, plan))


def days(words: Words, plan: Plan) -> str:
    """Say the days alone, as a screen shows them under the time: "every night"."""
    return words.text(f"plan.{days_key(plan)}", time="", days=_named(words, plan)).strip()


def from_now(words: Words, plan: Plan, now: datetime) -> str:
    """Say the time, the days and when it rings first; `now` is aware, in the device's zone."""
    ring = next_ring(plan, now)
    first = ring_from(ring, now)
    if first is Ring.TONIGHT and days_key(plan) == "every_night":
        return words.text("plan.tonight_and_every_night", time=clock_text(plan.at))
    if first is Ring.LATER and days_key(plan) == "days":
        return every(words, plan)  # "every Friday" says it already.
    day = words.tree("plan.day_names")[list(words.tree("plan.day_names"))[ring.weekday()]]
    starting = words.text(f"plan.first.{first}", day=day)
    return words.text("plan.starting", every=every(words, plan), first=starting)


def _named(words: Words, plan: Plan) -> str:
    names = words.tree("plan.day_names")
    all_days = [names[day] for day in plan.in_week_order()]
    return words.text("plan.and").join(filter(None, [", ".join(all_days[:-1]), all_days[-1]]))
