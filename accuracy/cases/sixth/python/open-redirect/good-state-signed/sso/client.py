import os
from urllib.parse import urlencode

import requests

ISSUER = "https://login.identity.example"


def authorise_url(state: str, callback: str) -> str:
    query = {"client_id": os.environ["SSO_CLIENT"], "state": state, "redirect_uri": callback}
    return f"{ISSUER}/authorise?{urlencode(query | {'response_type': 'code'})}"


def subject_for(code: str, callback: str) -> str:
    answer = requests.post(
        f"{ISSUER}/token",
        data={"code": code, "redirect_uri": callback, "grant_type": "authorization_code"},
        auth=(os.environ["SSO_CLIENT"], os.environ["SSO_SECRET"]),
        timeout=5,
    )
    answer.raise_for_status()
    return answer.json()["subject"]
