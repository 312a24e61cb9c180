// The ways a reminder takes besides the page: notification, chime, dot on the icon; and which of them work here.
(() => {
  const source = () => document.getElementById("clock")?.dataset || {};
  const words = (what) => document.querySelector(`#clock [data-say="${what}"]`)?.textContent || "";
  const wants = (way) => ways.includes(way);
  let ways = []; // as the person chose; a locked page no longer says, and goes on as before
  let sound = null;

  const WORKS = {
    title: () => true,
    sound: () => Boolean(window.AudioContext),
    notification: () => Boolean(window.Notification) && isSecureContext && Notification.permission !== "denied",
    floating: () => Boolean(window.documentPictureInPicture),
    badge: () => Boolean(navigator.setAppBadge) && matchMedia("(display-mode: standalone)").matches,
  };

  // Two soft partials of wood that die away within a second.
  function chime() {
    sound ||= new AudioContext();
    const start = sound.currentTime + 0.05;
    for (const [pitch, loud, length] of [[700, 0.12, 0.9], [1890, 0.03, 0.25]]) {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(loud, start + 0.008);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
      tone.connect(volume).connect(sound.destination);
      tone.start(start);
      tone.stop(start + length);
    }
  }

  // Neutral words whatever it is about: others may see this screen.
  async function notify() {
    const options = { body: words("notify"), tag: "harbour", silent: true, icon: "/touch.png" };
    const worker = await navigator.serviceWorker?.getRegistration();
    if (worker?.active) return worker.showNotification(words("name"), options);
    new Notification(words("name"), options).onclick = () => window.focus();
  }

  document.addEventListener("harbour:told", ({ detail }) => {
    if (wants("sound") && WORKS.sound()) chime();
    if (wants("notification") && WORKS.notification() && Notification.permission === "granted") notify().catch(() => undefined);
    if (WORKS.badge() && detail === "due") navigator.setAppBadge().catch(() => undefined);
  });
  document.addEventListener("harbour:clock", ({ detail }) => {
    if (WORKS.badge() && detail.stage !== "due") navigator.clearAppBadge().catch(() => undefined);
  });

  // What this browser cannot do is not offered; what it can, and was not allowed yet, is asked for once a session runs.
  function look() {
    if (source().ways) ways = source().ways.split(" ");
    for (const tick of document.querySelectorAll("[data-way]")) {
      const works = WORKS[tick.dataset.way]();
      if (tick.dataset.works !== String(works)) tick.dataset.works = String(works);
      const said = tick.querySelector("[data-works-words]");
      const blocked = tick.dataset.way === "notification" && window.Notification?.permission === "denied";
      const text = said?.dataset[works ? "yes" : blocked ? "blocked" : "no"] || "";
      if (said && said.textContent !== text) said.textContent = text;
      for (const button of tick.querySelectorAll("button")) if (button.hidden === works) button.hidden = !works;
    }
    for (const place of document.querySelectorAll("[data-ask]")) {
      const runs = source().now && source().stage !== "rest" && !ways.includes("asked");
      const asks = Boolean(runs) && WORKS.notification() && Notification.permission === "default";
      if (place.hidden === asks) place.hidden = !asks;
    }
    for (const button of document.querySelectorAll("[data-float]"))
      if (button.hidden === WORKS.floating()) button.hidden = !WORKS.floating();
  }

  document.addEventListener("click", (event) => {
    // A sound may only follow a gesture: this one readies it.
    if (wants("sound") && WORKS.sound()) (sound ||= new AudioContext()).resume();
    if (event.target.closest("[data-allow]") && WORKS.notification()) Notification.requestPermission().then(look);
    if (event.target.closest("[data-hear]") && WORKS.sound()) chime();
    const starts = wants("floating") && WORKS.floating() && event.target.closest("[data-verb=start]");
    if (starts || event.target.closest("[data-float]")) document.dispatchEvent(new CustomEvent("harbour:load", { detail: "float" }));
  });
  for (const kind of ["harbour", "harbour:clock"]) document.addEventListener(kind, look);
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: ["data-ways"] });
  look();
})();
