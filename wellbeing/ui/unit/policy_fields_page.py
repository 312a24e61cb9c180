"""The fields of the break times: five in sight, the others in groups that open, and a table of materials."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.policy import CHECKLIST, SUGGESTIONS, Group
from wellbeing.ui import policy_rows as rows
from wellbeing.ui.parts.fields import ground, stepper
from wellbeing.ui.parts.frames import card
from wellbeing.ui.policy_rows import FieldWords
from wellbeing.ui.unit.policy import BreakTimes
from wellbeing.words import Translator, weekday_name


def in_sight(t: Translator) -> rx.Component:
    """The five fields that matter most."""
    return card(_steppers("in_sight", t), title=t("What matters most"))


def the_rest(t: Translator) -> rx.Component:
    """Everything else, folded away."""
    names = rows.group_names(t)
    return card(
        rx.el.div(
            *(
                rx.el.details(
                    rx.el.summary(names[group.value]),
                    *_of_group(group, t),
                    class_name="rules-group",
                )
                for group in Group
            ),
        ),
        title=t("Everything else"),
    )


def _of_group(group: Group, t: Translator) -> tuple[rx.Component, ...]:
    steppers = (_steppers(group.value, t),) if rows.folded(group, t) else ()
    match group:
        case Group.EDGES:
            days = {str(one): weekday_name(one, t.locale) for one in range(7)}
            times = (_time(name, t) for name in ("shift_start", "shift_end", "night_start", "night_end"))
            return (
                *steppers,
                _ticks("working_days", days, t),
                rx.el.div(*times, class_name="rules-grid"),
                _switch("overtime_hint", t),
            )
        case Group.BREAKS:
            return (
                *steppers,
                _ticks("suggestions", {one: t(rows.SUGGESTION_NAMES[one]) for one in SUGGESTIONS}, t),
            )
        case Group.WORK:
            return (
                *steppers,
                _ticks("checklist", {one: t(rows.SUGGESTION_NAMES[one]) for one in CHECKLIST}, t),
            )
        case Group.URGENT:
            return (_switch("urgent_allowed", t), *steppers)
        case Group.MATERIALS:
            return (_materials(t),)
    return steppers


def _steppers(group: str, t: Translator) -> rx.Component:
    return rx.el.div(
        rx.foreach(
            BreakTimes.fields[group].to(list[FieldWords]),
            lambda field: stepper(
                field,
                t,
                value=BreakTimes.values[field.name],
                key=BreakTimes.drawn + field.name,
                wrong=BreakTimes.wrong[field.name],
                on_step=BreakTimes.step,
                on_type=BreakTimes.typed,
            ),
        ),
        class_name="rules-grid",
    )


def _ticks(name: str, words: dict[str, str], t: Translator) -> rx.Component:
    said = rows.choice_words(name, t)
    return rx.el.fieldset(
        rx.el.legend(said.label),
        *(_tick(name, item, word) for item, word in words.items()),
        rx.el.span(BreakTimes.wrong[name], class_name="field-error", role="alert"),
        _ground(name, t),
    )


def _switch(name: str, t: Translator) -> rx.Component:
    said = rows.choice_words(name, t)
    return rx.el.div(_tick("switches", name, said.label), _ground(name, t))


def _tick(name: str, item: str, word: str) -> rx.Component:
    on = BreakTimes.chosen[name].contains(item)
    return rx.el.label(
        rx.el.input(
            type="checkbox", checked=on, on_change=BreakTimes.turn(name, item, rx.cond(on, "", "on"))
        ),
        rx.el.span(word),
        class_name="check",
    )


def _time(name: str, t: Translator) -> rx.Component:
    said = rows.choice_words(name, t)
    return rx.el.div(
        rx.el.label(said.label, html_for=f"rule-{name}", class_name="label"),
        rx.el.input(
            type="time",
            id=f"rule-{name}",
            key=BreakTimes.drawn + name,
            default_value=BreakTimes.values[name],
            on_change=lambda text: BreakTimes.at(name, text),
        ),
        rx.el.span(BreakTimes.wrong[name], class_name="field-error", role="alert"),
        _ground(name, t),
        class_name="field",
    )


def _ground(name: str, t: Translator) -> rx.Component:
    return ground(BreakTimes.choices[name].to(FieldWords), t)


def _materials(t: Translator) -> rx.Component:
    """A table with a row for each kind; the steps of its selects are those a unit may choose."""
    said = rows.choice_words("materials", t)
    heads = (t("Kind"), t("Counts"), t("High-impact"), t("Own limit"), t("Weighs"))
    row = rx.foreach(
        BreakTimes.materials,
        lambda one: rx.el.tr(
            rx.el.th(one.name, scope="row"),
            rx.el.td(_check(one, "counts", one.counts, heads[1])),
            rx.el.td(_check(one, "high_impact", one.high_impact, heads[2])),
            rx.el.td(
                rx.el.select(
                    rx.el.option(t("none"), value="0"),
                    rx.foreach(one.limits, lambda limit: rx.el.option(limit, " ", t("min"), value=limit)),
                    value=one.limit,
                    on_change=lambda value: BreakTimes.rule(one.kind, "limit_min", value),
                    custom_attrs={"aria-label": f"{heads[3]}: {one.name}"},
                )
            ),
            rx.el.td(
                rx.el.select(
                    rx.foreach(one.weights, lambda weight: rx.el.option(weight, " %", value=weight)),
                    value=one.weight,
                    on_change=lambda value: BreakTimes.rule(one.kind, "weight_pct", value),
                    custom_attrs={"aria-label": f"{heads[4]}: {one.name}"},
                )
            ),
        ),
    )
    return rx.el.div(
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(*(rx.el.th(word, scope="col") for word in heads))),
                rx.el.tbody(row),
                class_name="materials",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="group",
            custom_attrs={"aria-label": said.label},
        ),
        rx.el.span(BreakTimes.wrong["materials"], class_name="field-error", role="alert"),
        _ground("materials", t),
    )


def _check(row: Any, part: str, on: Any, word: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=on,
            on_change=BreakTimes.rule(row.kind, part, rx.cond(on, "", "on")),
            custom_attrs={"aria-label": f"{word}: {row.name}"},
        ),
        class_name="tick",
    )
