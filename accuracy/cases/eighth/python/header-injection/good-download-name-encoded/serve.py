from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

DOCUMENT = b"id;amount\n1;20\n"


class Export(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        title = query.get("title", ["export"])[-1]
        name = quote(title[:80], safe="") + ".csv"

        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
        self.send_header("Content-Length", str(len(DOCUMENT)))
        self.end_headers()
        self.wfile.write(DOCUMENT)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8090), Export).serve_forever()
