from flask import Flask, request

from parsing import parse

app = Flask(__name__)


@app.post("/orders/xml")
def orders():
    root = parse(request.data)
    return {"customer": root.findtext("customer"), "lines": len(root.findall("line"))}
