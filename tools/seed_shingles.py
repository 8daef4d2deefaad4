"""Write the digests of a source's runs of ten words: `python tools/seed_shingles.py SOURCE.txt`.

The tests compare the texts of the packs with this file, so that they need no copy of the source.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from headway.packs.tests.shingles import DIGITS, FILE, digests_of

HEAD = f"# Salted SHA-256, {DIGITS} hex digits each, of every run of ten words of the source. No text can be read back.\n"


def main(arguments: list[str]) -> int:
    """Read the one source named; write the digests beside the tests."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: python tools/seed_shingles.py SOURCE.txt", file=sys.stderr)
        return 2
    digests = digests_of(Path(arguments[0]).read_text(encoding="utf-8"))
    FILE.write_text(HEAD + "".join(f"{digest}\n" for digest in digests), encoding="ascii")
    print(f"{len(digests)} runs written to {FILE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
