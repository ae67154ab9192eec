import base64
import json


class Cursor:
    """An opaque position in a list, as the client got it with the last page."""

    def __init__(self, token):
        padded = token + "=" * (-len(token) % 4)
        fields = json.loads(base64.urlsafe_b64decode(padded))
        self.after = int(fields["after"])
        self.size = min(int(fields.get("size", 20)), 100)

    def where(self):
        return f"id > {self.after}"
