"""Verbs: what happens to a page on its way to an alert.

Imports models. Stages do not import each other; `run` and `reading` know them.
"""

import importlib
import sys
from types import ModuleType

_INFO = "spacy.cli.info"
"""For this one function `import spacy` loads its whole command line (httpx, jinja2, requests): a fifth of our start."""


def _info(*arguments: object, **options: object) -> object:
    """`spacy.info`, loaded when it is called."""
    if sys.modules[_INFO] is _standing_in:
        del sys.modules[_INFO]
    return importlib.import_module(_INFO).info(*arguments, **options)


_standing_in = ModuleType(_INFO)
_standing_in.info = _info  # type: ignore[attr-defined] # under the name that spaCy asks for
if "spacy" not in sys.modules:
    sys.modules[_INFO] = _standing_in
