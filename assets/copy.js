// Copies the words of a field when its button is pressed, and says whether that worked; loaded by one page.
(() => {
  // Browsers give a clipboard to secure pages only: without one the field can still be marked by hand.
  const show = () => {
    for (const one of document.querySelectorAll("[data-copies]")) one.hidden = !navigator.clipboard;
  };

  document.addEventListener("click", (event) => {
    const on = event.target.closest("[data-copies]");
    if (!on) return;
    const part = on.closest("[data-message]");
    const said = part.querySelector("[role=status]");
    navigator.clipboard.writeText(part.querySelector("textarea").value).then(
      () => (said.textContent = said.dataset.done),
      () => (said.textContent = said.dataset.failed),
    );
  });
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
  show();
})();
