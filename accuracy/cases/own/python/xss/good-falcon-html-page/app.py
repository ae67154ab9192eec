from html import escape

import falcon


class Ticket:
    def on_get(self, req, resp, show):
        resp.content_type = falcon.MEDIA_HTML
        resp.text = f"<h1>{escape(show)}</h1><p>Seat {escape(req.get_param('seat', default=''))}</p>"


class Plain:
    def on_get(self, req, resp, show):
        resp.content_type = falcon.MEDIA_TEXT
        resp.text = f"Seat {req.get_param('seat')} of {show}"


app = falcon.App()
app.add_route("/tickets/{show}", Ticket())
app.add_route("/tickets/{show}/plain", Plain())
