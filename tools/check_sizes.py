"""Source files never pass 400 lines, functions never 60: what grows past that wants to be two things."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
ROOT = Path(__file__).parents[1]


def findings(path: Path) -> Iterator[str]:
    """What is too long in one file."""
    text = path.read_text()
    name = path.relative_to(ROOT)
    if (lines := text.count("\n")) > LONGEST_FILE:
        yield f"{name}: {lines} lines; at most {LONGEST_FILE}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines; at most {LONGEST_FUNCTION}"


def main() -> int:
    """Print every finding; 1 where there is any."""
    paths = [path for path in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in path.parts]
    found = [line for path in paths for line in findings(path)]
    print("\n".join(found) or f"{len(paths)} files, none too long")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
