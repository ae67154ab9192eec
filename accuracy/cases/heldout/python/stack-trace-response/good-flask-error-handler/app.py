import traceback

from flask import Flask

from catalogue import catalogue

app = Flask(__name__)
app.register_blueprint(catalogue)


@app.errorhandler(Exception)
def failed(error):
    app.logger.error("request failed: %s", traceback.format_exc())
    return {"error": "internal error"}, 500
