import os

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)


@app.get("/health")
def health():
    return jsonify(status="ok")


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8080"))
    serve(app, host="0.0.0.0", port=port)
