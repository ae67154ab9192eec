from lxml import etree
from flask import Flask, abort, jsonify

app = Flask(__name__)


def load_tree(path="/srv/data/employees.xml"):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(path, parser)


@app.get("/employees/<string:login>")
def employee(login):
    tree = load_tree()
    expression = "/employees/employee[@login=$login]"
    nodes = tree.xpath(expression, login=login)
    if not nodes:
        abort(404)

    node = nodes[0]
    return jsonify(
        name=node.findtext("name"),
        department=node.findtext("department"),
        extension=node.findtext("extension"),
    )
