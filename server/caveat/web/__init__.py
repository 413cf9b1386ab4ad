"""The moderators' pages: rendered here, readable without script, quicker with it."""

from caveat.web.app import application
from caveat.web.desk import Desk
from caveat.web.server import running, serve
from caveat.web.settings import WebSettings

__all__ = ["Desk", "WebSettings", "application", "running", "serve"]
