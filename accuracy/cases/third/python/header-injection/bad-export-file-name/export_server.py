from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from calendars import calendar_bytes, calendar_of_token


class ExportHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        params = parse_qs(urlsplit(self.path).query)
        calendar = calendar_of_token(params.get("token", [""])[0])
        if calendar is None:
            self.send_error(404)
            return
        title = params.get("title", ["calendar"])[0]
        body = calendar_bytes(calendar)
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.send_header("Content-Disposition", f'attachment; filename="{title}.ics"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(port: int = 8080) -> None:
    ThreadingHTTPServer(("127.0.0.1", port), ExportHandler).serve_forever()
