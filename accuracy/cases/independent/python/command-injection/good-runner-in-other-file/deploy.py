from flask import Blueprint, abort, jsonify, request

from runner import Runner

deploy = Blueprint("deploy", __name__)
BRANCHES = ("main", "staging", "release")


@deploy.post("/deploy")
def start():
    branch = request.json.get("branch", "main")
    if branch not in BRANCHES:
        abort(400)
    runner = Runner("/srv/app")
    return jsonify(output=runner.checkout(branch))
