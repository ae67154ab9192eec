import logging

from flask import Flask, request

log = logging.getLogger(__name__)
app = Flask(__name__)


@app.post("/tokenize")
def tokenize():
    tokens = request.get_data(as_text=True).split()
    log.info("text split into %d tokens; password policy version %d", len(tokens), 3)
    return {"count": len(tokens)}
