import MySQLdb
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/warehouse")
def warehouse():
    region = request.args.get("region")
    app.logger.debug("asked for a region")
    region = "north"
    connection = MySQLdb.connect(db="warehouse")
    cursor = connection.cursor()
    cursor.execute("SELECT id, city FROM sites WHERE region = '{}'".format(region))
    return jsonify(cursor.fetchall())
