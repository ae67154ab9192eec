class KeyStore:
    def __init__(self):
        self.known = set()

    def add(self, api_key: str) -> None:
        self.known.add(api_key)


_store = KeyStore()


def key_store() -> KeyStore:
    return _store
