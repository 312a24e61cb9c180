// Shows how far a download has come; without it the same link downloads in the browser's own way.
(() => {
  const find = (id) => document.getElementById(id);

  async function fetched(link) {
    const bar = find("export-progress");
    const said = find("export-status");
    const answer = await fetch(link.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    const total = Number(answer.headers.get("X-Total") || answer.headers.get("Content-Length"));
    const parts = [];
    let got = 0;
    bar.hidden = false;
    if (total) bar.max = total;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      got += value.length;
      if (total) bar.value = Math.min(got, total);
    }
    const name = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition") || "");
    const saved = document.createElement("a");
    saved.href = URL.createObjectURL(new Blob(parts, { type: answer.headers.get("Content-Type") || "" }));
    saved.download = name ? name[1] : "harbour";
    saved.click();
    // The readable copy leaves the page's memory as soon as the browser has taken it.
    setTimeout(() => URL.revokeObjectURL(saved.href), 1000);
    said.textContent = said.dataset.done;
  }

  // The page that holds the part which an address names comes later than the browser looks for it.
  document.addEventListener("harbour", () => {
    const wanted = location.hash === "#take-along" && find("take-along");
    if (!wanted) return;
    history.replaceState(history.state, "", location.pathname);
    wanted.scrollIntoView();
  });

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("a[data-export]");
      const said = find("export-status");
      if (!link || !said || !find("export-progress")) return;
      event.preventDefault();
      event.stopPropagation();
      if (link.ariaDisabled === "true") return;
      link.ariaDisabled = "true";
      said.textContent = "";
      fetched(link)
        .catch(() => (said.textContent = said.dataset.failed))
        .finally(() => {
          link.ariaDisabled = null;
          find("export-progress").hidden = true;
        });
    },
    true,
  );
})();
