"""What a caller may send to a handler: what its page would send before and with it."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from tests.promises.support.cast import CONFIGURATORS, Cast
from wellbeing.crypto.tags import cookie_id

Events = list[tuple[str, Any]]
"""Handlers by the last part of their name, each with its payload."""

_NUMBER = count(1)
_COUNTRIES = ("NL", "BE", "FR", "DE")
_MANY = (
    "NL",
    "BE",
    "DE",
    "AT",
    "CH",
    "CZ",
    "DK",
    "EE",
    "ES",
    "FI",
    "GR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LV",
    "PL",
    "PT",
    "SE",
)
"""So many that two units settled one after the other hardly ever get the same."""


def short(name: str) -> str:
    """The last part of a handler's full name, such as "today.choose"."""
    return name.rsplit("____", 1)[-1]


def plausible(handler: str, cast: Cast, name: str) -> Events:
    """What the page of this caller would send before and with this handler; others borrow unit 1 and its ids."""
    unit = cast.unit_of(name) if name in CONFIGURATORS else cast.units[0]
    player = cast.players.get(name) or cast["investigator A"]
    today, older = cast.today.isoformat(), (cast.today - timedelta(days=2)).isoformat()
    step = next(_NUMBER)
    form = {
        "day": today,
        "pending": "note,energy",
        "note": f"{player.note} again {step}",
        "energy": str(step % 4),
        "tag": player.tag,
    }
    settled = {"country": _MANY[step % len(_MANY)], "time_zone": "UTC", "minutes": "10", "language.en": "on"}
    tag = {"tag": player.tag}
    peers = {"kind": "peer", "independent": "no", "name": f"Peers {step}", "dial": "01 23 45"}
    named: Events = [
        ("contacts.load", {}),
        ("contacts.edit", {"contact": "new"}),
        ("contacts.save", {"form": peers}),
    ]
    plan = {"pending": "coping", "coping": f"a walk {step}", "day": "plan", **tag}
    used: Events = [("relief.load", {}), ("relief.rate", {"form": {"rating": "7", **tag}}), ("relief.choose", {"tool": "walk"}),
                    ("relief.finish", {"form": {"rating": "5", **tag}})]  # fmt: skip
    posted: Events = [("posting.load", {}), ("posting.preview", {"form": {"words": f"A child was found safe {step}."}}),
                      ("posting.post", tag)]  # fmt: skip
    marked: Events = [("team_page.load", {}), ("team_page.preview", {"form": {"words": f"It began {step}.", "day": older}}),
                      ("team_page.post", tag)]  # fmt: skip
    done: Events = [("duty_page.load", {}), ("duty_page.preview", {"form": {
        "words": f"A talk {step}.", "day": older, "kind": "talk"}}), ("duty_page.write", tag)]  # fmt: skip
    opened: Events = [("history.load", {}), ("history.open_day", {"day": older, **tag})]
    asked: Events = [("questionnaires.load", {}), ("questionnaires.choose", {"which": "phq4"})]
    back = ("questionnaires.look_back", {"which": "phq4"})
    tap = {"which": "phq4", "item": "1", "code": str(step % 4), "begun": today, **tag}
    filled: Events = [*asked, ("questionnaires.answer", tap)]
    drafted: Events = [("break_times.load", {}), ("break_times.step", {"field": "continuous_limit_min", "way": "down"})]  # fmt: skip
    first = (cast.today + timedelta(days=30)).isoformat()
    announced: Events = [*drafted, ("break_times.announce", {"form": {"starts": first, "note": "x", "comment_days": "7"}})]  # fmt: skip
    tightened: Events = [
        ("unit_rule.load", {}), ("unit_rule.step", {"field": "continuous_limit_min", "way": "down", **tag})]  # fmt: skip
    worked: Events = [("exposure_record.load", {}), ("exposure_record.save", {"form": {
        "kind": "stills", "day": older, "start": "09:15", "minutes": str(30 + step % 60), **tag}})]  # fmt: skip
    seat = unit.seats[-1]
    removed = ("today.remove", {"day": today, "tag": player.tag})
    steps: dict[str, Events] = {
        "today.choose": [("today.load", {}), *(("today.choose", {
            "question": "heaviness", "answer": one, "day": today, "tag": player.tag}) for one in ("0", "4"))],
        "today.merge": [("today.load", {}), ("today.merge", {"form": form})],
        "today.go": [("today.load", {}), ("today.go", {"slide": "2"})],
        "today.pick": [("today.pick", {"day": older})],
        "today.remove": [("today.load", {}), removed],
        "today.put_back": [("today.load", {}), removed, ("today.put_back", {})],
        "today.fold_note": [("today.load", {}), ("today.fold_note", {"turned": "open"})],
        "today.take_offer": [("today.take_offer", {"answer": "breathe"})],
        "history.show_weeks": [("history.show_weeks", {"weeks": "26", **tag})],
        "history.older": [("history.older", tag)],
        "history.search": [("history.search", {"form": {"words": "note", **tag}})],
        "history.open_day": opened,
        "history.close_day": [*opened, ("history.close_day", {})],
        "history.edit_day": [*opened, ("history.edit_day", tag)],
        "history.remove_day": [*opened, ("history.remove_day", tag), ("history.put_back", tag)],
        "history.put_back": [*opened, ("history.remove_day", tag), ("history.put_back", tag)],
        "history.discard_damaged": [("history.discard_damaged", tag)],
        "me.keep": [("me.load", {}), ("me.keep", {"form": {"months": str((12, 36)[step % 2]), **tag}})],
        "me.end_session": [("me.load", {}), *(("me.end_session", {"session": one, **tag}) for one in sessions_of(cast, name))],
        "me.end_others": [("me.load", {}), ("me.end_others", tag)],
        "me.show_log": [("me.load", {}), ("me.show_log", tag)],
        "seen.acknowledge": [("seen.acknowledge", {"tag": player.tag})],
        "safety_plan.merge": [("safety_plan.load", {}), ("safety_plan.merge", {"form": plan})],
        "relief.rate": used[:2],
        "relief.choose": used[:3],
        "relief.go": [*used[:3], ("relief.go", {"step": "after"})],
        "relief.finish": used,
        "relief.take_back": [*used, ("relief.take_back", tag)],
        "notices.rest": [*_short_nights(cast, player.tag, "0"), ("notices.meet", {}), ("notices.rest", tag)],
        "notices.had": [*_short_nights(cast, player.tag, "0"), ("notices.meet", {}), ("notices.had", tag)],
        "notices.later": [*_short_nights(cast, player.tag, "1"), ("notices.meet", {}), ("notices.later", tag)],
        "notices.switch": [("notices.list_all", {}), ("notices.switch", {"which": "short-sleep", **tag})],
        "outcomes.switch": [("outcomes.load", {}), ("outcomes.switch", tag)],
        "posting.pick": [("posting.load", {}), ("posting.pick", {"unit": unit.id})],
        "posting.preview": posted[:2],
        "posting.rewrite": [*posted[:2], ("posting.rewrite", {})],
        "posting.post": posted,
        "posting.ask_remove": [("posting.load", {}), ("posting.ask_remove", {"outcome": "x"})],
        "posting.remove": [*posted, ("posting.ask_remove", {"outcome": "x"}), ("posting.remove", tag)],
        "team_page.pick": [("team_page.load", {}), ("team_page.pick", {"unit": unit.id})],
        "team_page.preview": marked[:2],
        "team_page.rewrite": [*marked[:2], ("team_page.rewrite", {})],
        "team_page.post": marked,
        "team_page.ask_remove": [("team_page.load", {}), ("team_page.ask_remove", {"mark": "x"})],
        "team_page.remove": [*marked, ("team_page.ask_remove", {"mark": "x"}), ("team_page.remove", tag)],
        "duty_page.pick": [("duty_page.load", {}), ("duty_page.pick", {"unit": unit.id})],
        "duty_page.preview": done[:2],
        "duty_page.rewrite": [*done[:2], ("duty_page.rewrite", {})],
        "duty_page.write": done,
        "duty_page.ask_remove": [("duty_page.load", {}), ("duty_page.ask_remove", {"duty": "x"})],
        "duty_page.remove": [*done, ("duty_page.ask_remove", {"duty": "x"}), ("duty_page.remove", tag)],
        "sharing.choose": [("sharing.load", {}), ("sharing.choose", {"answer": "no" if step % 2 else "yes", **tag})],
        "what_leads_see.older": [("what_leads_see.load", {}), ("what_leads_see.older", {})],
        "timer.sync": [("timer.sync", {"form": {"sent": "1"}})],
        # Of these two the moment allows one: a timer that somebody has started already can be switched.
        "timer.act": [
            ("timer.act", {"form": {"verb": one, "kind": "stills", "version": "0", **tag}}) for one in ("switch", "start")],
        "timer.turn": [("timer.turn", {"way": "sound", "wanted": "on", **tag})],
        "timer.put_off": [("timer.put_off", tag)],
        "follow_ups.answer": [("follow_ups.meet", {}), ("follow_ups.answer", {"unit": unit.id, "weeks": "4", **tag})],
        "pause.show": [("pause.show", {"rest": "walk"})],
        "pause.like": [("pause.like", {"rest": "walk", **tag})],
        "first_morning.pick": [("first_morning.load", {}), ("first_morning.pick", {"unit": unit.id})],
        "first_morning.settle": [
            ("first_morning.load", {}), ("first_morning.pick", {"unit": unit.id}), ("first_morning.settle", {"form": settled})],
        "first_morning.keep": [
            ("first_morning.load", {}), ("first_morning.pick", {"unit": unit.id}),
            *(("first_morning.keep", {"form": {"months": one}}) for one in ("12", "24"))],
        # It only goes up: whichever of these the unit has not asked for yet is taken.
        "first_morning.raise_floor": [("first_morning.load", {}), *(
            ("first_morning.raise_floor", {"form": {"floor": str(one)}}) for one in (13 + step % 48, 60))],
        "first_morning.ask_end": [("first_morning.ask_end", {"seat": seat})],
        "first_morning.ask_label": [("first_morning.ask_label", {"seat": seat})],
        "first_morning.relabel": [
            ("first_morning.load", {}), ("first_morning.relabel", {"form": {"seat": seat, "label": f"{unit.labels[-1]} {step}"}})],
        "first_morning.end_seat": [
            ("first_morning.load", {}), ("first_morning.ask_end", {"seat": unit.seats[3]}), ("first_morning.end_seat", {})],
        "resources.by_need": [("resources.load", {}), ("resources.by_need", {"need": "crisis"})],
        "resources.by_minutes": [("resources.load", {}), ("resources.by_minutes", {"minutes": "3"})],
        "resources.in_country": [("resources.load", {}), ("resources.in_country", {"form": {"country": "FR"}})],
        "resources.live_in": [("resources.load", {}), ("resources.live_in", {"form": {"home": _COUNTRIES[step % 4], **tag}})],
        "resources.like": [("resources.load", {}), ("resources.like", {"key": "find-a-helpline", **tag})],
        "resources.ask_for": [("resources.load", {}), ("resources.ask_for", {"key": "find-a-helpline"})],
        "resources.say": [("resources.load", {}), ("resources.say", {"number": "1"})],
        "contacts.pick": [("contacts.load", {}), ("contacts.pick", {"unit": unit.id})],
        "contacts.edit": [("contacts.load", {}), ("contacts.edit", {"contact": "new"})],
        "contacts.ask_words": [("contacts.load", {}), ("contacts.ask_words", {"contact": "x"})],
        "contacts.ask_remove": [("contacts.load", {}), ("contacts.ask_remove", {"contact": "x"})],
        "contacts.save": named,
        "contacts.translate": [*named, ("contacts.ask_words", {"contact": "x"}),
                               ("contacts.translate", {"form": {"locale": "en", "name": "Peers"}})],
        "contacts.move": [*named, ("contacts.move", {"contact": "x", "way": "up"})],
        "contacts.remove": [*named, ("contacts.ask_remove", {"contact": "x"}), ("contacts.remove", {})],
        "contacts.confirm": [*named, ("first_morning.load", {}), ("first_morning.settle", {"form": {**settled, "country": "FR"}}),
                             ("contacts.confirm", {"line": "fr-3114"})],
        "contacts.withdraw": [*named, ("contacts.withdraw", {"line": "fr-3114"})],
        "questionnaires.choose": asked,
        "questionnaires.start": [*asked, ("questionnaires.start", {"way": "list"})],
        "questionnaires.go": [*asked, ("questionnaires.start", {"way": "one"}), ("questionnaires.go", {"item": "1"})],
        "questionnaires.answer": filled,
        "questionnaires.finish": [*filled, ("questionnaires.finish", {"which": "phq4", "begun": today, **tag})],
        "questionnaires.reopen": [*filled, ("questionnaires.finish", {"which": "phq4", "begun": today, **tag}), back,
                                  ("questionnaires.reopen", {"begun": today, **tag})],
        "questionnaires.look_back": [*filled, back],
        "questionnaires.open_sheet": [*filled, back, ("questionnaires.open_sheet", {"begun": today})],
        "questionnaires.take_back": [*filled, back, ("questionnaires.take_back", {"begun": today, **tag})],
        "questionnaires.put_back": [*filled, back, ("questionnaires.take_back", {"begun": today, **tag}),
                                    ("questionnaires.put_back", tag)],
        "questionnaires.keep_rhythm": [
            ("questionnaires.keep_rhythm", {"which": "phq4", "rhythm": one, **tag}) for one in ("weekly", "monthly")],
        "break_times.pick": [("break_times.load", {}), ("break_times.pick", {"unit": unit.id})],
        "break_times.take_preset": [("break_times.load", {}), ("break_times.take_preset", {"preset": "gentle"})],
        "break_times.step": drafted,
        "break_times.typed": [*drafted, ("break_times.typed", {"field": "break_min", "text": "12"})],
        "break_times.turn": [*drafted, ("break_times.turn", {"field": "working_days", "item": "5", "on": "on"})],
        "break_times.at": [*drafted, ("break_times.at", {"field": "shift_end", "text": "16:30"})],
        "break_times.rule": [*drafted, ("break_times.rule", {"kind": "audio", "part": "weight_pct", "value": "150"})],
        "break_times.draw_for": [*drafted, ("break_times.draw_for", {"kind": "video"})],
        "break_times.ask_comments": [*drafted, ("break_times.ask_comments", {"days": "7"})],
        "break_times.begin": [*drafted, ("break_times.begin", {"day": first})],
        "break_times.write": [*drafted, ("break_times.write", {"note": "Our own words."})],
        "break_times.announce": announced,
        "break_times.take_back": [*announced, *(("break_times.take_back", {"number": str(one)}) for one in range(1, 9))],
        "break_times.start_from": [*announced, ("break_times.start_from", {"number": "1"})],
        "break_times.read": [*drafted, ("break_times.read", {"form": {"file": "no file"}})],
        "break_times.take_along": [*drafted, ("break_times.take_along", {"number": ""})],
        "exposure_record.older": [("exposure_record.load", {}), ("exposure_record.older", tag)],
        "exposure_record.edit": [("exposure_record.load", {}), ("exposure_record.edit", {"session": "", **tag})],
        "exposure_record.save": worked,
        "exposure_record.put_back": [*worked, ("exposure_record.put_back", tag)],
        "unit_rule.step": tightened,
        "unit_rule.typed": [
            ("unit_rule.load", {}), ("unit_rule.typed", {"field": "break_min", "text": str(11 + step % 9), **tag})],
        "unit_rule.as_unit": [*tightened, ("unit_rule.as_unit", {"field": "continuous_limit_min", **tag})],
        "unit_rule.keep_hours": [("unit_rule.load", {}), ("unit_rule.keep_hours", {"form": {
            "shift_start": f"0{step % 9}:00", "shift_end": "16:00", "started_on": "", **tag}})],
        "unit_rule.comment": [("unit_rule.load", {}), ("unit_rule.comment", {"form": {"words": "a word", **tag}})],
        "units.create": [("units.load", {}), ("units.create", {"form": {"name": f"new unit {step}", "time_zone": "UTC"}})],
        "units.open_unit": [("units.load", {}), ("units.open_unit", {"unit": unit.id})],
        "units.rename": [
            ("units.load", {}), ("units.open_unit", {"unit": unit.id}),
            ("units.rename", {"form": {"name": f"{unit.name} {step}"}})],
        "state.hydrate_and_load": [("state.hydrate_and_load", {"hashes": [], "vars": forged()})],
        "update_vars_internal_state.update_vars_internal": [
            ("update_vars_internal_state.update_vars_internal", {"vars": forged()})],
        "frontend_event_exception_state.handle_frontend_exception": [
            ("frontend_event_exception_state.handle_frontend_exception", {"info": "x", "component_stack": "y"})],
        **{f"{state}.set_is_hydrated": [(f"{state}.set_is_hydrated", {"value": True})]
           for state in ("state", "on_load_internal_state")},
    }  # fmt: skip
    if handler.endswith(".setvar"):
        return [
            (handler, {"var_name": one, "value": "forged"})
            for one in ("phase", "note", "unit", "is_hydrated")
        ]
    return steps.get(handler, [(handler, {})])


def _short_nights(cast: Cast, tag: str, answer: str) -> Events:
    """Four nights of too little sleep, after which there is a notice."""
    days = ((cast.today - timedelta(days=back)).isoformat() for back in range(4))
    return [("today.choose", {"question": "sleep", "answer": answer, "day": day, "tag": tag}) for day in days]


def forged() -> dict[str, Any]:
    """Vars that a browser might claim to have kept."""
    root = "reflex___state____state"
    return {
        f"{root}.wellbeing___ui___door____door.phase_rx_state_": "open",
        f"{root}.wellbeing___ui___door____door.desks_rx_state_": ["admin", "unit"],
        f"{root}.wellbeing___ui___admin___units____units.unit_rx_state_": "forged",
        f"{root}.wellbeing___ui___unit___firstmorning____first_morning.unit_rx_state_": "forged",
    }


def sessions_of(cast: Cast, name: str) -> list[str]:
    """A session of the caller on another device, or for nobody one of A's, as their own page would name it."""
    player = cast.players.get(name) or cast["investigator A"]
    here = cookie_id(player.walker.session) if name in cast.players else ""
    found = [one for who, one, *_ in cast.house.ask("sessions") if who == player.person.hex and one != here]
    return found[:1]
