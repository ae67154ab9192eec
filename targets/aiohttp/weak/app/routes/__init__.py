"""Puts all routes into the application. The pages come last: they catch what is left."""

from . import accounts, admin, community, imports, legacy, listings, messages
from . import offers, orders, photos, searches, shipping, site, wallet


def mount(app):
    for table in (accounts.routes, offers.routes, searches.routes, shipping.routes):
        app.add_routes(table)
    for views in (listings.VIEWS, photos.VIEWS, orders.VIEWS, admin.VIEWS):
        for path, view in views:
            app.router.add_view(path, view)
    app.add_routes(wallet.routes())
    app.add_routes(messages.routes())
    app.add_routes(community.routes())
    app.add_routes(imports.routes())
    app.add_routes(legacy.routes())
    app.add_routes(site.routes())
