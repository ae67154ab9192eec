import xml.etree.ElementTree as ET

from flask import Flask, jsonify

app = Flask(__name__)


class Roster:
    def __init__(self, path):
        self.root = ET.parse(path).getroot()

    def workers(self, shift):
        return [node.get("name") for node in self.root.findall("./shift[@no='" + shift + "']/worker")]


@app.get("/roster/<shift>")
def roster(shift):
    return jsonify(Roster("roster.xml").workers(shift))
