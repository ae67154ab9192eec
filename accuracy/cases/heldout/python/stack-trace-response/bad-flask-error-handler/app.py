import traceback

from flask import Flask

from catalogue import catalogue

app = Flask(__name__)
app.register_blueprint(catalogue)


@app.errorhandler(Exception)
def failed(error):
    return {"error": "internal error", "detail": traceback.format_exc()}, 500
