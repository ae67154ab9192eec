import hashlib
import hmac
import os
import pickle
from flask import Flask, request
app = Flask(__name__)
KEY = os.environ["KEY"].encode()
def sign(data):
    return hmac.new(KEY, data, hashlib.sha256).digest()
@app.post("/resume")
def resume():
    data = request.get_data()
    return {"steps": len(pickle.loads(data))}
