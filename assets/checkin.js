// Keeps check-in answers that the server has not confirmed, in the memory of this page only, and sends them when it is back.
(() => {
  const NOTE_PAUSE = 2000; // ms after the last key before a note is sent
  const DOUBT = 1500; // ms an answer may stay unconfirmed before it is sent again, each time twice as long
  const RARELY = 30000; // ms between tries at most
  const waiting = new Map(); // question → wanted answer, in the form of data-answer
  let day = "";
  let owner = "";
  let asked = "";
  let timer = 0;
  let doubt = DOUBT;

  const form = () => document.getElementById("check-in");
  const named = (name) => form()?.querySelector(`[data-question="${CSS.escape(name)}"]`);
  const boxes = (group) => [...group.querySelectorAll("input")].filter((input) => input.checked);

  // What a group shows: "" nothing, "-" the box "none of these", else the answers in the order they stand in.
  function shown(group) {
    if (group.tagName === "TEXTAREA") return group.value.trim();
    const on = boxes(group);
    if (on[0]?.type === "radio") return on[0].value;
    return on.map((box) => box.name.split(".")[1]).map((name) => (name === "none" ? "-" : name)).join(",");
  }

  function show(group, answer) {
    if (group.tagName === "TEXTAREA") {
      if (group !== document.activeElement || !group.value) group.value = answer;
      return;
    }
    const on = answer.split(",").map((name) => (name === "-" ? "none" : name));
    for (const input of group.querySelectorAll("input"))
      input.checked = on.includes(input.type === "radio" ? input.value : input.name.split(".")[1]);
  }

  const inOrder = (answer) => answer.trim().split(",").sort().join(",");
  const same = (group, one, other) =>
    group.tagName === "TEXTAREA" ? one.trim() === other.trim() : inOrder(one) === inOrder(other);

  // Written only when it changes, for each writing is announced again.
  function said(some) {
    if (form().dataset.pending !== String(some)) form().dataset.pending = String(some);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  function send() {
    timer = 0;
    const frame = document.getElementById("harbour").dataset;
    if (!form() || !waiting.size || frame.phase !== "open" || frame.link === "down") return;
    form().elements.pending.value = [...waiting.keys()].join(",");
    form().elements.day.value = day;
    form().requestSubmit();
    doubt = Math.min(2 * doubt, RARELY);
    later(doubt);
  }

  // Whose answer it is: it may go out over a socket that was opened for somebody else.
  function wait(group) {
    waiting.set(group.dataset.question, shown(group));
    form().elements.tag.value = document.getElementById("harbour").dataset.tag || owner;
    doubt = DOUBT;
  }

  function drop() {
    clearTimeout(timer);
    timer = 0;
    waiting.clear();
    form()?.reset();
  }

  // Brings the form and what the server holds together: confirmed answers stop waiting, others are shown as stored.
  function settle({ tag, phase }) {
    const entering = document.documentElement.classList.contains("entering");
    if ((phase === "nobody" && !entering) || (owner && tag && tag !== owner)) drop();
    owner = tag || owner;
    // A covered page folds its note away; it comes anew when it is opened.
    if (phase !== "open" && !waiting.has("note")) named("note")?.closest("details")?.removeAttribute("open");
    if (!form()?.dataset.day || phase !== "open") return;
    if (form().dataset.day !== day) {
      if (day) drop();
      day = form().dataset.day;
      asked = "";
    }
    for (const group of form().querySelectorAll("[data-question]")) {
      const name = group.dataset.question;
      const stored = group.dataset.answer || "";
      if (waiting.has(name) && same(group, waiting.get(name), stored)) waiting.delete(name);
      const wanted = waiting.get(name) ?? stored;
      if (!same(group, shown(group), wanted)) show(group, wanted);
      group.toggleAttribute("data-waiting", waiting.has(name));
    }
    said(waiting.size > 0);
    if (waiting.size && !timer) later(DOUBT);
    // The question that has just been asked takes the focus; the first one after loading does not.
    const open = form().querySelector("fieldset[data-question]:not([hidden])");
    if (asked && open && open.dataset.question !== asked) open.querySelector("legend")?.focus();
    asked = open ? open.dataset.question : asked;
  }

  function changed(event) {
    const group = event.target.closest("#check-in [data-question]");
    if (!group) return;
    if (event.target.type === "checkbox") {
      const none = event.target.name.endsWith(".none");
      for (const box of boxes(group)) if (none ? box !== event.target : box.name.endsWith(".none")) box.checked = false;
    }
    wait(group);
    group.toggleAttribute("data-waiting", true);
    said(true);
    // A radio's own event is under way already; boxes and notes are sent from here.
    later({ checkbox: 0, radio: DOUBT }[event.target.type] ?? NOTE_PAUSE);
  }
  document.addEventListener("change", (event) => event.target.tagName === "TEXTAREA" || changed(event));
  document.addEventListener("input", (event) => event.target.tagName === "TEXTAREA" && changed(event));
  document.addEventListener("focusout", (event) => event.target.tagName === "TEXTAREA" && waiting.size && later(0));
  // "Take back" works offline too: the button's own event tells the server when it is there.
  document.addEventListener("click", (event) => {
    const group = named(event.target.closest("#check-in [data-clear]")?.dataset.clear || "");
    if (!group) return;
    show(group, "");
    wait(group);
    later(DOUBT);
  });
  document.addEventListener("harbour", (event) => settle(event.detail));
  document.addEventListener("harbour:again", () => waiting.size && later(0));
  document.addEventListener("harbour:leave", drop);
})();
