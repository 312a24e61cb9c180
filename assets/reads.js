// Puts a chosen file's text into the field named by data-reads; the form sends it when it is asked to.
(() => {
  document.addEventListener("change", async (event) => {
    const chosen = event.target;
    const field = chosen instanceof HTMLInputElement && document.getElementById(chosen.dataset.reads ?? "");
    if (!field || !chosen.files?.length) return;
    field.value = (await chosen.files[0].text()).slice(0, 8000);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
