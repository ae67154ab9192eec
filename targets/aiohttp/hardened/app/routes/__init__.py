"""Puts all routes into the application."""

from . import accounts, admin, community, imports, listings, messages
from . import offers, orders, photos, searches, shipping, site, wallet


def mount(app):
    for table in (accounts.routes, offers.routes, searches.routes, shipping.routes):
        app.add_routes(table)
    for views in (listings.VIEWS, photos.VIEWS, orders.VIEWS, admin.VIEWS):
        for path, view in views:
            app.router.add_view(path, view)
    for module in (wallet, messages, community, imports, site):
        app.add_routes(module.routes())
