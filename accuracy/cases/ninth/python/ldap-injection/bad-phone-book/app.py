from flask import Flask, jsonify, request

from directory import search_people

app = Flask(__name__)


@app.get("/phonebook")
def phonebook():
    return jsonify(search_people(request.args.get("surname", "")))
