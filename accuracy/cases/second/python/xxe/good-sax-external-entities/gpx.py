import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000_000


class TrackHandler(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.points: list[tuple[float, float]] = []

    def startElement(self, name, attrs):
        if name == "trkpt":
            self.points.append((float(attrs["lat"]), float(attrs["lon"])))


@app.post("/tracks/measure")
def measure():
    handler = TrackHandler()
    reader = xml.sax.make_parser()
    reader.setFeature(feature_external_ges, False)
    reader.setContentHandler(handler)
    reader.parse(io.BytesIO(request.get_data()))
    return jsonify(points=len(handler.points))
