"""Where a workspace is reached: takes the socket it listens on, gives who may ask and the addresses to open."""

from __future__ import annotations

import ipaddress
import socket

from chartkit.workspace.security import LOOPBACK, Access, new_token


def access_of(listener: socket.socket, host: str, names: tuple[str, ...] = (), wants_token: bool = False) -> Access:
    """Who may ask at `listener`, bound for `host`; `names` are further names of this server.

    On the loopback interface its names alone. Elsewhere this machine's names, every address that is a number (no site
    can have one of its own pointed here) and a token that is new each time.
    """
    address, port = listener.getsockname()[:2]
    allowed = tuple(name.lower().rstrip(".") for name in names)
    cookie = f"chartkit-{port}"
    if ipaddress.ip_address(address).is_loopback:
        own = () if host in LOOPBACK else (host.lower(),)
        return Access((*LOOPBACK, *own), new_token() if wants_token else None, cookie, names=allowed)
    own = (socket.gethostname().lower(), socket.getfqdn().lower(), host.lower())
    return Access((*LOOPBACK, *dict.fromkeys(own)), new_token(), cookie, takes_numbers=True, names=allowed)


def urls_of(listener: socket.socket, access: Access) -> list[str]:
    """The addresses to open, the one for this machine first, each with the token where one is needed."""
    address, port = listener.getsockname()[:2]
    query = f"?token={access.token}" if access.token else ""
    number = ipaddress.ip_address(address)
    if number.is_loopback:
        hosts = [address]
    elif number.is_unspecified:
        hosts = ["127.0.0.1" if number.version == 4 else "::1", socket.gethostname()]
    else:
        hosts = [address]
    return [f"http://{_in_url(host)}:{port}/{query}" for host in hosts]


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
