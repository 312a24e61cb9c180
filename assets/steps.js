// Puts the focus on the heading of a step when it changes, so that keyboard and screen reader follow; loaded by one page.
(() => {
  let known = "";

  function look() {
    const step = document.querySelector("[data-step]");
    const at = step?.dataset.step || "";
    if (at === known) return;
    // What stands there when the page opens was not asked for, and takes no focus.
    if (known && at) step.querySelector("h2[tabindex], summary[tabindex], legend[tabindex]")?.focus();
    known = at;
  }
  new MutationObserver(look).observe(document.body, {
    attributes: true,
    attributeFilter: ["data-step"],
    childList: true,
    subtree: true,
  });
  look();
})();
