"""The rooms that have a part in packs, in the order in which they are read and written."""

from __future__ import annotations

from headway.assess import pack as assess
from headway.collect import pack as collect
from headway.engage import pack as engage
from headway.learn import pack as learn
from headway.lib.packfile import Section
from headway.listen import pack as listen
from headway.movement import pack as movement
from headway.plan import pack as plan
from headway.report import pack as report
from headway.verify import pack as verify

ROOMS = (movement, plan, engage, listen, collect, verify, assess, learn, report)
SECTIONS: tuple[Section, ...] = tuple(section for room in ROOMS for section in room.SECTIONS)
CHECKS = tuple(room.check for room in ROOMS)
