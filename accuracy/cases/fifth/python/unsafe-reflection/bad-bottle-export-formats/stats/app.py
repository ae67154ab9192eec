import os
import sqlite3

from bottle import Bottle, request, response

from stats.exporters import exporter

app = Bottle()


def visits(site, limit=500):
    connection = sqlite3.connect(os.environ["STATS_DB"])
    try:
        query = "SELECT day, visitors FROM visits WHERE site = ? ORDER BY day DESC LIMIT ?"
        return connection.execute(query, (site, limit)).fetchall()
    finally:
        connection.close()


@app.get("/sites/<site>/visits")
def download(site):
    export = exporter(request.query.get("format", "stats.exporters.csv_rows:export"))
    content_type, body = export(visits(site))
    response.content_type = content_type
    return body


if __name__ == "__main__":
    app.run(server="waitress", host="0.0.0.0", port=8080)
