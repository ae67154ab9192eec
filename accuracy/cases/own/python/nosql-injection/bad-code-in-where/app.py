from flask import Flask, request
from pymongo import MongoClient
app = Flask(__name__)
events = MongoClient()["analytics"]["events"]
@app.get("/events")
def found():
    kind = request.args["kind"]
    return list(events.find({"$where": f"this.kind == '{kind}'"}).limit(20))
