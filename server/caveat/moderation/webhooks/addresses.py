"""Which addresses a webhook may reach: the public internet, and not the house itself.

Who may add a webhook could otherwise make the server call what only the server can reach: cloud
metadata, a database, a printer (server-side request forgery, CWE-918). A name is resolved once, all
of its addresses are checked, and the connection goes to the checked address: a name that answers
otherwise a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

import httpx

from caveat.document.article import is_web_address
from caveat.errors import InvalidArticle, Violation

MAX_URL = 2_048
# Addresses of IPv4 in those of IPv6, by a translator on the way (RFC 6052, RFC 3056, RFC 8215).
_TRANSLATED = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
)


class PrivateAddress(httpx.ConnectError):
    """The name leads to an address that is not public."""


def check_url(url: str, *, private: bool) -> None:
    """Raises InvalidArticle unless a webhook may be sent to a URL, as far as the URL tells.

    ``private`` allows plain http and addresses that are not public.
    """
    if len(url) > MAX_URL or not is_web_address(url):
        raise _refused("is not a web address", "send one that starts with https://")
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise _refused("holds a name or password", "leave them out: deliveries are signed")
    if private:
        return
    if parts.scheme != "https":
        raise _refused("is not https", "use https://, or allow private addresses")
    try:
        address = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        # A label of a public name is never all digits (RFC 3696, section 2): "2130706433" and
        # "0x7f.1" are addresses to many resolvers, and to nobody's readers.
        last = (parts.hostname or "").rstrip(".").rpartition(".")[2]
        if last in ("localhost", "local", "internal", "") or last[0].isdigit():
            raise _refused(
                "names no host of the public internet", "use one, or allow private addresses"
            ) from None
        return
    if not is_public(str(address)):
        raise _refused("is not a public address", "use one, or allow private addresses")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TRANSLATED):
            return False
    return ip.is_global and not ip.is_multicast


class PublicTransport(httpx.BaseTransport):
    """Sends requests to public addresses alone, unless ``private`` allows the others."""

    def __init__(self, *, private: bool = False) -> None:
        self._inner = httpx.HTTPTransport(trust_env=False, retries=0)
        self._private = private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Resolve, check, and connect to what was checked. Raises httpx.TransportError."""
        host = request.url.host
        address = self._resolved(host, request.url.port or _PORTS[request.url.scheme])
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.headers["Host"] = request.url.netloc.decode("ascii")
        request.url = request.url.copy_with(host=address)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """End the connections."""
        self._inner.close()

    def _resolved(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{host} cannot be resolved") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self._private and not all(is_public(address) for address in addresses):
            raise PrivateAddress(f"{host} leads to an address that is not public")
        return addresses[0]


_PORTS = {"http": 80, "https": 443}


def _refused(problem: str, remedy: str) -> InvalidArticle:
    return InvalidArticle([Violation("url", problem, remedy)])
