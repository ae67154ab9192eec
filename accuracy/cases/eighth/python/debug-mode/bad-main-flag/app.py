from flask import Flask, jsonify, request

from stage import Stage

app = Flask(__name__)


@app.get("/sum")
def total():
    numbers = [int(value) for value in request.args.getlist("n")[:20]]
    return jsonify(sum=sum(numbers))


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8000, debug=Stage.debug)
