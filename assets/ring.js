// Draws what the page's clock says: rings, words, numbers, the title and the icon; all step once a minute.
(() => {
  const page = document.documentElement;
  const phase = () => document.getElementById("harbour")?.dataset.phase || "";
  const words = (what) => document.querySelector(`#clock [data-say="${what}"]`)?.textContent || "";
  const loaded = new Set();
  let last = { stage: "rest", minutes: 0, share: 0 };

  function fill(name, text) {
    for (const place of document.querySelectorAll(`[data-clock-${name}]`))
      if (place.textContent !== text) place.textContent = text;
  }

  // Scripts that few pages need are loaded by the pages that do; the only ones that may be are named here.
  function load(name) {
    if (loaded.has(name) || !["reminders", "float", "puzzle"].includes(name)) return;
    loaded.add(name);
    const script = document.createElement("script");
    script.src = `/${name}.js`;
    document.head.append(script);
  }

  // No number while locked; never what is looked at.
  function title(stage, number) {
    if (document.querySelector(".blank") || !words("name")) return;
    const open = phase() === "open" || phase() === "expired";
    const wanted = !open || stage === "rest" ? "name" : number ? "title" : "title-due";
    const text = words(wanted).replace("{}", number);
    if (document.title !== text) document.title = text;
  }

  function icon(stage, share) {
    const link = document.querySelector("link[rel=icon]");
    const warm = ["notice", "due", "break_over"].includes(stage);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 32;
    const pen = canvas.getContext("2d");
    if (!link || !pen) return;
    pen.lineWidth = 6;
    for (const [colour, part] of [["#8a847866", 1], [warm ? "#c07a22" : "#2a8b86", warm ? 1 : share]]) {
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.arc(16, 16, 12, -Math.PI / 2, (2 * part - 0.5) * Math.PI);
      pen.stroke();
    }
    const wanted = stage === "rest" ? "/favicon.svg" : canvas.toDataURL();
    link.type = stage === "rest" ? "image/svg+xml" : "image/png";
    if (link.getAttribute("href") !== wanted) link.setAttribute("href", wanted);
  }

  // The card of a break stands over the foot of the page: what has the focus comes out from under it.
  function clear() {
    const [over, under] = [".due", ":focus"].map((one) => document.querySelector(one));
    if (!over || !under || over.contains(under)) return;
    const [card, box] = [over, under].map((one) => one.getBoundingClientRect());
    const apart = box.bottom <= card.top || box.top >= card.bottom || box.right <= card.left || box.left >= card.right;
    if (!apart) under.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    // The built page is the same for everybody until the framework has taken it over.
    if (phase() === "waiting") return;
    const { stage, minutes, share } = last;
    const number = minutes ? new Intl.NumberFormat(page.lang || "en").format(minutes) : "";
    if (page.dataset.timer !== stage) {
      page.dataset.timer = stage;
      clear();
    }
    page.style.setProperty("--share", share.toFixed(3));
    fill("minutes", number);
    fill("words", minutes || !["running", "notice", "paused", "break"].includes(stage) ? words(stage) : "");
    for (const one of ["snooze", "postpone"]) {
      const named = document.getElementById("clock")?.dataset[one];
      if (named) fill(one, named);
    }
    for (const one of ["held", "length"]) fill(one, document.getElementById("clock")?.dataset[one] || "");
    title(stage, number);
    icon(stage, share);
    // Whoever chose a way wants it from the first click on.
    const chose = document.getElementById("clock")?.dataset.ways.includes(" ");
    if (stage !== "rest" || chose) load("reminders");
    for (const place of document.querySelectorAll("[data-script]")) load(place.dataset.script);
  }

  document.addEventListener("harbour:clock", ({ detail }) => {
    last = detail;
    draw();
  });
  // Pages change under the clock: what is new on them is filled at once.
  document.addEventListener("harbour", draw);
  document.addEventListener("focusin", clear);
  // The small ring leads to the large one; on its own page it only brings it into view.
  document.addEventListener("click", (event) => {
    const large = event.target.closest(".clock-pill") && document.querySelector("main [data-face=open]");
    if (!large) return;
    event.preventDefault();
    event.stopPropagation();
    large.scrollIntoView({ block: "center" });
    large.querySelector("[data-verb]:not([hidden])")?.focus({ preventScroll: true });
  }, true);
  // What is chosen at the foot of a page shows at its top.
  document.addEventListener("click", (event) => event.target.closest("[data-top]") && scrollTo({ top: 0 }));
  document.addEventListener("harbour:load", ({ detail }) => load(detail));
  document.addEventListener("harbour:told", ({ detail }) => fill("told", words(`told-${detail}`)));
})();
