// Opens the unlock or the sign-in dialog over a page and posts what is typed; it keeps nothing.
(() => {
  const frame = () => document.getElementById("harbour");
  const HANDSHAKES = 4; // how often a handshake is tried for a session that has just been opened
  let owner = "";
  let waiting = 0;
  let left = 0;
  let last = "";
  let asked = false; // whether a handshake was tried because the session of a page seemed to be gone

  // While a session is being opened, a socket may still come back without it: then nothing is thrown away.
  const entering = (yes) => document.documentElement.classList.toggle("entering", yes);

  // A new handshake takes the new session: the framework opens its socket anew on these two events.
  function knock() {
    clearTimeout(waiting);
    if (!left--) return location.reload();
    window.dispatchEvent(new Event("pagehide"));
    document.dispatchEvent(new Event("visibilitychange"));
    waiting = setTimeout(knock, 2000);
  }

  function show(id) {
    for (const other of document.querySelectorAll("dialog.veil[open]")) if (other.id !== id) other.close();
    const dialog = id && document.getElementById(id);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    (dialog.querySelector("input:not([value])") || dialog.querySelector("input"))?.focus();
  }

  document.addEventListener("harbour", ({ detail: { phase, tag, locale } }) => {
    // Another person than the one this page was opened for: nothing of the first may stay.
    if (owner && tag && tag !== owner) return location.reload();
    owner = tag || owner;
    const turned = phase !== last;
    last = phase;
    if (phase === "locked") show("unlock");
    else if (phase === "expired") show("sign-in");
    else if (phase === "nobody" && document.documentElement.classList.contains("entering")) {
      if (turned && left) knock();
    }
    // Signed out on purpose, or never signed in: nothing is kept for anybody.
    else if (phase === "nobody" && document.getElementById("sign-in")) location.replace(`/${locale}/`);
    else if (phase === "open") {
      clearTimeout(waiting);
      left = 0;
      entering(false);
      const covered = document.querySelector("dialog.veil[open]");
      show("");
      if (covered && document.activeElement === document.body) document.querySelector("main h1")?.focus();
    }
  });

  // Escape must not uncover the page.
  document.addEventListener("cancel", (event) => event.target.matches("dialog.veil") && event.preventDefault(), true);
  document.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && document.querySelector("dialog.veil[open]") && event.preventDefault(),
    true,
  );

  async function send(form) {
    const said = form.querySelector("[role=alert]");
    const button = form.querySelector("button[type=submit]");
    const fields = Object.fromEntries(new FormData(form));
    if (form.dataset.session === "sign-in") fields.tag = owner;
    button.disabled = true;
    said.textContent = "";
    entering(true);
    try {
      const answer = await fetch(`/session/${form.dataset.session}`, {
        method: "POST",
        credentials: "same-origin",
        cache: "no-store",
        headers: { "Content-Type": "application/json", "X-Locale": frame().dataset.locale },
        body: JSON.stringify(fields),
      });
      const body = answer.status === 204 ? {} : await answer.json();
      // Signed out? Perhaps another tab was quicker, and the browser has a newer session: a handshake tells.
      const moved = form.dataset.session === "unlock" && answer.status === 401 && !asked;
      asked = moved;
      if (!answer.ok && !moved) throw new Error(body.message || form.dataset.away);
      form.reset();
      if (form.dataset.session === "sign-in" && body.same !== true) return location.reload();
      if (moved && last === "open") return;
      left = HANDSHAKES;
      // Mostly the server has the old socket come back by itself.
      waiting = setTimeout(knock, last === "nobody" ? 0 : 300);
    } catch (error) {
      entering(false);
      // A failed request has a browser's own message; people get ours.
      said.textContent = error instanceof TypeError || error instanceof SyntaxError ? form.dataset.away : error.message;
      const secret = form.querySelector("input[type=password]");
      secret.value = "";
      secret.focus();
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("form[data-session]")) return;
      event.preventDefault();
      event.stopPropagation();
      send(event.target);
    },
    true,
  );
})();
