"""The environment in which Spark is tried: made once beside the other, as Spark is large and wants versions of its own.

python tools/spark_env.py      prints the Python of that environment; HEADWAY_SPARK_ENV names another folder for it
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
WANTED = (
    "pyspark==4.0.5", "ibis-framework[pyspark]>=12,<13", "pandas>=2.2,<3", "sqlglot==30.10.0", "pyarrow>=24",
    "django>=5.2,<5.3", "babel", "pydantic",
)  # fmt: skip


def spark_python() -> Path:
    """The Python that has Spark; made by uv where it is not there yet."""
    folder = Path(os.environ.get("HEADWAY_SPARK_ENV", ROOT / ".venv-spark"))
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = [str(ROOT / ".venv" / "bin" / "uv")]
        subprocess.run([*uv, "venv", "-q", "--python", sys.executable, "--clear", str(folder)], check=True)
        subprocess.run([*uv, "pip", "install", "-q", "--python", str(python), *WANTED], check=True)
        (folder / "ready").touch()
    return python


if __name__ == "__main__":
    print(spark_python())
