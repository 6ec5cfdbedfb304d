"""What others made and is kept here: libraries as they were released, a font cut down."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "docs" / "assets" / "vendor"
FOLDERS = [
    *sorted(path for path in VENDOR.iterdir() if path.is_dir()),
    ROOT / "generator" / "data" / "fonts",
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_vendored_library_is_what_was_released(folder: Path) -> None:
    """Every file of a library has the hash that is noted, and no file stands there unnoted."""
    noted = json.loads((folder / "vendored.json").read_text(encoding="utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "vendored.json"
    }

    assert found == noted["sha256"]
    assert {"name", "version", "licence", "from", "sha256"} == set(noted)
    assert any(name.startswith("LICENSE") for name in found)
