"""A very small front end, built by hand in the shape that Reflex 0.10.1 builds."""

from __future__ import annotations

from pathlib import Path

PAGE = (
    "<!DOCTYPE html><html><head><script>theme()</script></head><body><h1>Today</h1>"
    '<script>{path}</script><script type="module" async="">import "/assets/root-Ab12Cd34.js"</script>'
    "</body></html>"
)
ENV = (
    "var e={PING:`http://localhost:8000/ping`,EVENT:`ws://localhost:8000/_event`,UPLOAD:'https://x.test/_upload',"
    'HEALTH:"http://localhost:8000/_health",TRANSPORT:`websocket`,TEST_MODE:!1};export{e as t};'
)
NAMES = "a=1,SAME_DOMAIN_HOSTNAMES=[`localhost`,`0.0.0.0`,`::`,`0:0:0:0:0:0:0:0`],token;"


def build(folder: Path) -> Path:
    """Write the files; the client folder."""
    for path in (
        "en/today/index.html",
        "en/today.html",
        "en/history/index.html",
        "404.html",
        "__spa-fallback.html",
    ):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(PAGE.replace("{path}", f"here('{path.split('/')[1] if '/' in path else path}')"))
    assets = folder / "assets"
    assets.mkdir()
    (assets / "reflex-env-BVGF6eGS.js").write_text(ENV)
    (assets / "context-te5_2A2p.js").write_text(NAMES)
    (assets / "root-Ab12Cd34.js").write_text("export const x = 1")
    (folder / "app.css").write_text("body{}")
    (folder / "index.html").write_text(PAGE.replace("{path}", "here('/')"))
    return folder
