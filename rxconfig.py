"""How Reflex builds and runs our pages; it is told here, and nowhere by a person."""

from typing import Any

import reflex as rx
from reflex_base.plugins.base import Plugin


class WithoutBuildTime(Plugin):
    """Keeps the moment of the build out of the pages, so that equal sources build equal files."""

    def pre_compile(self, **context: Any) -> None:
        """Give the pages the version of Reflex alone, not the file that also says when they were built."""
        context["add_modify_task"](
            "utils/state.js",
            lambda code: code.replace(
                'import reflexEnvironment from "$/reflex.json";',
                f'const reflexEnvironment = {{ version: "{rx.constants.Reflex.VERSION}" }};',
            ),
        )


config = rx.Config(
    app_name="wellbeing",
    app_module_import="wellbeing.app",
    # The default keeps every State pickled on disk, readable; in memory it ends with the process.
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    # How long the state of a tab that went away may stay, in seconds.
    redis_token_expiration=900,
    # Nothing leaves the machine, and nobody else's badge stands on the page.
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # `wellbeing serve` replaces both by the public origin; alone they let nobody else in.
    backend_host="127.0.0.1",
    cors_allowed_origins=("http://127.0.0.1:8460",),
    api_url="http://127.0.0.1:8460",
    deploy_url=None,
    transport="websocket",
    frontend_compression_formats=["gzip", "brotli"],
    plugins=[WithoutBuildTime()],
    # A sitemap would tell a search engine the way in.
    disable_plugins=[rx.plugins.SitemapPlugin],
)
