"""A copy of this checkout that speaks all the languages, to see how long its tests take then.

    python -m tests.all_languages FOLDER && cd FOLDER && PYTHON -m pytest

with the path of this checkout's Python. German's catalogue and words stand in for those that are
missing, so tests of what is in a catalogue or in a language's file may fail there.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from bot.languages import texts, words

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")
STAND_IN = "de"


def copy(folder: Path) -> None:
    """Into a folder that does not exist yet."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    tables = re.split(r"^(?=\[)", texts()[STAND_IN], flags=re.MULTILINE)
    spoken = "".join(each for each in tables if each.startswith(("[plain]", "[days]")))
    for code, table in words().items():
        if not table.plain:
            shutil.copytree(folder / "locales" / STAND_IN, folder / "locales" / code)
            file = folder / "bot" / "languages" / f"{code}.toml"
            file.write_text(f"{texts()[code]}\n{spoken}", "utf-8")


if __name__ == "__main__":
    copy(Path(sys.argv[1]))
