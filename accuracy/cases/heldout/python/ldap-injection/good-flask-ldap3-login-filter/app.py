from flask import Flask, jsonify, request

from directory import Directory

app = Flask(__name__)
directory = Directory("ldap.internal")


@app.get("/people")
def people():
    return jsonify(directory.person(request.args["login"]))
