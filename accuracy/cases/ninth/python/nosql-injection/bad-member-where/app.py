import os

from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
members = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000).club.members


class MemberQuery:
    def __init__(self):
        self._filter = {"active": True}

    def nickname(self, value):
        self._filter["$where"] = "this.nickname == '" + value + "'"
        return self

    def build(self):
        return dict(self._filter)


@app.get("/members/find")
def find_member():
    query = MemberQuery().nickname(request.args.get("nickname", "")).build()
    found = members.find_one(query, {"_id": 0, "nickname": 1, "since": 1})
    return jsonify(found or {})
