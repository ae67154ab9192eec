import re

from flask import Flask, Response, request

app = Flask(__name__)

THEME = re.compile(r"theme=(.+)")

TEMPLATE = """<!doctype html>
<html>
<body class="%s">
<h1>Preview</h1>
<p>This is how your page will look.</p>
</body>
</html>
"""


def theme_of(header):
    found = THEME.match(header)
    if found is None:
        return "plain"
    return found.group(1)


@app.get("/preview")
def preview():
    header = request.headers.get("X-Preview", "")
    html = TEMPLATE % theme_of(header)
    return Response(html, mimetype="text/html")
