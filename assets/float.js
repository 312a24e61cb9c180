// The floating timer: a small window of the browser that stays above others, with the same ring, words and buttons.
(() => {
  let small = null;
  let drawn = "";

  const face = () => document.querySelector("#unlock [data-face]");

  // Its buttons press those of the page, which know what to send.
  function draw() {
    if (!small || small.closed || !face()) return;
    if (document.getElementById("harbour")?.dataset.phase === "nobody") return small.close();
    const looks = document.documentElement;
    small.document.documentElement.className = looks.className;
    small.document.documentElement.dataset.timer = looks.dataset.timer || "";
    small.document.documentElement.style.cssText = looks.style.cssText;
    const wanted = `${document.getElementById("clock")?.dataset.version} ${looks.dataset.timer} ${face().textContent}`;
    if (drawn === wanted) return;
    drawn = wanted;
    const copy = face().cloneNode(true);
    for (const folded of copy.querySelectorAll("details, select, [data-ask]")) folded.remove();
    for (const button of copy.querySelectorAll("[data-verb]"))
      button.addEventListener("click", () => face()?.querySelector(`[data-verb="${button.dataset.verb}"]:not([hidden])`)?.click());
    const main = small.document.createElement("main");
    main.className = "float";
    main.append(copy);
    small.document.body.replaceChildren(main);
  }

  const shown = () => small && !small.closed;
  const toggle = () => (shown() ? small.close() : open());

  async function open() {
    if (!window.documentPictureInPicture || shown()) return;
    try {
      small = await documentPictureInPicture.requestWindow({ width: 300, height: 330 });
    } catch {
      return; // the person, or a rule of the computer, did not let it
    }
    small.document.documentElement.lang = document.documentElement.lang;
    small.document.documentElement.dir = document.documentElement.dir;
    small.document.title = document.querySelector('#clock [data-say="name"]')?.textContent || "";
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) {
      const link = small.document.createElement("link");
      link.rel = "stylesheet";
      link.href = sheet.href;
      small.document.head.append(link);
    }
    drawn = "";
    draw();
  }

  for (const kind of ["harbour", "harbour:clock"]) document.addEventListener(kind, draw);
  // Whoever locks walks away, and so does the small ring; a lock that comes by itself leaves it, as it names nothing.
  const close = () => small?.close();
  document.addEventListener("harbour:leave", close);
  document.addEventListener("click", ({ target }) => target.closest("[data-lock]") && close(), true);
  document.addEventListener("click", (event) => event.target.closest("[data-float]") && toggle());
  // The click that loaded this file asked for the window.
  open();
})();
