"""A folder like interaction_model/, with a small model: packed in a moment."""

import json
import shutil
from pathlib import Path

from contract.manifest_lint import quoted
from contract.skill_package import SOURCE
from contract.small_model import small_model


def small_source(folder: Path) -> Path:
    """Fill a new folder with our manifest and icons, and a small model that knows what the manifest quotes."""
    shutil.copytree(SOURCE, folder)
    manifest = json.loads((SOURCE / "skill.json").read_text("utf-8"))["manifest"]["publishingInformation"]
    texts = manifest["locales"]["en-US"]
    phrases = quoted(f"{manifest['testingInstructions']}{texts['description']}", "leg cramp guide")
    phrases += [phrase.removeprefix("Alexa, ask leg cramp guide ") for phrase in texts["examplePhrases"]]
    model = small_model(*sorted({phrase.lower() for phrase in phrases}))
    (folder / "en.json").write_text(json.dumps(model), "utf-8")
    return folder
