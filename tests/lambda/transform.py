"""What CloudFormation will see: template.yaml as SAM itself transforms it. Run by the Python of SAM's own venv.

Usage: python transform.py TEMPLATE [Name=value ...]. Prints the transformed template as JSON. Asks nobody for anything.
"""

import json
import logging
import sys
from pathlib import Path

from boto3 import Session
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

# SAM complains that it was given no feature flags of its own; that is nothing to act on.
logging.disable(logging.WARNING)
template = yaml_parse(Path(sys.argv[1]).read_text(encoding="utf-8"))
template["Resources"]["LegCrampFunction"]["Properties"]["CodeUri"] = {"Bucket": "bucket", "Key": "key"}
values = {name: each["Default"] for name, each in template["Parameters"].items()}
values |= dict(given.split("=", 1) for given in sys.argv[2:])
translator = Translator({}, Parser(), boto_session=Session(region_name="eu-west-1"))
print(json.dumps(translator.translate(template, values), default=str))
