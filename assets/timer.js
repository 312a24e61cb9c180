// Keeps the clock of this page going by the server's time, and says each moment once, in one tab of all.
(() => {
  const MINUTE = 60000; // ms
  const page = document.documentElement;
  const frame = () => document.getElementById("harbour")?.dataset || {};
  const tabs = window.BroadcastChannel && new BroadcastChannel("harbour-clock");
  let held = null; // what the server said last
  let offset = 0; // ms to add to this computer's clock
  let alarm = 0;
  let asked = 0;
  let later = 0;
  let seen = "";
  let owner = "";
  let standing = "";

  // Without storage a page that is loaded anew takes what is past as said.
  function stored(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }
  const kept = stored(() => sessionStorage.getItem("told")); // marks of what was said, which tell no moment
  const told = new Set(kept?.split(" ").filter(Boolean));
  let fresh = kept === null; // whether this tab has only just been opened: what is past was said elsewhere
  const now = () => Date.now() + offset;
  const mixed = (mark, one) => Math.imul(mark ^ one.charCodeAt(0) ^ (mark >>> 15), 0x9e3779b1);
  const key = ({ what }) => String([...`${what}:${held.version}:${held.ticket}`].reduce(mixed, 7));
  const passed = () => (held?.steps || []).filter((step) => step.at <= now());
  const untold = () => passed().filter((step) => !told.has(key(step)));

  function drop() {
    clearTimeout(alarm);
    held = null;
    seen = "";
    told.clear();
    stored(() => sessionStorage.removeItem("told"));
    draw();
  }

  // Whether this tab is the one to say it. Its lock is held until it closes; the others hear of it before.
  function chosen(one) {
    if (!navigator.locks) return true;
    const hold = (say) => (lock) => say(Boolean(lock)) || (lock && new Promise(() => undefined));
    return new Promise((say) => navigator.locks.request(`harbour ${one}`, { ifAvailable: true }, hold(say)));
  }
  function keep(one) {
    told.add(one);
    stored(() => sessionStorage.setItem("told", [...told].slice(-9).join(" ")));
  }
  tabs?.addEventListener("message", ({ data }) => (data === "look" ? ask() : keep(data)));

  async function tell(step, quietly) {
    const one = key(step);
    keep(one);
    if (quietly || !(await chosen(one))) return;
    tabs?.postMessage(one);
    document.dispatchEvent(new CustomEvent("harbour:told", { detail: step.what }));
  }

  // Says what is due, draws, and waits for the next moment with one timer, which hidden tabs keep to.
  function look() {
    clearTimeout(alarm);
    const due = untold();
    const last = passed().at(-1);
    for (const step of due) tell(step, fresh || step !== last);
    fresh = false;
    const next = held.steps.find((step) => step.at > now());
    if (next) alarm = setTimeout(() => held && look(), Math.min(next.at - now() + 5, 2 ** 31 - 1));
    draw();
    if (due.length) ask();
  }

  function draw() {
    const stage = passed().at(-1)?.what || held?.phase || "rest";
    const minutes = held && stage !== "rest" && stage !== "away" ? Math.ceil(Math.max(0, held.due - now()) / MINUTE) : 0;
    const share = held?.due > held?.since ? Math.min(1, (minutes * MINUTE) / (held.due - held.since)) : 0;
    document.dispatchEvent(new CustomEvent("harbour:clock", { detail: { stage, minutes, share } }));
  }

  // Takes what the server says. From one that was started anew comes silence: then the page goes on by itself.
  function take() {
    const { phase, tag, link } = frame();
    if (held && (phase === "nobody" || (owner && tag && tag !== owner))) drop();
    owner = tag || owner;
    const said = document.getElementById("clock")?.dataset;
    const reached = phase === "open" || phase === "locked";
    if (said?.now && said.now !== seen && reached) {
      seen = said.now;
      const arrived = Date.now();
      const middle = Number(said.sent) > arrived - MINUTE ? (Number(said.sent) + arrived) / 2 : arrived;
      offset = Number(said.now) - middle;
      page.toggleAttribute("data-clock-awry", Math.abs(offset) > 2 * MINUTE);
      if (held && held.version !== said.version) tabs?.postMessage("look");
      held = { ticket: said.ticket, version: said.version, phase: said.stage, since: +said.since, due: +said.due };
      const steps = (said.steps || "").split(" ").filter(Boolean).map((step) => step.split("@"));
      held.steps = steps.map(([what, at]) => ({ what, at: +at }));
      look();
    }
    const stands = `${phase} ${tag} ${link}`;
    if (stands !== standing && link === "up" && reached) ask();
    standing = stands;
  }

  // Asks what the server knows, which also says that this page is there; at most once in two seconds.
  function ask() {
    const form = document.getElementById("clock-ask");
    const wait = asked + 2000 - Date.now();
    if (later || !form || frame().link !== "up") return;
    if (wait > 0) return void (later = setTimeout(() => ask((later = 0)), wait));
    asked = Date.now();
    form.elements.sent.value = asked;
    form.requestSubmit();
  }

  // Not through the frame's own event: that waits for a picture, and hidden tabs are given none.
  const attributeFilter = ["now", "version", "phase", "tag", "link"].map((name) => `data-${name}`);
  new MutationObserver(take).observe(document.body, { subtree: true, childList: true, attributeFilter });
  const back = () => held && !document.hidden && (look(), ask());
  for (const kind of ["focus", "online", "pageshow"]) addEventListener(kind, back);
  document.addEventListener("visibilitychange", back);
  document.addEventListener("harbour:leave", drop);
  // Draws between the moments, finds those that a suspended machine slept over, and stays in touch.
  setInterval(() => {
    (untold().length ? look : draw)();
    if (held && held.phase !== "rest" && Date.now() - asked > 2 * MINUTE) ask();
  }, MINUTE / 4);
  take();
})();
