import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges
from flask import Flask, request
app = Flask(__name__)
@app.post("/feeds")
def feeds():
    reader = xml.sax.make_parser()
    reader.setFeature(feature_external_ges, False)
    reader.setContentHandler(ContentHandler())
    reader.parse(io.BytesIO(request.get_data()))
    return "", 204
