// What may be done with the timer: shows the verbs that the server allows, and sends the one that is pressed.
(() => {
  const source = () => document.getElementById("clock");
  const frame = () => document.getElementById("harbour")?.dataset || {};
  const words = (what) => source()?.querySelector(`[data-say="${what}"]`)?.textContent || "";
  let chosen = ""; // the material of the next start, until it is used or the page is covered

  // A tap that comes before the server's first word counts, too.
  const atRest = () => ["", "rest"].includes(source().dataset.stage);
  const kind = () => chosen || source()?.dataset.kind || "";

  function hide(one, yes) {
    if (one.hidden !== yes) one.hidden = yes;
  }

  function look() {
    const said = source()?.dataset;
    if (!said || frame().phase === "waiting") return;
    if (frame().phase !== "open" || !atRest()) chosen = "";
    const verbs = said.verbs.split(" ");
    for (const one of document.querySelectorAll("[data-verb]")) {
      // On an open page a start says what it is with.
      const lacks = one.dataset.verb === "start" && one.closest("[data-face=open]") && !kind();
      hide(one.closest("[data-timed]") || one, !verbs.includes(one.dataset.verb) || Boolean(lacks));
    }
    for (const one of document.querySelectorAll("[data-kind]:not(#clock)")) {
      const pressed = String(one.dataset.kind === kind());
      if (one.getAttribute("aria-pressed") !== pressed) one.setAttribute("aria-pressed", pressed);
    }
    const question = said.question ? `${words(`ask-${said.question}`)} ${said.asked}`.trim() : "";
    for (const place of document.querySelectorAll("[data-clock-question]")) {
      if (place.textContent === question) continue;
      place.textContent = question;
      // The likelier answer has the focus, unless somebody is writing.
      const yes = place.closest("[data-face]")?.querySelector("[data-verb=away_counts]:not([hidden])");
      if (question && yes?.checkVisibility?.() && document.activeElement === document.body) yes.focus();
    }
  }

  function send(verb, minutes, material) {
    const form = document.getElementById("clock-act");
    const values = { verb, minutes, kind: material, version: source().dataset.version, tag: frame().tag };
    for (const [name, value] of Object.entries(values)) form.elements[name].value = value || "";
    form.requestSubmit();
  }

  // A length that was chosen folds its list away; the focus stays where the list was.
  function fold(list) {
    if (!list) return;
    list.open = false;
    list.querySelector("summary").focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const on = (name) => event.target.closest(`[data-${name}]`);
    const verb = on("verb")?.dataset.verb;
    if (verb) {
      send(verb, on("verb").dataset.minutes, verb === "start" && kind());
      fold(on("timed"));
    }
    else if (on("kind") && atRest()) chosen = on("kind").dataset.kind;
    else if (on("kind")) send("switch", "", on("kind").dataset.kind);
    else return;
    look();
  });
  for (const kind of ["harbour", "harbour:clock"]) document.addEventListener(kind, look);
})();
