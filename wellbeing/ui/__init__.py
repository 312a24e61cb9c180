"""The Reflex skin: pages whose states hold what a screen shows, and nothing a moment longer."""
