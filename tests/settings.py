"""The product's settings, with a place of their own for what tests leave behind."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ["PARENTIS_DATA"] = str(ROOT / ".data" / "tests")
os.environ["PARENTIS_DEMO"] = "no"
os.environ["PARENTIS_COUNCIL_NAME"] = "Aldermere County Council"
os.environ["PARENTIS_COUNCIL_CODE"] = "701"

from parentis.config.settings import *  # noqa: E402, F403

# A password is checked hundreds of times in a run, and keeps nothing safe there.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
