"""The JSON interface. The modules below add their routes to one blueprint."""
from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api")

from . import accounts, calls, exchange, office, proposals, public, reviews  # noqa: E402,F401
