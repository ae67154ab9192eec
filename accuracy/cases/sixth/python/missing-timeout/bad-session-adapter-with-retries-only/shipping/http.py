from urllib3.util import Retry

import requests
from requests.adapters import HTTPAdapter


class CarrierAdapter(HTTPAdapter):
    def send(self, request, **kwargs):
        request.headers.setdefault("accept", "application/json")
        return super().send(request, **kwargs)


def carrier_session() -> requests.Session:
    session = requests.Session()
    retries = Retry(total=2, backoff_factor=0.3, status_forcelist=[502, 503])
    session.mount("https://", CarrierAdapter(max_retries=retries))
    return session
