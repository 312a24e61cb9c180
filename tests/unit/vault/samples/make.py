"""Writes the frozen samples: `python tests/unit/vault/samples/make.py entries-v1 …`.

A sample is made once, by the first program that writes its format, and opened by every later one. So this
never overwrites a file; a new version of a format gets a new name beside the old one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain import exposure
from wellbeing.domain.ballot import BallotPage, Cast, Consent
from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.contribution import Cell, Contribution
from wellbeing.domain.diary import Event, Line, Page
from wellbeing.domain.exposure import Act, ExposureDay
from wellbeing.domain.letter import Letter
from wellbeing.domain.people import PersonId, Profile, SeatClaim, SeatId
from wellbeing.domain.periods import Period
from wellbeing.domain.plan import Plan
from wellbeing.domain.policy import Own
from wellbeing.domain.preferences import Preferences, Rhythm, Way
from wellbeing.domain.relief import ReliefPage, Tool, Use
from wellbeing.vault import manifest, seal, slots
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.noticed import Notes, Noticed, Trouble
from wellbeing.vault.outline_codec import packed

HERE = Path(__file__).parent
PERSON = PersonId(UUID("5a3f1e00-0000-4000-8000-000000000001"))
RECORD = UUID("5a3f1e00-0000-4000-8000-0000000000aa")
SEAT = SeatId(UUID("5a3f1e00-0000-4000-8000-0000000000bb"))
PASSPHRASE = "outfield crux provided overbite backwash"
PEPPER = bytes(range(32))
COST = KdfParams(memory_kib=64, iterations=1)

VALUES: dict[Kind, Any] = {
    Kind.PROFILE: Profile("Ren\u00e9e", (SeatClaim(SEAT, 3),), retention_months=36, keeps=36),
    Kind.CHECKIN: CheckIn(
        date(2026, 11, 21),
        heaviness=4,
        energy=0,
        sleep=2,
        intrusions=3,
        feelings=frozenset({Feeling.NUMB, Feeling.GLAD}),
        recovery=1,
        note="About me, not the case. \U0001f331 \u0633\u0644\u0627\u0645",
    ),
    Kind.LOG: Page(
        date(2026, 11, 1),
        (
            Line(datetime(2026, 11, 1, 7, 5, tzinfo=UTC), Event.JOINED),
            Line(datetime(2026, 11, 21, 18, 0, tzinfo=UTC), Event.SIGNED_IN),
        ),
    ),
}
"""What the samples hold; a value of a later format is added, none is changed."""

MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
WORKED = ExposureDay(
    date(2026, 11, 21),
    (
        exposure.Event(UUID(int=1), MORNING, Act.START, exposure.Kind.SILENT_VIDEO),
        exposure.Event(UUID(int=2), MORNING + timedelta(milliseconds=1_800_250), Act.PAUSE, minutes=30),
        exposure.Event(UUID(int=3), MORNING + timedelta(hours=9), Act.REMOVE, of=UUID(int=1)),
        exposure.Event(
            UUID(int=4),
            MORNING + timedelta(hours=10),
            Act.ADD,
            exposure.Kind.COURT,
            90,
            began=MORNING - timedelta(hours=10),
        ),
    ),
)

LATER: dict[Kind, Any] = {
    Kind.EXPOSURE: WORKED,
    Kind.LETTER: Letter((ExposureDay(date(2026, 11, 20)), WORKED)),
    Kind.PREFERENCES: Preferences(
        own=Own((("break_min", 15), ("continuous_limit_min", 30)), time(7, 30), time(15), date(2026, 11, 2)),
        breaks=("walk", "look_far"),
        ways=frozenset(Way),
        resting=frozenset({"short-sleep"}),
        rhythms=(("phq-4", Rhythm.NEVER), ("who-5", Rhythm.MONTHLY)),
        country="FR",
        resources=frozenset({"fr-3114"}),
        declined=frozenset({(UUID("5a3f1e00-0000-4000-8000-0000000000cc"), 4)}),
    ),
    Kind.PLAN: Plan(
        signs="I stop cooking. \U0001f331",
        people="My sister, \u0633\u0644\u0627\u0645",
        trusted="My sister",
    ),
    Kind.RELIEF: ReliefPage(
        date(2026, 11, 1),
        (
            Use(UUID(int=1), date(2026, 11, 3), Tool.WALK, 8, 5),
            Use(UUID(int=2), date(2026, 11, 21), Tool.PUZZLE, None, 0),
        ),
    ),
    Kind.BALLOT: BallotPage(
        Consent(date(2025, 12, 1), date(2026, 11, 21), date(2026, 11, 22)),
        (
            Cast(UUID(int=12), Period(740), Contribution(Cell.MIDDLE, 13, breaks_kept=True)),
            Cast(UUID(int=14), Period(741), Contribution(Cell.HIGH, 20)),
        ),
        leaving=True,
    ),
}
"""What the samples of kinds that came later hold: one file for each, `preferences-v1` and so on."""

SECOND: dict[Kind, Any] = {
    Kind.PROFILE: Profile(
        "Ren\u00e9e", (SeatClaim(SEAT, 3, date(2026, 11, 21)),), retention_months=36, keeps=36
    ),
}
"""What the samples of second versions hold: `profile-v2` and so on."""

THIRD: dict[Kind, Any] = {
    Kind.PROFILE: Profile(
        "Ren\u00e9e", (SeatClaim(SEAT, 3, date(2026, 11, 21)),), retention_months=12, keeps=36
    ),
}
"""What the samples of third versions hold: `profile-v3` and so on."""

LINES = [manifest.Line(UUID(int=number), Kind.CHECKIN, number, 739_000 + number) for number in (7, 1, 4)]


def shard() -> manifest.Shard:
    """The shard of the manifest's sample."""
    made = manifest.Shard(202811)
    for line in LINES:
        made = made.put(line)
    return made


def root() -> manifest.Root:
    """The root of the manifest's sample."""
    notes = Notes((Noticed(Trouble.MISSING, 739_001), Noticed(Trouble.ROOT)), (Noticed(Trouble.STRAY),))
    return manifest.Root(notes=notes).with_shards([shard()], saved=1_795_284_000)


def outlined() -> manifest.Shard:
    """The shard of the second version's sample: one check-in among the lines, with its outline."""
    digest = bytes(range(12))
    checkin = manifest.Line(RECORD, Kind.CHECKIN, 5, 739_941, packed(VALUES[Kind.CHECKIN]), digest)
    return shard().put(checkin)


def entries() -> dict[str, str]:
    """One entry of each kind at revision 5, with the keys that open them."""
    keys = PersonKeys.fresh()
    made = {
        kind.name: seal.seal(keys, PERSON, kind, RECORD, 5, value).raw.hex() for kind, value in VALUES.items()
    }
    return {"keys": keys.pack().hex()} | made


def later(kind: Kind, values: dict[Kind, Any] = LATER) -> dict[str, str]:
    """One entry of a kind that came later at revision 5, with the keys that open it."""
    keys = PersonKeys.fresh()
    body = seal.seal(keys, PERSON, kind, RECORD, 5, values[kind])
    return {"keys": keys.pack().hex(), kind.name: body.raw.hex()}


def listed() -> dict[str, str]:
    """A shard and the root, with the keys that open them."""
    keys = PersonKeys.fresh()
    return {
        "keys": keys.pack().hex(),
        "shard": seal.seal_shard(keys, PERSON, shard()).raw.hex(),
        "root": seal.seal_root(keys, PERSON, root()).raw.hex(),
    }


def listed_with_outlines() -> dict[str, str]:
    """A shard of the second version, with the keys that open it."""
    keys = PersonKeys.fresh()
    return {"keys": keys.pack().hex(), "shard": seal.seal_shard(keys, PERSON, outlined()).raw.hex()}


def posted() -> dict[str, str]:
    """One posted value of each kind, with the keys that open them."""
    keys = PersonKeys.fresh()
    made = {kind.name: seal.post(keys.public, PERSON, kind, value).hex() for kind, value in VALUES.items()}
    return {"keys": keys.pack().hex()} | made


def slotted() -> dict[str, Any]:
    """Both slots and all wrapped keys after one rotation, with the recovery code and the keys inside."""
    first = slots.enrol(PERSON, PASSPHRASE, pepper=PEPPER, params=COST)
    issue = slots.rotate(
        first.slots[0], PERSON, PASSPHRASE, first.wrapped, pepper=PEPPER, params=COST, floor=COST
    )
    return {
        "keys": issue.keys.pack().hex(),
        "recovery_code": issue.recovery_code,
        "slots": [
            {
                "kind": slot.kind,
                "params": slot.params.encode().hex() if slot.params else None,
                "salt": slot.salt.hex(),
                "verifier": slot.verifier.hex(),
                "wrapped": slot.wrapped.hex(),
            }
            for slot in issue.slots
        ],
        "wrapped": {one.name: one.wrapped.hex() for one in issue.wrapped},
    }


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "entries-v1": entries,
    "manifest-v1": listed,
    "manifest-v2": listed_with_outlines,
    "postbox-v1": posted,
    "slots-v1": slotted,
    **{f"{kind.name.lower()}-v1": partial(later, kind) for kind in LATER},
    **{f"{kind.name.lower()}-v2": partial(later, kind, SECOND) for kind in SECOND},
    **{f"{kind.name.lower()}-v3": partial(later, kind, THIRD) for kind in THIRD},
}


def main() -> None:
    """Write the samples that are named and do not exist yet."""
    for name in sys.argv[1:]:
        path = HERE / f"{name}.json"
        if path.exists():
            sys.exit(f"{path.name} is frozen; give the new version a name of its own")
        path.write_text(json.dumps(SAMPLES[name](), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
