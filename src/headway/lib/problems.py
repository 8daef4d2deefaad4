"""What is wrong with an input, said the way a person can mend it.

HeadwayError            one line for a person; the command line prints it and exits with 2
  Refused               a rule forbids it (permission, state, additivity)
  Unreachable           another machine does not answer that this one needs
  BadInput              one or many Problems in files that somebody sent
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place: `file` relative to what was sent, `line` from 1 (0: the file as a whole)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class HeadwayError(Exception):
    """Something that a person can mend; its text is one line in plain words."""


class Refused(HeadwayError):
    """A rule says no. The text names the rule and what would be allowed."""


class Unreachable(HeadwayError):
    """What is asked for lies on another machine, which does not answer; the same may go well a while later."""


class BadInput(HeadwayError):
    """Files that cannot be taken as they are; `problems` in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
