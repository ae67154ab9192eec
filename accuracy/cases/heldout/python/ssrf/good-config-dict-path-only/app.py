from flask import Blueprint, jsonify, request

from service import Catalogue

items = Blueprint("items", __name__)
catalogue = Catalogue()


@items.get("/items")
def item():
    return jsonify(catalogue.item(request.args["ref"]))
