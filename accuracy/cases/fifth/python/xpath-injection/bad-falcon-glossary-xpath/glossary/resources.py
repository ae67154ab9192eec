import falcon


def as_media(entry):
    return {
        "term": entry.findtext("term"),
        "definition": entry.findtext("definition"),
        "editor": entry.findtext("editor"),
    }


class Terms:
    def __init__(self, glossary):
        self.glossary = glossary

    def on_get(self, req, resp):
        term = req.get_param("term", required=True)
        found = self.glossary.entries(term)[:20]
        if not found:
            raise falcon.HTTPNotFound()
        resp.media = {"entries": [as_media(entry) for entry in found]}


class Health:
    def on_get(self, req, resp):
        resp.media = {"ok": True}
