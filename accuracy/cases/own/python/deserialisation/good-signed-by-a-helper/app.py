import hashlib
import hmac
import os
import pickle
from flask import Flask, abort, request
app = Flask(__name__)
KEY = os.environ["KEY"].encode()
def sign(data):
    return hmac.new(KEY, data, hashlib.sha256).digest()
@app.post("/resume")
def resume():
    blob = request.get_data()
    signature, data = blob[:32], blob[32:]
    if not hmac.compare_digest(signature, sign(data)):
        abort(400)
    return {"steps": len(pickle.loads(data))}
