"""The barest Reflex app there can be, so that ours is measured against the framework."""

import reflex as rx

config = rx.Config(
    app_name="floor",
    app_module_import="floor",
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    transport="websocket",
    plugins=[],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
