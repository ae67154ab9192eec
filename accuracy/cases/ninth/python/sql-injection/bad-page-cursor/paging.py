import base64
import json


class Pager:
    table = ""
    size = 20

    def position(self, token):
        raise NotImplementedError

    def statement(self, token):
        return f"SELECT id, body FROM {self.table} WHERE id > {self.position(token)} ORDER BY id LIMIT {self.size}"


class NotePager(Pager):
    table = "notes"

    def position(self, token):
        decoded = json.loads(base64.urlsafe_b64decode(token))
        return decoded.get("after", 0)
