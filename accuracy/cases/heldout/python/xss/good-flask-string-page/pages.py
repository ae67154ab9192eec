from markupsafe import escape


class Page:
    def __init__(self, title):
        self.parts = [f"<title>{escape(title)}</title>"]
        self.title = title

    def heading(self):
        self.parts.append("<h1>" + str(escape(self.title)) + "</h1>")
        return self

    def render(self):
        return "<!doctype html>" + "".join(self.parts)
