import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from fastapi import FastAPI, UploadFile

app = FastAPI()


class Titles(ContentHandler):
    def __init__(self):
        super().__init__()
        self.text = []

    def characters(self, content):
        self.text.append(content)


@app.post("/playlists")
async def playlist(file: UploadFile):
    handler = Titles()
    reader = xml.sax.make_parser()
    reader.setContentHandler(handler)
    reader.setFeature(feature_external_ges, False)
    reader.parse(io.BytesIO(await file.read(1_000_000)))
    return {"text": "".join(handler.text)[:2000]}
