import xml.etree.ElementTree as ET

from flask import Flask, jsonify, request

app = Flask(__name__)
CATALOGUE = ET.parse("/srv/data/catalogue.xml")


def candidates():
    yield request.args.get("category", "")
    yield "misc"


def pick():
    items = list(candidates())
    return items[-1]


@app.get("/catalogue")
def catalogue():
    category = pick()
    root = CATALOGUE.getroot()
    found = root.findall(f".//item[@category='{category}']")
    titles = []
    for item in found[:100]:
        title = item.findtext("title")
        if title:
            titles.append(title)
    return jsonify(titles=titles)
