"""Lighthouse on pages of a site: its scores, and the audits that cost points."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from browser import chromium_path
from measure import run

SCREENS: Final = ("mobile", "desktop")
# What each category has to reach, of 100.
TARGETS: Final = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
INSTALL: Final = "npm install lighthouse, here or on the path"
FLAGS: Final = "--headless=new --no-sandbox --disable-dev-shm-usage"


@dataclass(frozen=True, slots=True)
class Score:
    """What one category of one page has reached, and what costs it points."""

    page: str
    screen: str
    category: str
    points: int
    complaints: tuple[str, ...]


def tool() -> str | None:
    """Find Lighthouse: on the path, or in a `node_modules` here."""
    return shutil.which("lighthouse") or shutil.which(
        "lighthouse", path=str(Path("node_modules/.bin").resolve())
    )


def scores(program: str, site: str, pages: Sequence[str]) -> Iterator[Score]:
    """Run Lighthouse on pages of a site that is being served."""
    for page in pages:
        for screen in SCREENS:
            report = _run(program, f"{site}{page}", screen)
            for name, category in report["categories"].items():
                if name in TARGETS:
                    points = round(100 * (category["score"] or 0))
                    complaints = tuple(_complaints(report, category))
                    yield Score(f"/{page}", screen, name, points, complaints)


def _run(program: str, address: str, screen: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="anliku-lighthouse-") as folder:
        out = Path(folder) / "report.json"
        command = ["env", f"CHROME_PATH={chromium_path()}", program, address, "--quiet"]
        command += [f"--chrome-flags={FLAGS}", "--only-categories=" + ",".join(TARGETS)]
        command += ["--output=json", f"--output-path={out}"]
        if screen != "mobile":
            command.append(f"--preset={screen}")
        run(command, Path(folder))
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return report


def _complaints(report: dict[str, Any], category: dict[str, Any]) -> Iterator[str]:
    """Name the audits that cost points, the dearest first."""
    costs = []
    for part in category["auditRefs"]:
        audit = report["audits"][part["id"]]
        if audit["score"] is not None and part["weight"] and audit["score"] < 1:
            costs.append((part["weight"] * (1 - audit["score"]), audit))
    for _, audit in sorted(costs, key=lambda pair: -pair[0]):
        value = audit.get("displayValue", "")
        places = [
            item["node"]["snippet"][:100]
            for item in (audit.get("details") or {}).get("items", ())
            if "node" in item
        ]
        yield "  ".join(filter(None, [audit["id"], value, *places[:2]]))
