"""A reminder for the bedtime stretch: set, change, cancel, ask. Each one needs its own yes."""

from dataclasses import replace
from datetime import datetime, time

from .. import plan_words, services
from ..alexa_api import AlexaApi, Reminder
from ..api_errors import ApiError, Reason
from ..clock_words import USUAL_BEDTIME, hear_bedtime
from ..reply import Reply
from ..schedule import Plan, UnknownZoneError, days_of, local_time, plan_from_trigger, reminder_request
from ..shown import Kind, Shown
from ..state import Question, State
from ..turn import UNLISTED, Turn

PROPOSED = "proposed"  # what State.told holds while the time read back was ours, not theirs
NOT_NOW = "reminders.trouble.not_now"

# What is said for each trouble; any other is "not just now".
SAID = {
    Reason.NO_PERMISSION: "not_allowed",
    Reason.DEVICE_NOT_SUPPORTED: "no_device",
    Reason.FORBIDDEN: "no_device",
    Reason.TOO_MANY: "too_many",
    Reason.BAD_RECURRENCE: "bad_days",
    Reason.NOT_SET: "no_zone",
}


def set_(turn: Turn) -> Reply:
    """Read back the time and days that were named, and ask for the yes."""
    try:
        there = first_on(services.alexa(turn).reminders()) if turn.caller.may_remind else None
    except ApiError as error:
        if error.reason is not Reason.NO_PERMISSION:
            return trouble(turn, error)
        there = None  # Taken back since: asked for again when there is a yes.
    pending, old = _pending(turn), _plan_of(there)
    if there and not pending and not turn.named("time", "recurrence"):
        return _which_time(turn, old)
    return _read_back(turn, _named_plan(turn, pending, old), there)


def offered(turn: Turn) -> Reply:
    """Take up an offer: the usual bedtime, every night, still with its own yes."""
    return set_(replace(turn, slots={}))


def confirmed(turn: Turn) -> Reply:
    """Set or change what was read back; ask for the permission first if it is missing."""
    from . import permission

    plan = _pending(turn)
    if plan is None:
        return set_(turn)
    return make(turn, plan) if turn.caller.may_remind else permission.ask(turn, plan)


def make(turn: Turn, plan: Plan) -> Reply:
    """Create the reminder, or change the one there is: there are never two."""
    api = services.alexa(turn)
    there = None
    try:
        zone = api.time_zone(turn.caller.device_id)
        body = reminder_request(plan, turn.asked_at, zone, turn.words.text("reminders.label"), turn.locale)
        there = first_on(api.reminders())
        token = _write(api, there, body, plan)
    except UnknownZoneError:
        return closed(turn, "reminders.trouble.no_zone")
    except ApiError as error:
        return trouble(turn, error)
    services.remember(turn, bedtime=plan.at, alert_token=token)
    when = plan_words.from_now(turn.words, plan, local_time(turn.asked_at, zone))
    return closed(turn, "reminders.changed" if there else "reminders.set", plan, when=when)


def refused(turn: Turn) -> Reply:
    """No to what was read back: say plainly that nothing was set or changed."""
    return closed(turn, "reminders.refused")


def cancel(turn: Turn) -> Reply:
    """Delete every reminder of ours, and say so only when it is done."""
    api = services.alexa(turn)
    try:
        ours = [each for each in api.reminders() if each.is_on]
        for each in ours:
            api.delete(each.token)
    except ApiError as error:
        return trouble(turn, error, "reminders.not_cancelled")
    services.remember(turn, alert_token=None)
    return closed(turn, "reminders.cancelled" if ours else "reminders.none")


def check(turn: Turn) -> Reply:
    """Say when the reminder rings, or that there is none."""
    try:
        there = first_on(services.alexa(turn).reminders())
    except ApiError as error:
        return trouble(turn, error, "reminders.not_seen")
    plan = _plan_of(there)
    if plan is None:
        return closed(turn, "reminders.on" if there else "reminders.none")
    return closed(turn, "reminders.on_for", plan, when=plan_words.every(turn.words, plan))


def first_on(reminders: tuple[Reminder, ...]) -> Reminder | None:
    """Return our reminder, if there is one that still rings."""
    return next((each for each in reminders if each.is_on), None)


def closed(turn: Turn, name: str, plan: Plan | None = None, **fill: str) -> Reply:
    """Say this sentence and close; a screen shows the plan, if one is on."""
    return Reply((turn.words.text(name, **fill),), State(), shown=Shown(Kind.REMINDER, plan=plan))


def trouble(turn: Turn, error: ApiError, general: str = NOT_NOW) -> Reply:
    """Say what went wrong, and that nothing was set; `general` is for what has no sentence of its own."""
    if error.may_have_happened and general == NOT_NOW:
        return closed(turn, "reminders.trouble.unsure")
    if error.reason is Reason.TIME_IN_PAST:
        return _which_time(turn, None)
    if general != NOT_NOW and error.reason is Reason.NO_PERMISSION:
        said = "reminders.none_seen"  # Asked about, or cancelled: there is none that we could see.
    else:
        said = f"reminders.trouble.{SAID[error.reason]}" if error.reason in SAID else general
    return replace(closed(turn, said), consent=error.reason is Reason.NO_PERMISSION)


def _read_back(turn: Turn, plan: Plan, there: Reminder | None) -> Reply:
    old = _plan_of(there)
    if old == plan:
        return closed(turn, "reminders.already", plan, when=plan_words.every(turn.words, plan))
    now = _device_clock(turn)
    when = plan_words.from_now(turn.words, plan, now) if now else plan_words.every(turn.words, plan)
    question = Question.CHANGE_REMINDER if there else Question.SET_REMINDER
    name = "reminders.read_back_change" if old else "reminders.read_back"
    said = turn.words.text(name, when=when, old=plan_words.every(turn.words, old) if old else "")
    told = None if turn.slot("time") else PROPOSED if turn.state.plan is None else turn.state.told
    state = replace(turn.state, question=question, plan=plan.text, muscle=None, told=told)
    return Reply((said,), state, shown=Shown(Kind.REMINDER, plan=plan))


def _which_time(turn: Turn, old: Plan | None) -> Reply:
    when = plan_words.every(turn.words, old) if old else ""
    said = turn.words.text("reminders.on_for" if old else "reminders.another_time", when=when)
    plan = old.text if old else turn.state.plan
    state = replace(turn.state, question=Question.WHICH_TIME, plan=plan, muscle=None, told=None)
    return Reply((said,), state, shown=Shown(Kind.REMINDER, plan=old))


def _named_plan(turn: Turn, pending: Plan | None, old: Plan | None) -> Plan:
    """Return the plan that was asked for: what was named now, else what is on the table, else the usual."""
    base = pending or old
    days = [each for each in turn.named("recurrence") if each != UNLISTED]
    # "Ten" again, after "10 PM", means the morning; after a time that was ours, it is the first they say.
    said_before = pending.at if pending and turn.state.told != PROPOSED else None
    heard = hear_bedtime(turn.slot("time"), said_before) if turn.slot("time") else None
    at = heard.at if heard else base.at if base else None
    return Plan(at or _usual_bedtime(turn), days_of(days) if days or base is None else base.days)


def _usual_bedtime(turn: Turn) -> time:
    kept = services.remembered(turn)
    return (kept.bedtime if kept else None) or USUAL_BEDTIME


def _device_clock(turn: Turn) -> datetime | None:
    try:
        return local_time(turn.asked_at, services.alexa(turn).time_zone(turn.caller.device_id))
    except (ApiError, UnknownZoneError):
        return None  # Only "tonight" is lost; the reminder itself asks for the zone again.


def _write(api: AlexaApi, there: Reminder | None, body: dict[str, object], plan: Plan) -> str:
    try:
        return api.update(there.token, body) if there else api.create(body)
    except ApiError as error:
        if there and error.reason is Reason.NOT_FOUND:
            return api.create(body)  # Deleted in the app in between.
        made = _made(api, plan) if error.may_have_happened else None
        if made is None:
            raise
        return made.token


def _made(api: AlexaApi, plan: Plan) -> Reminder | None:
    """Return the reminder that rings by this plan; None if there is none, or nobody can tell."""
    try:
        return next((each for each in api.reminders() if each.is_on and _plan_of(each) == plan), None)
    except ApiError:
        return None  # What went wrong before stands, and says that the reminder may have been made.


def _plan_of(reminder: Reminder | None) -> Plan | None:
    return plan_from_trigger(reminder.trigger) if reminder else None


def _pending(turn: Turn) -> Plan | None:
    try:
        return Plan.read(turn.state.plan) if turn.state.plan else None
    except ValueError:
        return None  # A session of another version: the plan is asked for anew.
