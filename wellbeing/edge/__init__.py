"""What stands between the network and the app: the ASGI edge, and the pages that work without JavaScript."""
