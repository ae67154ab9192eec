import jwt
import requests

TIMEOUT = 3


def signing_keys(token: str) -> dict:
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    answer = requests.get(f"{issuer}/.well-known/jwks.json", timeout=TIMEOUT, allow_redirects=False)
    answer.raise_for_status()
    return answer.json()
