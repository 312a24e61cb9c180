// Sets theme, language and direction before the first paint, and marks that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.classList.add(theme);
  } catch {
    // Storage may be closed to us; the system's theme then decides.
  }
  // Pages of the edge come with the right language; prerendered pages take it from their address.
  const locale = location.pathname.split("/")[1];
  if (/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(locale)) {
    root.lang = locale === "xb" ? "en-XB" : locale;
    root.dir = ["ar", "fa", "he", "ps", "ur", "xb"].includes(locale) ? "rtl" : "ltr";
  }
})();
