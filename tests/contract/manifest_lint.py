"""What no schema says of the manifest: its words, the phrases it tells people to say, and what it declares."""

import re
from collections.abc import Iterator
from typing import Any

from contract.model import LOCALES, Model, normalised
from contract.model_lint import Finding
from contract.model_overlap import Book

CATEGORY = "HEALTH_AND_FITNESS"
# Only what the skill uses: each interface, permission and event that is declared has to work when Amazon tries it.
INTERFACES = ["CAN_FULFILL_INTENT_REQUEST", "ALEXA_PRESENTATION_APL"]
# The one permission, and the events after which something has to be forgotten. Each costs a call of the skill.
PERMISSIONS = ["alexa::alerts:reminders:skill:readwrite"]
EVENTS = ["SKILL_DISABLED", "SKILL_PERMISSION_CHANGED", "REMINDER_DELETED"]
# usesHealthInfo is for skills under the American HIPAA programme, which this one is not: the field stays away.
# usesPersonalInfo is true: a bedtime is kept for each account, even though the account is only known by a hash.
PRIVACY = {
    "allowsPurchases": False,
    "containsAds": False,
    "isChildDirected": False,
    "isExportCompliant": True,
    "usesPersonalInfo": True,
}
# The emergency number follows the locale, so the skill goes only where the five locales are spoken.
COUNTRIES = {locale[-2:] for locale in LOCALES}

# Claims that Amazon refuses of a health skill, and that would not be true.
CLAIM = re.compile(
    r"\b(cur(e|es|ed|ing)|treat(s|ed|ing)?|fix(es|ed)?|heals?|prevents?|guarantee\w*|life.?saving)\b", re.I
)
DISCLAIMER = ("general information", "not medical advice", "not a substitute", "call your local emergency number")
# What is kept, and how to be rid of it, stands where people decide.
KEPT = ("keeps the bedtime", "nothing about your health", '"forget me"', "disabling the skill")
# Amazon refuses a permission whose reason the testers are not told.
REASON = ("Why the skill wants the permission", "on a real device")
QUOTED = re.compile(r'"([^"]+)"')
# Amazon's own words are not in the model: its intents', and the answer to its own question about a permission.
AMAZONS_WORDS = frozenset(
    {"help", "stop", "cancel", "yes", "no", "next", "previous", "repeat", "start over", "pause", "resume", "more"}
) | {"i approve"}


def lint(document: dict[str, Any], model: Model) -> list[Finding]:
    """Return every fault found in a manifest, which must have passed the schema, for the model it goes with."""
    manifest = document["manifest"]
    publishing = manifest["publishingInformation"]
    book = Book.of(model)
    found = [*_declared(manifest), *_testers(publishing, model, book)]
    for locale, texts in publishing["locales"].items():
        found += [*_words(locale, texts), *_examples(locale, texts, model, book)]
    return found


def _declared(manifest: dict[str, Any]) -> Iterator[Finding]:
    publishing, privacy = manifest["publishingInformation"], dict(manifest["privacyAndCompliance"])
    privacy.pop("locales", None)
    for what, is_there, wanted in (
        ("locales", set(publishing["locales"]), set(LOCALES)),
        ("category", publishing["category"], CATEGORY),
        ("countries", set(publishing["distributionCountries"]), COUNTRIES),
        ("isAvailableWorldwide", publishing["isAvailableWorldwide"], False),
        ("privacyAndCompliance", privacy, PRIVACY),
        ("interfaces", [each["type"] for each in manifest["apis"]["custom"]["interfaces"]], INTERFACES),
        ("permissions", [each["name"] for each in manifest.get("permissions", [])], PERMISSIONS),
        ("events", [each["eventName"] for each in manifest.get("events", {}).get("subscriptions", [])], EVENTS),
    ):
        if is_there != wanted:
            yield Finding("declared", what, f"{is_there!r} instead of {wanted!r}")


def _words(locale: str, texts: dict[str, Any]) -> Iterator[Finding]:
    for part in ("name", "summary", "description", "keywords", "examplePhrases"):
        for claim in CLAIM.finditer(str(texts[part])):
            yield Finding("claim", f"{locale} {part}", repr(claim[0]))
    for part in ("name", "summary"):
        if "doctor" in texts[part].lower():
            yield Finding("claim", f"{locale} {part}", "'doctor'")
    for words in DISCLAIMER:
        if words not in texts["description"]:
            yield Finding("disclaimer", locale, f"the description does not say {words!r}")
    for words in KEPT:
        if words not in texts["description"]:
            yield Finding("privacy", locale, f"the description does not say {words!r}")
    if re.search(r"\d", texts["description"]):
        yield Finding("emergency number", locale, "the description names a number; the skill says the right one")
    if len(set(texts["keywords"])) < len(texts["keywords"]):
        yield Finding("keywords", locale, "one stands twice")


def _examples(locale: str, texts: dict[str, Any], model: Model, book: Book) -> Iterator[Finding]:
    phrases = texts["examplePhrases"]
    if len(phrases) != 3 or len(set(phrases)) != 3:
        yield Finding("example phrases", locale, f"{len(set(phrases))} different ones instead of three")
    for phrase in phrases:
        start = f"Alexa, ask {model.invocation_name} "
        if not phrase.startswith(start):
            yield Finding("example phrases", locale, f"{phrase!r} does not begin with {start!r}")
        elif not _understood(phrase.removeprefix(start), book):
            yield Finding("example phrases", locale, f"{phrase!r} is not in the model")
    for phrase in quoted(texts["description"], model.invocation_name):
        if not _understood(phrase, book):
            yield Finding("description", locale, f"{phrase!r} is not in the model")


def _testers(publishing: dict[str, Any], model: Model, book: Book) -> Iterator[Finding]:
    for words in REASON:
        if words not in publishing["testingInstructions"]:
            yield Finding("testing instructions", "all locales", f"they do not say {words!r}")
    for phrase in quoted(publishing["testingInstructions"], model.invocation_name):
        if not _understood(phrase, book):
            yield Finding("testing instructions", "all locales", f"{phrase!r} is not in the model")


def quoted(text: str, name: str) -> list[str]:
    """Return what a text tells people to say to the skill, in double quotes, that only the model can know."""
    said = (phrase.removeprefix(f"Alexa, ask {name} ") for phrase in QUOTED.findall(text))
    return [phrase for phrase in said if phrase != f"Alexa, open {name}" and phrase.lower() not in AMAZONS_WORDS]


def _understood(phrase: str, book: Book) -> bool:
    return any(book.sources(normalised(phrase)))
