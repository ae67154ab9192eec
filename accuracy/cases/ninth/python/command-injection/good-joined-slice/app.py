import os

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/maintenance")
def overview():
    return jsonify(load=os.getloadavg())


@app.post("/maintenance/trim")
def trim():
    """Give unused blocks back to the storage."""
    words = ["/usr/sbin/fstrim", "--verbose", "/data"]
    volume = request.values.get("volume", "")
    words.append(volume)
    command = " ".join(words[:3])
    status = os.system(command)
    app.logger.info("trim finished with %d", status)
    return jsonify(ok=status == 0)
