// Blurs what a page shows of the past after two minutes without input; a key or a click shows it again.
(() => {
  const PAUSE = 120000; // ms
  const page = document.documentElement;
  let timer = 0;

  function awake() {
    clearTimeout(timer);
    page.classList.remove("resting");
    timer = setTimeout(() => page.classList.add("resting"), PAUSE);
  }
  // A mouse that is merely passed by puts it off, and does not uncover anything.
  const busy = () => page.classList.contains("resting") || awake();

  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, awake, true);
  for (const kind of ["pointermove", "wheel", "touchmove"]) addEventListener(kind, busy, { passive: true });
  awake();
})();
