from flask import Flask, jsonify, request

import repository

app = Flask(__name__)
app.config["DSN"] = "postgresql:///branches"


@app.get("/branches")
def index():
    rows = repository.branches(app.config["DSN"], request.args.get("sort", ""))
    return jsonify([{"name": name, "city": city} for name, city in rows])
