import falcon


class Ticket:
    def on_get(self, req, resp, show):
        resp.content_type = falcon.MEDIA_HTML
        resp.text = f"<h1>{show}</h1><p>Seat {req.get_param('seat')}</p>"


app = falcon.App()
app.add_route("/tickets/{show}", Ticket())
