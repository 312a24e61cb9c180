"""A unit's break times: a draft that is nowhere but on the page, until it is announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import reflex as rx

from wellbeing.domain.errors import BadInput, PolicyStarted, PolicyUnusable, PolicyWaiting
from wellbeing.domain.exposure import Kind
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.policy import DEFAULT, FIELDS, PRESETS, Policy, Preset
from wellbeing.services.policies import Version
from wellbeing.ui import policy_rows as rows
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.pictures.workday import WorkdayPicture
from wellbeing.ui.policy_rows import FieldWords, MaterialRow, VersionRow
from wellbeing.ui.reading import day_of, unit_id
from wellbeing.ui.unit import policy_draft as drafts
from wellbeing.ui.unit.policy_found import find
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator, day_words

COMMENT_DAYS: Final = (0, 3, 7, 14)
"""For how many days the page offers to ask for comments."""


class BreakTimes(OfUnits, rx.State):
    """The unit on the screen and the draft of its break times; nothing about anybody."""

    name: rx.Field[str] = rx.field("")
    runs: rx.Field[str] = rx.field("")
    """From when to when a unit works that has an end."""
    stands: rx.Field[str] = rx.field("")
    """What holds in the unit today."""
    preset: rx.Field[str] = rx.field("")
    fields: rx.Field[dict[str, list[FieldWords]]] = rx.field(default_factory=dict)
    """What is said of each number, by its group; the five in sight are a group of their own."""
    choices: rx.Field[dict[str, FieldWords]] = rx.field(default_factory=dict)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    """What is wrong with a field, by its name."""
    drawn: rx.Field[str] = rx.field("")
    """Goes up whenever the fields have to show something else than what was typed into them."""
    chosen: rx.Field[dict[str, list[str]]] = rx.field(default_factory=dict)
    materials: rx.Field[list[MaterialRow]] = rx.field(default_factory=list)
    kind: rx.Field[str] = rx.field("")
    pictures: rx.Field[list[WorkdayPicture]] = rx.field(default_factory=list)
    effect: rx.Field[str] = rx.field("")
    changes: rx.Field[list[str]] = rx.field(default_factory=list)
    starts: rx.Field[str] = rx.field("")
    comment_days: rx.Field[str] = rx.field("0")
    note: rx.Field[str] = rx.field("")
    versions: rx.Field[list[VersionRow]] = rx.field(default_factory=list)
    waiting: rx.Field[str] = rx.field("")
    """From when an announced version holds; empty when none is."""
    said: rx.Field[str] = rx.field("")
    _draft: Policy = DEFAULT
    _now: Policy = DEFAULT
    _from: Policy = DEFAULT
    """What the draft began as."""
    _kept: tuple[drafts.Kept, ...] = ()
    """Drafts of other units, for as long as the page is open."""
    _typed: tuple[tuple[str, str], ...] = ()
    """What was typed into a number's field and cannot be used."""
    _written: bool = False
    _versions: tuple[Version, ...] = ()
    _roles = frozenset({Role.CONFIGURATOR})

    @only(Role.CONFIGURATOR)
    async def pick(self, unit: str) -> None:
        """Turn to another unit; what was begun for this one waits for as long as the page is open."""
        kept = [one for one in self._kept if one.unit != self.unit]
        if self._draft != self._from or self._written:
            note = self.note if self._written else None
            kept.append(drafts.Kept(self.unit, self._draft, self.starts, self.comment_days, note))
        await self._show(unit_id(unit))
        self._kept = tuple(kept)
        for one in kept:
            if one.unit == self.unit:
                self._go_on(one)

    @only(Role.CONFIGURATOR)
    async def take_preset(self, preset: str) -> None:
        """Fill the draft with a policy that stands ready."""
        if preset not in list(Preset):
            raise BadInput
        self._take(PRESETS[Preset(preset)])

    @only(Role.CONFIGURATOR)
    async def start_over(self) -> None:
        """Fill the draft with what holds now."""
        self._take(self._now)

    @only(Role.CONFIGURATOR)
    async def step(self, field: str, way: str) -> None:
        """Turn a number one step "up" or "down"."""
        if field not in FIELDS or way not in {"up", "down"}:
            raise BadInput
        value = rows.stepped(field, getattr(self._draft, field), up=way == "up")
        self._take(replace(self._draft, **{field: value}), drafts.others(self._typed, field))

    @only(Role.CONFIGURATOR)
    async def typed(self, field: str, text: str) -> None:
        """Take a number as it was typed; one that cannot be used stays in its field with a sentence."""
        if field not in FIELDS:
            raise BadInput
        if text == self.values.get(field):
            return
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
        self._typed = drafts.others(self._typed, field)
        if FIELDS[field].takes(value):
            self._put(replace(self._draft, **{field: value}))
        else:
            self._typed = (*self._typed, (field, text[:12]))
            self._put(self._draft)

    @only(Role.CONFIGURATOR)
    async def turn(self, field: str, item: str, on: str) -> None:
        """Tick or untick something: an item of a list, or a choice of yes or no."""
        self._put(drafts.turned(self._draft, field, item, on=bool(on)))

    @only(Role.CONFIGURATOR)
    async def at(self, field: str, text: str) -> None:
        """Take a time of day; an unfinished one changes nothing."""
        if text:
            self._put(drafts.timed(self._draft, field, text))

    @only(Role.CONFIGURATOR)
    async def rule(self, kind: str, part: str, value: str) -> None:
        """Change a part of a kind's rule: "counts", "high_impact", "limit_min" or "weight_pct"."""
        self._put(drafts.ruled(self._draft, kind, part, value))

    @only(Role.CONFIGURATOR)
    async def draw_for(self, kind: str) -> None:
        """Draw the day for another kind of material."""
        if kind not in list(Kind):
            raise BadInput
        self.kind = kind
        self._put(self._draft)

    @only(Role.CONFIGURATOR)
    async def ask_comments(self, days: str) -> None:
        """Choose how long comments are asked for; the start moves behind that time."""
        if days not in map(str, COMMENT_DAYS):
            raise BadInput
        self.comment_days = days
        await self._begin_after(int(days))

    @only(Role.CONFIGURATOR)
    async def begin(self, day: str) -> None:
        """Choose the first day; the note that stands ready names it."""
        try:
            self.starts = day_of(day).isoformat()
        except BadInput:
            self.wrong = {**self.wrong, "starts": words_of(self)("Choose a first day.")}
            return
        self._put(self._draft)

    @only(Role.CONFIGURATOR)
    async def write(self, note: str) -> None:
        """Keep the note as it was written, so that no change of the draft writes another."""
        if note != self.note:
            self.note, self._written = note, True

    @only(Role.CONFIGURATOR)
    async def announce(self, form: dict[str, Any]) -> Any:
        """Publish the draft; what is wrong is said at its field and what was typed stays."""
        t, unit = words_of(self), unit_id(self.unit)
        if wrong := drafts.wrong(self._draft, self._typed, t):
            self.said = drafts.mend_first(next(iter(wrong)), t)
            return None
        try:
            start, note, days = drafts.announced(form)
            note = note if self._written else drafts.note(start, self._now, self._draft, self.kind, t)
            await ask(self, desks().unit.publishing.publish, unit, self._draft, start, note, days)
        except BadInput as error:
            return await self._refused(error, t)
        await self._show(unit)
        self.said = t("Announced. You can take it back until it starts.")
        return rx.set_focus("rule-unit")

    @only(Role.CONFIGURATOR)
    async def take_back(self, number: str) -> Any:
        """Undo an announcement; what it said becomes the draft, so that nothing is lost."""
        kept, unit = drafts.version(self._versions, number), unit_id(self.unit)
        try:
            await ask(self, desks().unit.publishing.withdraw, unit, kept.number)
        except PolicyStarted as error:
            return await self._refused(error, words_of(self))
        await self._show(unit)
        self._take(kept.policy)
        self.said = words_of(self)("Taken back. It stays here as a draft.")
        return rx.set_focus("rule-unit")

    @only(Role.CONFIGURATOR)
    async def start_from(self, number: str) -> None:
        """Fill the draft with a version of the history."""
        self._take(drafts.version(self._versions, number).policy)
        self.said = words_of(self)("This is a draft. Nothing is announced yet.")

    @only(Role.CONFIGURATOR)
    async def read(self, form: dict[str, Any]) -> None:
        """Fill the draft from a file; what would change is shown before anything is announced."""
        self.said, text = "", str(form.get("file", ""))
        try:
            found = await ask(self, desks().unit.publishing.read, unit_id(self.unit), text)
        except PolicyUnusable as error:
            self.wrong = {**self.wrong, "file": words_of(self)(error.reason)}
            return
        self._take(found)
        self.said = words_of(self)("This is a draft. Nothing is announced yet.")

    @only(Role.CONFIGURATOR)
    async def take_along(self, number: str) -> Any:
        """Give out a version, or the default, as a file."""
        kept = drafts.version(self._versions, number).number if number else None
        text = await ask(self, desks().unit.publishing.export, unit_id(self.unit), kept)
        return rx.download(data=text, filename=f"break-times-{number or 'default'}.json")

    async def _units(self) -> Sequence[Unit]:
        return await ask(self, desks().unit.units.mine)

    async def _show(self, unit: UnitId) -> None:
        found, t = await find(self, unit), words_of(self)
        if not self.fields:  # once for a page: they are long, and the same for every unit
            self.fields, self.choices = rows.every_field(t)
        self.unit, self.name, self.runs = str(unit), found.unit.name, drafts.runs_words(found.unit, t)
        self.stands, self._now = rows.holds_words(found.now, found.history, t), found.policy
        waiting = found.waiting
        self.waiting = day_words(waiting.effective_from, t.locale, year=True) if waiting else ""
        self._versions, self.versions = found.history, rows.version_rows(found.history, found.told, t)
        self.kind, self.comment_days, self._written = self.kind or Kind.STILLS.value, "0", False
        await self._begin_after(0)
        self._from, self.said = waiting.policy if waiting else self._now, ""
        self._take(self._from)

    async def _refused(self, error: BadInput, t: Translator) -> None:
        """Say why at its field; when somebody else was first, show what is announced, and leave the draft."""
        if not isinstance(error, PolicyWaiting | PolicyStarted):
            self.said, self.wrong = "", drafts.at_field(error, t)
            return
        draft = self._draft
        await self._show(unit_id(self.unit))
        self._take(draft)
        self.said = t(error.sentence())

    def _go_on(self, kept: drafts.Kept) -> None:
        """Take up a draft that waited."""
        self.starts, self.comment_days = kept.starts, kept.comment_days
        if kept.note is not None:
            self.note, self._written = kept.note, True
        self._take(kept.draft)
        self.said = words_of(self)("Your draft is still here. Nothing is announced yet.")

    async def _begin_after(self, days: int) -> None:
        """Offer the first Monday after so many days as the start."""
        today = await ask(self, desks().person.checkins.today_is)
        self.starts = drafts.monday_after(today, days).isoformat()
        self._tell(words_of(self))

    def _take(self, draft: Policy, typed: tuple[tuple[str, str], ...] = ()) -> None:
        """Let the fields show another draft, and of what was typed into them only this."""
        self._typed = typed
        self.drawn = str(int(self.drawn or 0) + 1)
        self._put(draft)

    def _put(self, draft: Policy) -> None:
        """Draw a draft; what stands typed in the fields stays there."""
        t, self._draft = words_of(self), draft
        self.values = {**drafts.shown(draft), **dict(self._typed)}
        self.wrong = drafts.wrong(self._draft, self._typed, t)
        self.chosen, self.materials = drafts.chosen(draft), rows.material_rows(draft.materials, t)
        self.preset = next((name.value for name, one in PRESETS.items() if one == draft), "")
        self.pictures = [drafts.picture(draft, self._now, self.kind, t)]
        self.effect = drafts.effect(self._now, draft, self.kind, t)
        self.changes = rows.changes(self._now, draft, t)
        self._tell(t)

    def _tell(self, t: Translator) -> None:
        """Write the note anew, unless somebody wrote their own."""
        if not self._written:
            self.note = drafts.note(day_of(self.starts), self._now, self._draft, self.kind, t)
