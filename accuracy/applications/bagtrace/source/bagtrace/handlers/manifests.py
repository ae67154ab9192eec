"""The manifests of the airlines: which bag is on which flight."""
import time

from lxml import etree
from tornado.web import HTTPError

from bagtrace import config, xmltools
from bagtrace.base import StaffHandler


class Upload(StaffHandler):
    async def prepare(self):
        self.began = time.monotonic()

    async def post(self):
        try:
            root = xmltools.manifest(self.request.body)
        except etree.XMLSyntaxError:
            raise HTTPError(400) from None
        config.MANIFESTS.write_bytes(etree.tostring(root))
        bags = [{"tag": bag.get("tag"), "owner": bag.findtext("owner")} for bag in root.iter("bag")]
        self.write({"bags": bags, "seconds": round(time.monotonic() - self.began, 3)})


class Find(StaffHandler):
    """Whose bag is it? By tag, or by name of the owner."""

    async def get(self):
        tree = xmltools.load(config.MANIFESTS)
        owner = self.get_argument("owner", "")
        if owner:
            found = tree.xpath("//bag[owner = $owner]", owner=owner)
        else:
            found = tree.xpath("//bag[@tag='" + self.get_argument("tag") + "']")
        self.write({"bags": [{"tag": b.get("tag"), "owner": b.findtext("owner")} for b in found[:50]]})


ROUTES = [
    (r"/manifests", Upload),
    (r"/manifests/find", Find),
]
