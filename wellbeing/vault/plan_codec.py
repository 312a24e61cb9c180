"""How a safety plan is written and read; entered into the codecs when this is imported."""

from __future__ import annotations

from wellbeing.domain.errors import Damaged
from wellbeing.domain.plan import Plan, Step
from wellbeing.vault.codec import Codec, Fields, Kind, register


def _write(plan: Plan) -> Fields:
    return {step.value: plan.said(step) for step in Step if plan.said(step)}


def _read(fields: Fields) -> Plan:
    said = {step.value: fields.pop(step.value, "") for step in Step}
    if not all(type(text) is str for text in said.values()):
        raise Damaged
    return Plan(**said)


register(Kind.PLAN, Codec(Plan, _write, {1: _read}))
