// The frame's behaviour: where focus goes, keys, leaving quickly, locking, theme, and one event for every change of state.
(() => {
  const page = document.documentElement;
  const frame = () => document.getElementById("harbour");
  const post = (path) =>
    fetch(path, { method: "POST", credentials: "same-origin", cache: "no-store", keepalive: true });

  // Leaving in one tab is leaving in all: each drops what it has not sent. Nothing but the word goes over.
  const tabs = window.BroadcastChannel && new BroadcastChannel("harbour");
  tabs?.addEventListener("message", () => document.dispatchEvent(new Event("harbour:leave")));

  function cover() {
    if (document.querySelector(".blank")) return;
    const blank = document.createElement("div");
    blank.className = "blank";
    // A modal dialog lies above everything else, so the cover goes into it.
    (document.querySelector("dialog[open]") || document.body).append(blank);
    document.title = "\u200b";
  }

  function leave(to, path = "/session/leave") {
    cover();
    document.dispatchEvent(new Event("harbour:leave"));
    tabs?.postMessage("leave");
    let gone = false;
    const go = () => {
      if (gone) return;
      gone = true;
      // One step back is the same neutral page: neither the page that was left nor an empty frame.
      history.replaceState(null, "", to);
      history.pushState(null, "", to);
      location.replace(to);
    };
    // The answer need not be waited for: the request outlives the page.
    post(path).then(go, go);
    setTimeout(go, path === "/session/leave" ? 300 : 4000);
  }

  function lock() {
    page.classList.add("veiled");
    post("/session/lock").then(
      () => frame().dataset.link || location.reload(),
      () => leave(frame().dataset.blank || "/blank"),
    );
  }

  function theme(choice) {
    if (choice) localStorage.setItem("theme", choice);
    const chosen = localStorage.getItem("theme") || "system";
    const dark = chosen === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
    page.classList.toggle("dark", dark);
    page.classList.toggle("light", !dark);
    page.style.colorScheme = dark ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-theme-choice]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(theme));

  document.addEventListener(
    "click",
    (event) => {
      const on = (name) => event.target.closest(`[data-${name}]`);
      if (event.target.closest("a.skip")) {
        event.preventDefault();
        event.stopPropagation();
        document.getElementById("main").focus();
      } else if (on("leave")) leave(frame()?.dataset.blank || "/blank");
      else if (on("lock")) lock();
      else if (on("sign-out")) leave(`/${frame().dataset.locale}/`, "/session/sign-out");
      else if (on("theme-choice")) theme(on("theme-choice").dataset.themeChoice);
    },
    true,
  );

  // A handle that was typed stays out of the browser's history of forms and sessions; its store of logins may keep it.
  document.addEventListener(
    "input",
    (event) => event.target.matches("[autocomplete=username]") && event.target.setAttribute("autocomplete", "off"),
    true,
  );

  let shifts = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return void (shifts = []);
    shifts = [...shifts.filter((then) => event.timeStamp - then < 5000), event.timeStamp];
    if (shifts.length >= 3 && document.querySelector("[data-leave]")) leave(frame()?.dataset.blank || "/blank");
  });
  // Digits answer only while one of the group's own radios has the focus (WCAG 2.1.4).
  document.addEventListener("keydown", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const wanted = radio.closest("fieldset")?.querySelectorAll(`input[name="${CSS.escape(radio.name)}"]`)[event.key - 1];
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.click();
  });

  // One event tells the other scripts that the frame or an answer in it has changed.
  let route = frame()?.dataset.route;
  let asked = false;
  function settle() {
    asked = false;
    const now = frame();
    if (!now) return;
    if (now.dataset.phase !== "open" || !now.dataset.link) page.classList.remove("veiled");
    const heading = document.querySelector("main h1");
    if (now.dataset.route !== route && heading) {
      route = now.dataset.route;
      heading.tabIndex = -1;
      heading.focus();
    }
    if (document.querySelector("[data-theme-choice]:not([aria-pressed])")) theme();
    document.dispatchEvent(new CustomEvent("harbour", { detail: now.dataset }));
  }
  new MutationObserver(() => {
    if (!asked) requestAnimationFrame(settle);
    asked = true;
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: "phase link tag route answer day pending".split(" ").map((name) => `data-${name}`).concat("hidden"),
  });
  document.querySelector(".error-summary[data-focus]")?.focus();
  // A page taken from the browser's memory may belong to somebody who has left.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  requestAnimationFrame(settle);
})();
