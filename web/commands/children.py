"""Asking the spiders: a child process that looks at a site for us, for the windows may not import what crawls."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.errors import ConfigError, FetchFailed

_PATIENCE = 300
"""Seconds: a slow site with a long pause between requests."""
_ROOT = str(Path(__file__).resolve().parents[2])


def told(*arguments: str) -> Mapping[str, Any]:
    """What `python -P -m spiders ARGUMENTS` prints. Raises ConfigError or FetchFailed with its words."""
    paths = filter(None, (_ROOT, os.environ.get("PYTHONPATH")))
    try:
        done = subprocess.run(  # noqa: S603 - our own program, arguments passed one by one
            (sys.executable, "-P", "-m", "spiders", *arguments),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FetchFailed(f"no end after {_PATIENCE} s", about=arguments[-1]) from error
    words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
    if done.returncode == 2:
        raise ConfigError(words)
    if done.returncode == 1:
        about, _, why = words.partition(": ")
        raise FetchFailed(why or words, about=about)
    if done.returncode:
        raise RuntimeError(f"the spiders ended with status {done.returncode}: {done.stderr}")
    read: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read
