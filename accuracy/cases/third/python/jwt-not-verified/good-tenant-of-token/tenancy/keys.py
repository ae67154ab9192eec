import os

from jwt import PyJWKClient

key_client = PyJWKClient(os.environ["ISSUER_KEYS_URL"], cache_keys=True, timeout=5)
