"""What comes in about change: outcomes, claims of contribution, rival explanations, evidence, verdicts, meetings."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, StringConstraints

from headway.lib.bayes import Sure
from headway.lib.edtf import ImpreciseDate
from headway.lib.rows import CountryCode, Day, Fact, Key, Keys, Line, Named, Number, RefTo, Text, When, Words
from headway.lib.tongue import say

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def _check_address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError(
            say('"{text}" is not an address of the web such as https://example.org/page', text=text)
        )
    return text


Address = Annotated[Line, AfterValidator(_check_address)]
# Of a file, or of what stood at an address when somebody looked: by it a later copy is known for the same.
Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", max_length=64)]


class Direction(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Course(StrEnum):
    """What became of a change since."""

    HOLDS = "holds"
    UNDER_WAY = "under-way"
    STALLED = "stalled"
    REVERSED = "reversed"


class Level(StrEnum):
    LIFE = "life"
    PRACTICE = "practice"
    POLICY = "policy"
    LAW = "law"
    DEBATE = "public-debate"


class OutcomeState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    UNDER_REVIEW = "under-review"
    VERIFIED = "verified"
    NEEDS_EVIDENCE = "needs-evidence"
    SET_ASIDE = "set-aside"


class Credit(StrEnum):
    """How much of the change a claim asks for itself."""

    DIRECT = "direct"
    CONTRIBUTING = "contributing"
    INDIRECT = "indirect"
    NONE_CLAIMED = "none-claimed"


class Weight(StrEnum):
    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    UNKNOWN = "unknown"


class RivalRow(Fact):
    """Another plausible cause, and how much it is thought to explain."""

    kind: ClassVar[str] = "rival"

    text: Text
    weight: Weight = Weight.UNKNOWN
    why: Text = ""


class ContributionRow(Fact):
    """How offices' activities influenced the outcome, and what others did.

    `prior` is how likely it was held before any evidence (0.05 to 0.95; 0.5 where nothing is said). `overrule` is what
    people hold against what is reckoned from the evidence, with their reason.
    """

    kind: ClassVar[str] = "contribution"

    offices: Annotated[Keys, RefTo("office")]
    activities: Annotated[Keys, RefTo("activity")] = ()
    partners: Annotated[Keys, RefTo("partner")] = ()
    tactics: Words = ()
    how: Text
    others: Text = ""
    credit: Credit = Credit.CONTRIBUTING
    prior: Number | None = None
    prior_why: Text = ""
    overrule: Sure | None = None
    overrule_why: Text = ""
    rivals: tuple[RivalRow, ...] = ()


class EvidenceKind(StrEnum):
    OFFICIAL_DOCUMENT = "official-document"
    DECISION_MAKER = "decision-maker-statement"
    PARTNER = "partner-confirmation"
    COURT = "court-record"
    MEDIA = "media"
    OWN_LOG = "own-log"


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"


class EvidenceRow(Fact):
    """One item that speaks for or against the claim. The two likelihoods (0 to 1) are for Bayes' rule, `why` says how they
    were judged. Items of one `group` count once; without one, those of the same `origin` do.
    """

    kind: ClassVar[str] = "evidence"

    evidence_kind: EvidenceKind
    text: Text
    when: When | None = None
    origin: Line = ""
    group: Line = ""
    link: Address = ""
    checksum: Checksum = ""
    side: Side = Side.FOR
    contribution: Annotated[Key, RefTo("contribution")] = ""
    likely_if_true: Number | None = None
    likely_if_false: Number | None = None
    why: Text = ""


class Substantiated(StrEnum):
    ACCURATE = "accurate"
    PARTLY = "partly"
    NOT = "not"


class Extent(StrEnum):
    """How far somebody from outside thinks that the campaign contributed."""

    DECISIVE = "decisive"
    LARGE = "large"
    SOME = "some"
    NONE = "none"
    UNKNOWN = "cannot-say"


class SubstantiationRow(Fact):
    """What a knowledgeable person independent of the claiming office says of it.

    `through_link`: given by themselves, through a private link. `name_kept`: the core team alone knows their name; `who`
    then says how they know of it.
    """

    kind: ClassVar[str] = "substantiation"

    who: Line
    says: Substantiated
    extent: Extent | None = None
    text: Text = ""
    when: When | None = None
    through_link: bool = False
    name_kept: bool = False


class VerdictRow(Fact):
    """A decision on the outcome. `as_published` ones are the pack's own: no person of the installation gave them."""

    kind: ClassVar[str] = "verdict"

    verdict: OutcomeState
    text: Text
    dissent: Text = ""
    meeting: Annotated[Key, RefTo("meeting")] = ""
    as_published: bool = False
    when: When | None = None


class OutcomeRow(Named):
    """Who changed what, when and where, why it matters, and what proves it.

    `merged_into` is another that tells of the same change: it holds the claims and the evidence of both.
    """

    kind: ClassVar[str] = "outcome"

    statement: Text
    actor: Line
    significance: Text = ""
    targets: Annotated[Keys, RefTo("target")] = ()
    when: When | None = None
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    country: CountryCode | None = None
    place: Line = ""
    direction: Direction = Direction.POSITIVE
    intended: bool = True
    course: Course = Course.HOLDS
    level: Level
    change_areas: Annotated[Keys, RefTo("change-area")]
    indicators: Annotated[Keys, RefTo("indicator")] = ()
    cases: Annotated[Keys, RefTo("case")] = ()
    partners: Annotated[Keys, RefTo("partner")] = ()
    opportunities: Annotated[Keys, RefTo("opportunity")] = ()
    risks: Annotated[Keys, RefTo("risk")] = ()
    state: OutcomeState = OutcomeState.DRAFT
    merged_into: Annotated[Key, RefTo("outcome")] = ""
    restricted: bool = False
    contributions: tuple[ContributionRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    substantiations: tuple[SubstantiationRow, ...] = ()
    verdicts: tuple[VerdictRow, ...] = ()


def _check_month(when: ImpreciseDate) -> ImpreciseDate:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", when.edtf) or int(when.edtf[5:]) > 12:
        raise ValueError(say('"{when}" is not a month such as 2014-10', when=when.edtf))
    return when


Month = Annotated[When, AfterValidator(_check_month)]


class UpdateRow(Fact):
    """What was told of one country of focus for one month: what happened, what changed around it, what is planned.

    `outcomes` are those that were recorded because of it. `withdrawn` is the reason for which it does not hold any more.
    """

    kind: ClassVar[str] = "update"

    focus_country: Annotated[Key, RefTo("focus-country")]
    when: Month
    happened: Text
    context: Text = ""
    plans: Text = ""
    outcomes: Annotated[Keys, RefTo("outcome")] = ()
    restricted: bool = False
    withdrawn: Text = ""


class AgreedRow(Fact):
    """What a meeting agreed to do: who does it, by when, and on which day it was done."""

    kind: ClassVar[str] = "agreed"

    text: Text
    owner: Line = ""
    due: Day | None = None
    done: Day | None = None


class MeetingRow(Named):
    """A reflection meeting: who came, what was discussed, what was learnt and agreed.

    `actions` are what was agreed as a source tells it; `agreed` is what somebody has to do by a day, until it is done.
    """

    kind: ClassVar[str] = "meeting"

    period: Annotated[Key, RefTo("period")] = ""
    when: When | None = None
    place: Line = ""
    attendees: Words = ()
    points: Words = ()
    actions: Words = ()
    agreed: tuple[AgreedRow, ...] = ()
