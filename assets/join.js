// The pages for secrets: the slip's code out of the address, showing what is typed, using the offered words, printing.
(() => {
  const code = decodeURIComponent(location.hash.slice(1));
  const field = document.querySelector("[data-from-link]");
  if (code) history.replaceState(history.state, "", location.pathname); // neither the history nor a bookmark keeps it
  if (code && field && !field.value) {
    field.value = code;
    document.getElementById("handle")?.focus();
  }

  function reveal() {
    for (const hidden of document.querySelectorAll("[data-show], [data-use-words], [data-print]")) hidden.hidden = false;
  }
  reveal();

  const shown = (button) => button.dataset.show.split(" ").map((id) => document.getElementById(id));
  function show(button, yes) {
    if (button.getAttribute("aria-pressed") === String(yes)) return;
    for (const one of shown(button)) one.type = yes ? "text" : "password";
    button.setAttribute("aria-pressed", String(yes));
    [button.textContent, button.dataset.hideWord] = [button.dataset.hideWord, button.textContent];
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.show) show(button, button.getAttribute("aria-pressed") !== "true");
    if ("print" in button.dataset) print();
    if ("useWords" in button.dataset) {
      const words = document.getElementById("offer").dataset.words;
      for (const id of ["passphrase", "again"]) document.getElementById(id).value = words;
    }
  });
  // A form that comes back with mistakes keeps the secrets that were not among them: they never come from the server.
  async function send(form) {
    const typed = new URLSearchParams(new FormData(form));
    const submit = () => HTMLFormElement.prototype.submit.call(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed, credentials: "same-origin", cache: "no-store" });
      // Sent once more it gets the same answer, and the browser sees a form that was taken: it offers to keep the login.
      if (answer.ok) return submit();
      const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (!main?.querySelector("form[data-keeps]")) return submit();
      const right = (id) => !main.querySelector(`#${id}[aria-invalid]`);
      document.querySelector("main").replaceWith(document.adoptNode(main));
      if (right("passphrase")) {
        document.getElementById("passphrase").value = typed.get("passphrase");
        if (right("again")) document.getElementById("again").value = typed.get("again");
      }
      reveal();
      main.querySelector(".error-summary").focus();
    } catch {
      submit();
    }
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-keeps]") || event.submitter?.value === "words") return;
    event.preventDefault();
    for (const button of event.target.querySelectorAll("[name=act]")) button.disabled = true;
    send(event.target);
  });
  // A browser only takes care of a field as a secret while it is a password field.
  document.addEventListener("submit", () => {
    for (const button of document.querySelectorAll("[data-show]")) show(button, false);
  });
})();
