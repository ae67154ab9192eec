from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
readings = MongoClient("mongodb://mongo:27017", serverSelectionTimeoutMS=2000).plant.readings


@app.get("/readings/above")
def above():
    margin = request.args.get("margin", 0.0, type=float)
    found = readings.find({"$expr": {"$gt": [{"$subtract": ["$value", "$limit"]}, margin]}}, {"_id": 0}).limit(200)
    return jsonify(list(found))
