from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from .sheet import build_csv


class ExportHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        title = query.get("title", ["export"])[0]
        data = build_csv(query.get("month", ["01"])[0])
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Disposition", f"attachment; filename={title}.csv")
        self.end_headers()
        self.wfile.write(data)


def main():
    ThreadingHTTPServer(("127.0.0.1", 8081), ExportHandler).serve_forever()
