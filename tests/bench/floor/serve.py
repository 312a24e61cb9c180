"""Serves the bare app from one process, as `wellbeing serve` serves ours."""

import asyncio
import sys

import floor
from granian.constants import Interfaces
from granian.server.embed import Server

asyncio.run(
    Server(
        floor.app(), address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI, websockets=True
    ).serve()
)
