import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


class CarrierAdapter(HTTPAdapter):
    """What every request to the carrier has in common."""

    def send(self, request, **kwargs):
        request.headers["Accept"] = "application/json"
        return super().send(request, **kwargs)


def carrier_session(token: str) -> requests.Session:
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"
    session.mount("https://", CarrierAdapter(max_retries=Retry(total=2, backoff_factor=0.2)))
    return session
