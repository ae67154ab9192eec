import os
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient(os.environ["MONGO_URL"])["portal"]["users"]


@dataclass
class Lookup:
    handle: Any
    locale: str = "en"


@app.post("/profiles/lookup")
def lookup():
    body = request.get_json()
    wanted = Lookup(handle=str(body.get("handle")))
    field = "handle"

    profile = users.find_one({field: getattr(wanted, field)}, {"_id": 0, "handle": 1, "bio": 1})
    if profile is None:
        abort(404)

    return jsonify(profile)
