import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges
from litestar import Litestar, Request, post

from guards import signed_in


class PointCounter(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.points = 0

    def startElement(self, name, attrs):
        self.points += name == "trkpt"


def count_points(document: bytes) -> int:
    counter = PointCounter()
    reader = xml.sax.make_parser()
    reader.setFeature(feature_external_ges, True)
    reader.setContentHandler(counter)
    reader.parse(io.BytesIO(document))
    return counter.points


@post("/tracks", guards=[signed_in])
async def add_track(request: Request) -> dict[str, int]:
    return {"points": count_points(await request.body())}


app = Litestar(route_handlers=[add_track], request_max_body_size=2_000_000)
