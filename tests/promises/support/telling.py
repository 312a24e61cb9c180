"""One person's day in a real browser: they join, check in, read, search, export, lock, recover and leave."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.promises.support.canaries import Canaries
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import SecretsDiffer

PATIENCE = 40_000
"""Milliseconds that anything on a page may take; the computer may be busy."""


class Telling:
    """The person at the browser; what they type are the canaries."""

    def __init__(self, page: Page, url: str, canaries: Canaries) -> None:
        """Nothing is opened yet."""
        self.page = page
        self.url = url
        self.said = canaries
        page.set_default_timeout(PATIENCE)

    def join(self, code: str) -> None:
        """Join by an invitation, and confirm the recovery code."""
        self.page.goto(f"{self.url}/en/join#{code}")
        self.page.fill("#handle", self.said.handle)
        self._new_passphrase(self.said.passphrase)
        self.page.get_by_role("button", name="Join", exact=True).click()
        self._confirm()

    def check_in(self) -> None:
        """Answer all six questions and write a note."""
        self.page.goto(f"{self.url}/en/today")
        for question in Question:
            if question is Question.FEELINGS:
                for feeling in sorted(self.said.answers.feelings or ()):
                    self._card(f"feelings.{feeling.value}", "1")
            else:
                self._card(question.value, str(getattr(self.said.answers, question.value)))
        self.page.locator(".status", has_text="Saved").wait_for()
        self.write(self.said.note)
        self.saved()

    def write(self, text: str) -> None:
        """Type into the note, key by key."""
        field = self.page.locator("textarea[name=note]")
        if not field.is_visible():
            self.page.get_by_text("A note to yourself").click()
        self.page.locator("textarea[name=note]:not([readonly])").press_sequentially(text)

    def saved(self) -> None:
        """Wait until nothing waits to be saved."""
        self.page.locator("#check-in[data-pending=false]").wait_for(state="attached")

    def sign_in_again(self) -> None:
        """Sign in over the page that lived through the end of the server."""
        self.page.locator("dialog#sign-in[open]").wait_for()
        self._secret(self.said.word("wrong-over-the-page"), refused=True)
        self._secret(self.said.passphrase)
        self.page.locator("#harbour[data-phase=open][data-link=up]").wait_for()

    def look_back(self) -> None:
        """Read the year, search the notes, and see everything as a page and as a file."""
        self.page.goto(f"{self.url}/en/history")
        self.page.get_by_label("Words in your notes").fill(self.said.stem)
        self.page.keyboard.press("Enter")
        self.page.locator("mark", has_text=self.said.stem).first.wait_for()
        for path in ("/export/json", "/export/csv"):
            text = self.page.evaluate("path => fetch(path).then(answer => answer.text())", path)
            assert self.said.note in text
        self.page.goto(f"{self.url}/en/export/print")
        self.page.get_by_text(self.said.note).first.wait_for()

    def write_a_plan(self) -> None:
        """Write into the safety plan, key by key, and see it on the page to print."""
        self.page.goto(f"{self.url}/en/plan")
        field = self.page.locator("textarea[name=coping]:not([readonly])")
        field.press_sequentially(self.said.word("plan"))
        self.saved()
        self.page.goto(f"{self.url}/en/plan/print")
        self.page.get_by_text(self.said.word("plan")).wait_for()

    def lock_and_unlock(self) -> None:
        """Lock by hand, mistype once, and unlock."""
        self.page.goto(f"{self.url}/en/today")
        self.page.locator("#harbour[data-phase=open]").wait_for()
        self.page.locator("[data-lock]").first.click()
        self.page.locator("dialog#unlock[open]").wait_for()
        self._secret(self.said.word("wrong-unlock"), refused=True)
        self._secret(self.said.passphrase)
        self.page.locator("#harbour[data-phase=open]").wait_for()

    def leave_the_note_in_the_browser(self) -> None:
        """Do what a careless page does with a draft."""
        self.page.evaluate("note => localStorage.setItem('draft', note)", self.said.note)

    def sign_out(self) -> None:
        """Sign out on the own page."""
        self.page.goto(f"{self.url}/en/me")
        self.page.locator("main [data-sign-out]").first.click()
        self.page.locator("#handle").wait_for()

    def recover(self) -> None:
        """Forget the passphrase, and come back by the recovery code."""
        self.page.goto(f"{self.url}/en/")
        self.page.fill("#handle", self.said.handle)
        self.page.fill("#passphrase", self.said.word("forgotten"))
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("alert").first.wait_for()
        self.page.goto(f"{self.url}/en/recover")
        self.page.fill("#handle", self.said.handle)
        self.page.fill("#code", self.said.codes[0])
        self._new_passphrase(self.said.next_passphrase)
        self.page.get_by_role("button", name="Recover", exact=True).click()
        self._confirm()

    def _new_passphrase(self, passphrase: str) -> None:
        self.page.fill("#passphrase", passphrase)
        self.page.fill("#again", passphrase)

    def _confirm(self) -> None:
        """Note the recovery code that is shown, and type the groups that are asked for."""
        self.page.locator(".code span").first.wait_for()
        groups = self.page.locator(".code span").all_inner_texts()
        self.said.codes.append("-".join(groups))
        for field in self.page.locator("input[name^=group_]").all():
            name = field.get_attribute("name") or ""
            field.fill(groups[int(name.removeprefix("group_")) - 1])
        self.page.get_by_role("button", name="Confirm and go on").click()
        self.page.locator("#harbour[data-route][data-phase=open]").wait_for()

    def _card(self, name: str, value: str) -> None:
        self.page.locator(f"label.choice:has(input[name='{name}'][value='{value}'])").click()

    def _secret(self, passphrase: str, *, refused: bool = False) -> None:
        form = self.page.locator("dialog[open] form")
        if form.locator("input[name=handle]").count():
            form.locator("input[name=handle]").fill(self.said.handle)
        form.locator("input[name=passphrase]").fill(passphrase)
        form.locator("button[type=submit]").click()
        if refused:
            form.get_by_text(SecretsDiffer.sentence()).wait_for()
