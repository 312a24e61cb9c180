// Says when the server is away or has a new version, and keeps the help page for offline use.
(() => {
  const frame = () => document.getElementById("harbour");
  let timer = 0;
  let away = false;

  function say(words, back) {
    const bar = document.getElementById("link-bar");
    if (!bar) return;
    bar.textContent = words;
    bar.classList.toggle("back", back);
  }

  document.addEventListener("harbour", ({ detail }) => {
    if (detail.link === "down" && !timer && !away) {
      timer = setTimeout(() => {
        away = true;
        say(detail.away, false);
      }, 3000);
    } else if (detail.link === "up") {
      clearTimeout(timer);
      timer = 0;
      // "Saved" is said only once nothing waits any more.
      if (!away || document.querySelector("form[data-pending=true]")) return;
      away = false;
      say(detail.back, true);
      setTimeout(() => away || say("", true), 4000);
    }
  });

  // The framework reloads an open page after an upgrade unless it has just done so: a far date keeps it
  // from reloading in the middle of an answer, and its bar is given our words and place.
  try {
    sessionStorage.setItem("reflex_last_reloaded_on_error", String(Date.now() + 1e11));
  } catch {
    // Without storage the framework's own behaviour stays.
  }
  new MutationObserver(() => {
    const bar = document.getElementById("reflex-new-version-banner");
    if (!bar || bar.className) return;
    const button = bar.querySelector("button");
    bar.removeAttribute("style");
    button.removeAttribute("style");
    bar.className = "new-build";
    bar.setAttribute("role", "status");
    button.className = "button-quiet";
    button.textContent = frame()?.dataset.reload || button.textContent;
    button.onclick = () => location.reload();
    bar.replaceChildren(frame()?.dataset.newBuild || "", button);
  }).observe(document.body, { childList: true });

  if ("serviceWorker" in navigator && frame()) {
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
    navigator.serviceWorker.ready.then(({ active }) => {
      const locales = (frame()?.dataset.locales || frame()?.dataset.locale || "en").split(" ");
      active.postMessage(locales.map((locale) => `/${locale}/help-now`));
    });
  }
})();
