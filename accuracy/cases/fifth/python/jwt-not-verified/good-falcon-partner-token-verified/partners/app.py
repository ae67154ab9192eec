import falcon

from partners.middleware import PartnerAuth
from partners.resources import Shipments
from partners.store import ShipmentStore

app = falcon.App(middleware=[PartnerAuth()])
app.add_route("/shipments", Shipments(ShipmentStore()))
