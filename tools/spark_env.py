"""The environment in which Spark is tried: made once beside the other, as Spark is large and wants versions of its own.

python tools/spark_env.py      prints the Python of that environment; HEADWAY_SPARK_ENV names another folder for it
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from side_env import ROOT, side_python

# What else of Headway's runs there.
BESIDE = ("django>=5.2,<5.3", "babel", "pydantic", "pyarrow>=24", "sqlglot==30.10.0")


def spark_python() -> Path:
    """The Python that has Spark in the version that the extra `spark` names; made by uv where it is not there yet."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        extra = tomllib.load(file)["project"]["optional-dependencies"]["spark"]
    return side_python("spark", [*extra, *BESIDE])


if __name__ == "__main__":
    print(spark_python())
