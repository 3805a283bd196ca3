"""What the page is sent: what happened, and how things stand, as JSON."""

from typing import Any

from speaker import terminal, voice
from speaker.cloud import faults
from speaker.ear import Ear, Heard
from speaker.envelope import Json
from speaker.page.desk import Desk
from speaker.page.history import Entry, Failed, Probe
from speaker.story import AppDoes, Breaks, Changes, TimePasses
from speaker.turn import Turn

CANDIDATES = 4


def whole(desk: Desk, *, since: int = 0) -> Json:
    """Give how things stand at a desk, and its entries from number `since` on."""
    return {"entries": [entry(each, desk.speaker.ear) for each in desk.entries[since:]], "state": state(desk)}


def state(desk: Desk) -> Json:
    """Give how things stand."""
    speaker = desk.speaker
    cloud = speaker.state()
    return {
        "title": desk.title,
        "count": len(desk.entries),
        "now": speaker.now.replace(tzinfo=None).isoformat(timespec="seconds"),
        "zone": speaker.cloud.clock.zone.key,
        "locale": speaker.locale,
        "device": speaker.device.value,
        "permission": speaker.permission.value,
        "granted": speaker.cloud.granted,
        "faults": {service.value: faults.written(service, fault) for service, fault in speaker.cloud.faults.items()},
        "door": {"kind": desk.doorway.kind.value, "url": desk.doorway.url},
        "open": speaker.open,
        "session": speaker.session_attributes,
        "memory": cloud["memory"] if desk.doorway.remembers_here else None,
        "reminders": cloud["reminders"],
        "screen": screen(desk),
        "log": list(desk.doorway.log),
    }


def screen(desk: Desk) -> Json | None:
    """Give what a device with a screen shows: its size in pixels, and the directive's parts; None without a screen."""
    device, directive = desk.speaker.device, desk.speaker.screen
    if not device.has_screen:
        return None
    viewport = device.viewport["Viewport"]
    size = {name: viewport[name] for name in ("mode", "shape", "pixelWidth", "pixelHeight", "dpi")}
    shown = directive and {"document": directive.get("document"), "datasources": directive.get("datasources") or {}}
    return {"viewport": size, "shown": shown}


def entry(happened: Entry, ear: Ear) -> Json:
    """Give one entry; `kind` tells which: turn, time, app, fault, set, failed, again, or differs alone."""
    if isinstance(happened, Failed):
        return {"kind": "failed", "said": happened.said, "why": happened.why}
    if isinstance(happened, Probe):
        said = (happened.response.get("response") or {}).get("outputSpeech")
        return {"kind": "again", **_exchange(happened.request, happened.response), "pieces": _pieces(said)}
    differs = {"difference": happened.difference} if happened.difference else {}
    step = happened.step
    if happened.turn:
        return {"kind": "turn", **turn(happened.turn, ear), **differs}
    if isinstance(step, TimePasses):
        rang = [{"at": ring.at.isoformat(timespec="minutes"), "label": ring.label} for ring in happened.rang]
        return {"kind": "time", "until": step.until.isoformat(timespec="seconds"), "rang": rang, **differs}
    if isinstance(step, AppDoes):
        return {"kind": "app", "what": step.what, **differs}
    if isinstance(step, Breaks):
        return {"kind": "fault", "what": step.broken, **differs}
    if isinstance(step, Changes):
        return {"kind": "set", "name": step.name, "value": step.value, **differs}
    return {"kind": "differs", **differs}


def turn(each: Turn, ear: Ear) -> Json:
    """Give one turn: what was said, what came back, and how it was understood."""
    return {
        "said": each.said or "",
        "asked": each.asked,
        "text": each.text,
        "pieces": [piece for one in each.all for piece in _pieces(one.speech)],
        "open": each.open,
        "reprompted": each.request is None and each.open,
        "heard": terminal.describe(each),
        "understood": understood(each.heard, each.said or "", ear) if each.heard else None,
        **_exchange(each.request, each.response),
    }


def understood(heard: Heard, said: str, ear: Ear) -> Json:
    """Give what the ear made of an utterance, and what else came near."""
    slots = [
        {
            "name": slot.name,
            "type": slot.type,
            "said": slot.said,
            "value": getattr(slot.found, "name", slot.value),
            "id": slot.id,
            "listed": slot.found is not None,
        }
        for slot in heard.slots.values()
    ]
    near = [
        {"intent": each.intent, "sample": each.sample, "score": round(each.score, 2)}
        for each in ear.next_best(said, CANDIDATES + 1)
        if each.intent != heard.intent
    ]
    return {
        "intent": heard.intent or "LaunchRequest",
        "how": heard.how.value,
        "sample": heard.sample,
        "named": heard.named,
        "slots": slots,
        "next": near[:CANDIDATES],
    }


def _pieces(output: Any) -> list[Json]:
    return [piece.as_object() for piece in voice.of(output)]


def _exchange(request: Json | None, response: Json | None) -> Json:
    return {"request": request, "response": response}
