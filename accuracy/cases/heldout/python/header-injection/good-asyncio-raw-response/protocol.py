import asyncio
from urllib.parse import parse_qs, urlsplit


def clean(text):
    return text if text.isprintable() else "untitled"


class Downloads(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        target = data.split(b" ", 2)[1].decode("ascii")
        title = clean(parse_qs(urlsplit(target).query).get("title", ["untitled"])[0])
        lines = ["HTTP/1.1 200 OK", "Content-Length: 2", f"X-Title: {title}", "Connection: close"]
        self.transport.write(("\r\n".join(lines) + "\r\n\r\nok").encode("latin-1", "replace"))
        self.transport.close()
