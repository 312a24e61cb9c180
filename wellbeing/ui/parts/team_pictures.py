"""A team's picture on a page: bands, markers, the mix, and what the unit's size can show."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.parts.frames import card, notice, twin
from wellbeing.ui.pictures import bands, trend
from wellbeing.words import Translator

Fields = Any
"""A Var of a dataclass as the functions below read it: Reflex gives it its fields at run time."""
_HATCH = "url(#team-hatch)"
_MIX = (("mix-low", "low"), ("mix-middle", "middle"), ("mix-high", "high"), ("mix-none", "none"))


def hatching() -> rx.Component:
    """The pattern of what is hidden; once on a page that shows pictures."""
    return rx.el.svg(
        rx.el.svg.defs(
            rx.el.svg.pattern(
                rx.el.path(d="M-2 2l4-4M0 8l8-8M6 10l4-4", class_name="hatchline"),
                id="team-hatch",
                width="8",
                height="8",
                pattern_units="userSpaceOnUse",
            )
        ),
        class_name="visually-hidden",
        custom_attrs={"aria-hidden": "true"},
    )


def team_picture(shown: Fields, t: Translator, *then: rx.Component) -> rx.Component:
    """A `TeamPicture`: one sentence first, then the rest; `then` stands under the sentence."""
    return rx.cond(
        shown.without != "",
        card(
            rx.cond(shown.hatched, _hatched()),
            rx.el.p(shown.without, class_name="lead"),
            rx.cond(shown.next != "", rx.el.p(shown.next, class_name="muted")),
        ),
        rx.fragment(
            _first(shown, *then), _multiples(shown, t), _pins(shown, t), _mix(shown, t), _reach(shown, t)
        ),
    )


def _first(shown: Fields, *then: rx.Component) -> rx.Component:
    return card(
        rx.el.p(shown.changed, class_name="changed"),
        rx.cond(shown.around != "", rx.el.p(shown.around, class_name="lead")),
        rx.cond(shown.compared != "", rx.el.p(shown.compared, class_name="muted")),
        rx.el.p(shown.size, " ", shown.next, class_name="muted small"),
        *then,
        soft=True,
    )


def _hatched() -> rx.Component:
    return rx.el.svg(
        rx.el.svg.rect(x="0", y="0", width="100%", height="100%", fill=_HATCH, class_name="hidden-box"),
        class_name="hatched-panel",
        custom_attrs={"aria-hidden": "true"},
    )


def _multiples(shown: Fields, t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t("Numbers are blurred on purpose. Same blur every time."),
            " ",
            t("Dark is likely, light is nearly sure. The place inside a band means nothing."),
            class_name="muted",
        ),
        _key(t),
        rx.el.div(
            rx.foreach(shown.pictures, lambda one: _multiple(one, shown.pins, t)),
            class_name="grid grid-two team-grid",
        ),
        title=t("The last year"),
    )


def _multiple(one: Fields, pins: Fields, t: Translator) -> rx.Component:
    return rx.el.div(
        rx.el.h3(one.name),
        rx.el.p(one.says, class_name="muted small"),
        rx.el.p(one.sentence),
        _plot(one, pins),
        rx.el.p(one.pooled, class_name="muted small"),
        twin(t("Show as table"), one.head, one.rows),
        class_name="flow-s",
    )


def _plot(one: Fields, pins: Fields) -> rx.Component:
    floor = f"M0 {trend.HEIGHT}h{trend.WIDTH}"
    return rx.el.div(
        rx.el.div(rx.el.span(one.top), rx.el.span(one.half), rx.el.span("0"), class_name="trend-y"),
        rx.el.div(
            rx.el.svg(
                rx.el.path(
                    d=f"M0 0h{trend.WIDTH}M0 {trend.HEIGHT / 2:g}h{trend.WIDTH}{floor}", class_name="axis"
                ),
                rx.el.path(d=one.wide, class_name="band-wide"),
                rx.el.path(d=one.likely, class_name="band-likely"),
                rx.el.path(d=one.nothing, class_name="nothing"),
                rx.el.path(d=one.zero, class_name="zero"),
                view_box=trend.VIEW,
                preserve_aspect_ratio="none",
            ),
            rx.el.svg(
                _hatches(one.hidden),
                rx.foreach(pins, _pin),
            ),
            class_name="trend-plot team-plot",
        ),
        rx.el.svg(
            rx.foreach(one.ticks, lambda tick: rx.el.svg.text(tick.name, x=tick.place, y="17")),
            class_name="trend-x",
        ),
        class_name="trend",
        role="img",
        custom_attrs={"aria-label": one.name + ": " + one.sentence},
    )


def _pin(pin: Fields) -> rx.Component:
    return rx.fragment(
        rx.el.svg.line(x1=pin.x, x2=pin.x, y1="0", y2="100%", class_name="team-pin " + pin.sign),
        rx.el.svg.text(pin.number, x=pin.x, y="-5", class_name="pin-number"),
    )


def _key(t: Translator) -> rx.Component:
    """The four looks, with what each means."""
    both = (_path("band-wide", "M1 1h14v14h-14z"), _path("band-likely", "M1 5h14v6h-14z"))
    hatched = rx.el.svg.rect(width="16", height="16", fill=_HATCH, class_name="hidden-box")
    return rx.el.ul(
        _look(t("Likely, and nearly sure"), *both),
        _look(t("Hidden to protect people"), hatched),
        _look(t("Not published, or before the first picture"), _path("nothing", "M0 14h16")),
        _look(t("Zero, or close to it"), _path("zero", "M0 13h16")),
        class_name="legend",
    )


def _look(words: Any, *drawn: rx.Component) -> rx.Component:
    picture = rx.el.svg(*drawn, view_box="0 0 16 16", custom_attrs={"aria-hidden": "true"})
    return rx.el.li(picture, words)


def _path(name: str, d: str) -> rx.Component:
    return rx.el.path(d=d, class_name=name)


def _hatches(places: Fields) -> rx.Component:
    return rx.foreach(
        places,
        lambda place: rx.el.svg.rect(
            x=place.x, y="0", width=place.width, height="100%", fill=_HATCH, class_name="hidden-box"
        ),
    )


def _pins(shown: Fields, t: Translator) -> rx.Component:
    return rx.cond(
        shown.pins.length() > 0,
        card(
            rx.el.ol(
                rx.foreach(
                    shown.pins,
                    lambda pin: rx.el.li(rx.el.bdi(pin.words), class_name="pin-line " + pin.sign),
                ),
                class_name="pin-list",
            ),
            title=t("Marked on every picture"),
        ),
    )


def _mix(shown: Fields, t: Translator) -> rx.Component:
    return rx.foreach(shown.mix, lambda one: card(_bar(one, t), title=t("The mix")))


def _bar(one: Fields, t: Translator) -> rx.Component:
    paths = (_path(name, getattr(one, part)) for name, part in _MIX)
    return rx.fragment(
        rx.el.p(one.sentence),
        rx.el.div(
            rx.el.svg(*paths, view_box=trend.VIEW, preserve_aspect_ratio="none"),
            rx.el.svg(_hatches(one.hidden)),
            class_name="mix-bar",
            role="img",
            custom_attrs={"aria-label": one.parts.join(", ")},
        ),
        rx.el.ul(
            *(_look(one.parts[at], _path(name, "M1 1h14v14h-14z")) for at, (name, _) in enumerate(_MIX)),
            class_name="legend",
        ),
        rx.el.p(t("Hatched: where one ends and the next begins is not sure."), class_name="muted small"),
    )


def _reach(shown: Fields, t: Translator) -> rx.Component:
    """What the unit's size can and cannot show, so that nobody promises more."""
    return card(
        rx.el.p(t("A real change is noticed only so often. Squares show how often, of ten.")),
        rx.el.div(
            _reach_of(t("When 3 in 10 move up one step"), shown.few),
            _reach_of(t("When 6 in 10 move up one step"), shown.many),
            class_name="grid grid-two",
        ),
        rx.cond(shown.never != "", rx.el.p(shown.never)),
        rx.el.p(
            t("About 1 in 10 quiet comparisons looks like a change by chance."),
            " ",
            t("“No clear change” is no proof that all is well."),
            class_name="muted",
        ),
        title=t("What this unit's size can and cannot show"),
    )


def _reach_of(title: str, rows: Fields) -> rx.Component:
    def row(one: Fields) -> rx.Component:
        return rx.el.li(
            rx.el.span(one.taking_part),
            rx.el.svg(
                rx.el.path(d=one.filled, class_name="square-full"),
                rx.el.path(d=one.open, class_name="square-open"),
                view_box=bands.SQUARES_VIEW,
                custom_attrs={"aria-hidden": "true"},
            ),
            rx.el.span(one.words, class_name="muted small"),
        )

    return rx.el.div(
        rx.el.h3(title), rx.el.ul(rx.foreach(rows, row), class_name="reach"), class_name="flow-s"
    )


def small_words(t: Translator) -> rx.Component:
    """What is true of every picture."""
    return notice(
        t("Nothing here is live. A picture covers four weeks and never changes."),
        t("It holds no names, no days and no single answers."),
    )
