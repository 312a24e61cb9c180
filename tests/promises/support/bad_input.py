"""Bad input of every kind, and the error whose sentence it gets; names in angle brackets are filled in."""

from __future__ import annotations

from wellbeing.crypto import codes
from wellbeing.domain import errors
from wellbeing.domain.errors import HarbourError

LONG = "x" * 60_000
HALF = LONG[:25_000]
STRONG = "coral lantern drift maple anchor"
OTHER = "velvet quarry ninety harbor pencil"

JOIN = {"code": "<fresh>", "handle": "new handle", "passphrase": STRONG, "again": STRONG}
RECOVER = {**JOIN, "code": "", "handle": "<handle>"}
CHANGE = {"current": "<passphrase>", "passphrase": STRONG, "again": STRONG}
SIGN_IN = {"handle": "<handle>", "passphrase": "wrong"}
Case = tuple[str, dict[str, str], type[HarbourError]]

SIGNED_OUT: dict[str, Case] = {
    "join: mistyped code": ("join", {**JOIN, "code": "0123-4567-89AB-CDEF-G"}, errors.InvitationRefused),
    "join: unknown code": ("join", {**JOIN, "code": codes.invitation()}, errors.JoiningRefused),
    "join: huge code": ("join", {**JOIN, "code": LONG}, errors.InvitationRefused),
    "join: used code": ("join", {**JOIN, "code": "<used>"}, errors.JoiningRefused),
    "join: expired code": ("join", {**JOIN, "code": "<expired>"}, errors.JoiningRefused),
    "join: code of an older slip": ("join", {**JOIN, "code": "<older>"}, errors.JoiningRefused),
    "join: no handle": ("join", {**JOIN, "handle": ""}, errors.HandleUnusable),
    "join: huge handle": ("join", {**JOIN, "handle": LONG}, errors.HandleUnusable),
    "join: invisible handle": ("join", {**JOIN, "handle": "a\u202eb\0c"}, errors.HandleUnusable),
    "join: taken handle": ("join", {**JOIN, "handle": "<handle>"}, errors.JoiningRefused),
    "join: differing": ("join", {**JOIN, "again": OTHER}, errors.PassphrasesDiffer),
    "join: short": ("join", {**JOIN, "passphrase": "abc", "again": "abc"}, errors.PassphraseTooShort),
    "join: huge": ("join", {**JOIN, "passphrase": HALF, "again": HALF}, errors.PassphraseTooLong),
    "join: soon guessed": (
        "join",
        {**JOIN, "passphrase": "passwordpassword", "again": "passwordpassword"},
        errors.PassphraseTooCommon,
    ),
    "sign in: nothing": ("", {"handle": "", "passphrase": ""}, errors.SecretsDiffer),
    "sign in: unknown handle": ("", {**SIGN_IN, "handle": "nobody at all"}, errors.SecretsDiffer),
    "sign in: wrong passphrase": ("", SIGN_IN, errors.SecretsDiffer),
    "sign in: huge handle": ("", {**SIGN_IN, "handle": LONG}, errors.SecretsDiffer),
    "recover: no code": ("recover", RECOVER, errors.RecoveryCodeMistyped),
    "recover: mistyped code": ("recover", {**RECOVER, "code": "0001" * 7}, errors.RecoveryCodeMistyped),
    "recover: wrong code": ("recover", {**RECOVER, "code": codes.RECOVERY.draw()}, errors.SecretsDiffer),
    "recover: differing": ("recover", {**RECOVER, "again": OTHER}, errors.PassphrasesDiffer),
    "recover: short": (
        "recover",
        {**RECOVER, "code": codes.RECOVERY.draw(), "passphrase": "abc", "again": "abc"},
        errors.PassphraseTooShort,
    ),
}  # fmt: skip
SIGNED_IN: dict[str, Case] = {
    "passphrase: wrong": ("passphrase", {**CHANGE, "current": "wrong"}, errors.SecretsDiffer),
    "passphrase: differing": ("passphrase", {**CHANGE, "again": OTHER}, errors.PassphrasesDiffer),
    "passphrase: short": (
        "passphrase",
        {**CHANGE, "passphrase": "a", "again": "a"},
        errors.PassphraseTooShort,
    ),
    "new recovery code: wrong": ("recovery-code", {"passphrase": "wrong"}, errors.SecretsDiffer),
    "rotate: nothing": ("rotate", {"passphrase": ""}, errors.SecretsDiffer),
    "seat: used code": ("seat", {"code": "<used>"}, errors.InvitationRefused),
    "delete: wrong": ("account/delete", {"word": "delete", "passphrase": "wrong"}, errors.SecretsDiffer),
}  # fmt: skip
ISSUE = {"action": "issue", "role": "configurator", "labels": "four"}
SLIPS: dict[str, tuple[dict[str, str], type[HarbourError]]] = {
    "unknown role": ({**ISSUE, "role": "captain"}, errors.RoleUnusable),
    "role of others": ({**ISSUE, "role": "investigator"}, errors.NotYours),
    "huge label": ({**ISSUE, "labels": "x" * 61}, errors.NameUnusable),
    "no label": ({**ISSUE, "labels": ""}, errors.BadInput),
    "too many": ({**ISSUE, "labels": "x\n" * 5000}, errors.BadInput),
    "no such seat": ({"action": "reissue", "seat": "0" * 32}, errors.NotYours),
}
CHOOSE = {"question": "heaviness", "answer": "1", "day": "<today>", "tag": "<tag>"}
FORM = {"tag": "<tag>", "day": "<today>"}
LONG_AGO = "2020-01-01"
EVENTS: dict[str, tuple[str, dict[str, object], type[HarbourError]]] = {
    "no such question": ("today.choose", {**CHOOSE, "question": "weather"}, errors.AnswerOutOfRange),
    "off the scale": ("today.choose", {**CHOOSE, "answer": "5"}, errors.AnswerOutOfRange),
    "no number": ("today.choose", {**CHOOSE, "answer": "very"}, errors.AnswerOutOfRange),
    "no such feeling": (
        "today.choose",
        {**CHOOSE, "question": "feelings", "answer": "numb,furious"},
        errors.AnswerOutOfRange,
    ),
    "no day": ("today.choose", {**CHOOSE, "day": "yesterday"}, errors.BadInput),
    "long ago": ("today.choose", {**CHOOSE, "day": LONG_AGO}, errors.DayOutOfReach),
    "a list": ("today.choose", {**CHOOSE, "answer": ["1"]}, errors.BadInput),
    "a huge text": ("today.choose", {**CHOOSE, "answer": LONG[:9000]}, errors.BadInput),
    "of another person": ("today.choose", {**CHOOSE, "tag": "0" * 16}, errors.SignedOut),
    "a long note": (
        "today.merge",
        {"form": {**FORM, "pending": "note", "note": "x" * 4001}},
        errors.NoteTooLong,
    ),
    "half a form": (
        "today.merge",
        {"form": {**FORM, "pending": "sleep,energy", "sleep": "0", "energy": "9"}},
        errors.AnswerOutOfRange,
    ),
    "another week": ("today.pick", {"day": LONG_AGO}, errors.DayOutOfReach),
    "an empty day": ("history.open_day", {"day": "", "tag": "<tag>"}, errors.BadInput),
    "months": ("me.keep", {"form": {"months": "7000", "tag": "<tag>"}}, errors.BadInput),
    "no unit": ("units.open_unit", {"unit": "nowhere"}, errors.BadInput),
    "no break times": ("break_times.announce", {"form": {}}, errors.NotYours),
    "a session that is gone": ("exposure_record.remove", {"session": "nowhere", "tag": "<tag>"}, errors.BadInput),
    "a limit that is the unit's": (
        "unit_rule.step",
        {"field": "notice_min", "way": "up", "tag": "<tag>"},
        errors.BadInput,
    ),
    "not yours": ("first_morning.settle", {"form": {}}, errors.NotYours),
}  # fmt: skip
