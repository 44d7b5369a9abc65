"""How every benchmark prints what it measured: one line for people, or the contract's JSON object for programs."""

import argparse
import json
from collections.abc import Callable
from statistics import median


def form(title: str) -> str:
    """What `--format` on the command line asks for: `text` or `json`."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json for programs")
    return str(parser.parse_args().format)


def interleaved(ours: Callable[[], float], theirs: Callable[[], float], *, runs: int) -> tuple[float, float]:
    """The medians of both over that many runs, taken in turns: what slows the machine for a while slows both."""
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return median(mine for mine, _ in pairs), median(other for _, other in pairs)


def show(name: str, rival: str, ours: float, theirs: float, unit: str, runs: int, format: str) -> None:  # noqa: A002
    """Prints the figure; `ratio` is ours against theirs, whatever the unit counts."""
    ratio = ours / theirs
    if format == "json":
        told = {
            "name": name,
            "ratio": round(ratio, 3),
            "rival": rival,
            "ours": round(ours, 6),
            "theirs": round(theirs, 6),
            "unit": unit,
            "runs": runs,
        }
        print(json.dumps(told), flush=True)
    else:
        words = f"{ratio:.2f} x {rival} ({ours:.4g} against {theirs:.4g} {unit}, medians of {runs} runs)"
        print(f"{name}: {words}", flush=True)
