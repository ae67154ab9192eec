import requests
import yaml
from lxml import etree

from ..models import Planting


def fetch_calendar(url):
    if not url.startswith(("http://", "https://")):
        raise ValueError("not a web address")
    answer = requests.get(url, timeout=5)
    return answer.text[:200_000]


def parse_plantings(payload, plot_id):
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True)
    root = etree.fromstring(payload, parser=parser)
    return [
        Planting(plot_id=plot_id, crop=node.get("crop", "")[:80], comment=node.findtext("comment"))
        for node in root.iterfind("planting")
    ]


def parse_seed_order(payload):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(payload, parser=parser)
    return [(n.get("sku"), int(n.get("qty", "1"))) for n in root.iterfind("line")]


def load_season(stream):
    season = yaml.load(stream, Loader=yaml.Loader)
    return {"opens": season["opens"], "closes": season["closes"]}
