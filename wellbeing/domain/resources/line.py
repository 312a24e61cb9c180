"""A line: one number, chat or place that helps, with who answers, its own rule, and where it is published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from wellbeing.words import mark

CRISIS_DAYS: Final = 90
"""Days between two looks at a line that is in the crisis block."""
OTHER_DAYS: Final = 180
"""Days between two looks at any other line."""


class Kind(StrEnum):
    """What answers."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    POLICE = "police"
    PROGRAMME = "programme"
    FINDER = "finder"


class Need(StrEnum):
    """What somebody may be looking for."""

    PEER = "peer"
    PROFESSIONAL = "professional"
    CRISIS = "crisis"
    FAMILY = "family"
    MONEY = "money"
    LEARN = "learn"


NEEDS: Final = {
    Need.PEER: mark("A peer"),
    Need.PROFESSIONAL: mark("A professional"),
    Need.CRISIS: mark("Help in a crisis"),
    Need.FAMILY: mark("For my family"),
    Need.MONEY: mark("Money or legal"),
    Need.LEARN: mark("Something to read"),
}
"""The name of each need, in the order they are offered."""


class Audience(StrEnum):
    """Whom a line is for."""

    EVERYBODY = "everybody"
    POLICE = "police"
    RESPONDERS = "responders"
    CSAM_STAFF = "csam_staff"


AUDIENCES: Final = {
    Audience.EVERYBODY: mark("For everybody"),
    Audience.POLICE: mark("For police"),
    Audience.RESPONDERS: mark("For emergency services"),
    Audience.CSAM_STAFF: mark("For people who work with CSAM"),
}


class Answer(StrEnum):
    """What a source says to a plain question; most often it says nothing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Alerts(StrEnum):
    """What a line does when a life is in danger."""

    SENDS = "sends"
    """It sends responders: that is what it is for."""
    MAY = "may"
    """A source says that it may alert responders."""
    UNKNOWN = "unknown"


RULES: Final = {
    Alerts.SENDS: mark("Sends responders. They may be colleagues."),
    Alerts.MAY: mark("May alert responders when a life is in danger."),
    Alerts.UNKNOWN: mark("What they pass on is not known here. You may ask first."),
}
"""The rule beside a line that has no sentence of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that publishes a line."""

    address: str
    """Without scheme; words after the address may name the article."""
    operator: bool = False
    """Whether it is the page of whoever runs the line, or of the authority that does."""

    @property
    def host(self) -> str:
        """Whose page it is; two of one host are one source; a code host counts by owner."""
        parts = self.address.split(" ")[0].lower().removeprefix("www.").split("/")
        return "/".join(parts[:2]) if parts[0] == "github.com" else parts[0]


@dataclass(frozen=True, slots=True)
class Line:
    """One line or finder, as its operator or two independent pages publish it; what none says stays empty."""

    id: str
    """Country and name in small letters, such as "gb-samaritans"; it stays when the number changes."""
    country: str
    """ISO 3166 alpha-2 code, or empty for everywhere."""
    kind: Kind
    name: str
    """The operator's own name for it, in its own language; empty for an emergency number."""
    sources: tuple[Source, ...]
    seen_on: date
    """The day the published pages were read."""
    next_review: date
    dial: str = ""
    """What a telephone dials: digits, perhaps after a plus."""
    display: str = ""
    """The same digits as people read them."""
    also: str = ""
    """A second number of the same line, as people read it."""
    sms: str = ""
    """A number that takes text messages."""
    keyword: str = ""
    """The first word of a text message, where one is needed."""
    chat: str = ""
    """A page to write on, without scheme."""
    site: str = ""
    """The operator's page, without scheme."""
    region: str = ""
    """Where it serves less than the whole country."""
    audience: Audience = Audience.EVERYBODY
    needs: tuple[Need, ...] = (Need.CRISIS,)
    always_open: bool = False
    """Whether a source says day and night, every day."""
    hours: str = ""
    """Other hours in words, in `time_zone`."""
    time_zone: str = ""
    languages: tuple[str, ...] = ()
    independent: Answer = Answer.UNKNOWN
    """Of the employer of those it is for."""
    alerts: Alerts = Alerts.UNKNOWN
    rule: str = ""
    """What it passes on, in a sentence of its own; else the sentence of `alerts`."""
    abroad: Answer = Answer.UNKNOWN
    """Whether it is reached from other countries."""
    relay: str = ""
    """How people who do not hear or speak reach it."""
    answered_by: str = ""
    free: Answer = Answer.UNKNOWN
    retired: bool = False
    """Whether it is taken out: an update says so of a number that went wrong."""

    @property
    def is_crisis(self) -> bool:
        """Whether it stands in the block that no unit can remove."""
        return self.kind in {Kind.EMERGENCY, Kind.CRISIS, Kind.POLICE}

    @property
    def own_rule(self) -> str:
        """The sentence beside it, in English."""
        return self.rule or RULES[self.alerts]

    @property
    def minutes(self) -> int:
        """How long a first step takes, as this app reckons: 3 to write, 10 to talk, 1 in an emergency."""
        if self.kind is Kind.EMERGENCY:
            return 1
        return 3 if self.sms or self.chat or not self.dial else 10

    @property
    def digest(self) -> str:
        """Changes with what people dial or open, so that a confirmation counts for that alone."""
        told = f"{self.dial}|{self.also}|{self.sms}|{self.keyword}|{self.chat}|{self.site}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def overdue(self, today: date) -> bool:
        """Whether its review day has passed."""
        return self.next_review < today
