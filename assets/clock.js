// The neutral page: what time it is.
(() => {
  const clock = document.querySelector("[data-clock]");
  const tell = () => {
    clock.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  };
  tell();
  setInterval(tell, 10_000);
  // Further back in the page that was left: the address is that page's again, so it is asked for anew.
  addEventListener("popstate", () => location.reload());
})();
