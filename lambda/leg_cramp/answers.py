"""What was asked about -> the sentences of the answer, by the name of what was named. Pure."""

from collections.abc import Callable, Sequence

from .content import Words


def answer(words: Words, topic: str, named: Sequence[str]) -> str:
    """Return the answer to a topic, about the ids in `named` (one or two, or none).

    An id that the content does not know is answered as one that is not on our list.
    """
    said = COMPOSE.get(topic, _plain)(words, topic, named)
    return said[:1].upper() + said[1:]


def _plain(words: Words, topic: str, named: Sequence[str]) -> str:
    muscles = words.tree("muscles")
    muscle = muscles.get(named[0], muscles["any"]) if named else muscles["any"]
    return words.text(f"answers.{topic}.say", the_muscle=muscle)


def _exercise(words: Words, topic: str, named: Sequence[str]) -> str:
    entry = words.tree("activities").get(named[0]) if named else None
    if entry is None:
        return words.text(f"answers.{topic}.say")
    return words.text(f"answers.{topic}.{entry['kind']}", named=entry["name"])


def _treatment(words: Words, topic: str, named: Sequence[str]) -> str:
    if not named:
        return words.text(f"answers.{topic}.say")
    known = words.tree("treatments")
    said = [words.fill(known[each]) if each in known else words.text(f"answers.{topic}.unlisted") for each in named]
    return " ".join(dict.fromkeys(said))


def _by_kind(words: Words, topic: str, named: Sequence[str]) -> str:
    """Medicines and conditions: those on our lists by name, then what their kind asks for."""
    if not named:
        return words.text(f"answers.{topic}.say")
    table = words.tree(f"{topic}s")
    listed = [table[each] for each in named if "name" in table.get(each, {})]
    kinds = [words.tree(f"{topic}_kinds.{kind}") for kind in dict.fromkeys(entry["kind"] for entry in listed)]
    said = [_named(words, topic, [words.fill(entry["name"]) for entry in listed])] if listed else []
    if len(named) == 1:
        said += [words.fill(kind["note"]) for kind in kinds if "note" in kind and not listed[0].get("plain")]
    said += [words.fill(table[each]["say"]) for each in named if "say" in table.get(each, {})]
    said += [words.text(f"answers.{topic}.unlisted") for each in named if each not in table]
    if listed:
        own = kinds[0].get("care") if len(kinds) == 1 else None
        said.append(own or words.text(f"answers.{topic}.care"))
    said += [words.fill(kind["warning"]) for kind in kinds if "warning" in kind]
    return " ".join(dict.fromkeys(said))


def _named(words: Words, topic: str, names: list[str]) -> str:
    if len(names) == 1:
        return words.text(f"answers.{topic}.one_named", named=names[0])
    return words.text(f"answers.{topic}.two_named", one=names[0], other=names[1])


COMPOSE: dict[str, Callable[[Words, str, Sequence[str]], str]] = {
    "exercise": _exercise,
    "treatment": _treatment,
    "medication": _by_kind,
    "condition": _by_kind,
}
