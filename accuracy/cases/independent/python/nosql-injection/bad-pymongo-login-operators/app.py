from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient()["forum"]["users"]


@app.post("/session")
def create_session():
    body = request.get_json(force=True)
    name, token = body["name"], body["token"]
    user = users.find_one({"name": name, "device_token": token})
    if user is None:
        return jsonify(error="unknown device"), 401
    return jsonify(id=str(user["_id"]))
