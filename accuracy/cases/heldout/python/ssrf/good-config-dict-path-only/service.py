from urllib.parse import quote, urljoin

import requests

CONFIG = {"base": "https://catalogue.internal/items/", "timeout": 4}


class Catalogue:
    def __init__(self, config=CONFIG):
        self.base = config["base"]
        self.timeout = config["timeout"]

    def item(self, reference):
        url = urljoin(self.base, "ref-" + quote(reference, safe=""))
        return requests.get(url, timeout=self.timeout).json()
