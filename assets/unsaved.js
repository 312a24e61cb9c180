// Says it when the server could not save: the summary takes the focus, and a note can be taken along.
(() => {
  const summary = () => document.querySelector("[data-unsaved]");
  const note = () => document.querySelector("#check-in textarea");
  let told = false;

  function look() {
    // Whoever is writing goes on writing; the summary is read out all the same.
    if (summary() && !told && document.activeElement !== note()) summary().focus();
    told = Boolean(summary());
    const copy = summary()?.querySelector("[data-copy]");
    const useless = !(navigator.clipboard && note()?.value);
    if (copy && copy.hidden !== useless) copy.hidden = useless;
  }
  for (const kind of ["harbour", "input"]) document.addEventListener(kind, look);

  document.addEventListener("click", (event) => {
    const on = event.target.closest("[data-again], [data-copy]");
    if (!on) return;
    if (!("copy" in on.dataset)) return void document.dispatchEvent(new Event("harbour:again"));
    const said = summary().querySelector("[role=status]");
    navigator.clipboard.writeText(note().value).then(
      () => (said.textContent = said.dataset.done),
      () => (said.textContent = said.dataset.failed),
    );
  });
})();
