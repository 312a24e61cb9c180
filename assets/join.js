// The pages for secrets: the slip's code out of the address, showing what is typed, using the offered words, printing.
(() => {
  const code = decodeURIComponent(location.hash.slice(1));
  const field = document.querySelector("[data-from-link]");
  if (code) history.replaceState(history.state, "", location.pathname); // neither the history nor a bookmark keeps it
  if (code && field && !field.value) {
    field.value = code;
    document.getElementById("handle")?.focus();
  }

  for (const hidden of document.querySelectorAll("[data-show], [data-use-words], [data-print]")) hidden.hidden = false;

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
  // A browser only takes care of a field as a secret while it is a password field.
  document.addEventListener("submit", () => {
    for (const button of document.querySelectorAll("[data-show]")) show(button, false);
  });
})();
