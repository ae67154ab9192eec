import falcon


class Shipments:
    def __init__(self, store):
        self.store = store

    def on_get(self, req, resp):
        resp.media = self.store.of_partner(req.context.partner, limit=100)

    def on_post(self, req, resp):
        body = req.get_media()
        resp.media = {"id": self.store.add(req.context.partner, str(body["reference"]))}
        resp.status = falcon.HTTP_201
