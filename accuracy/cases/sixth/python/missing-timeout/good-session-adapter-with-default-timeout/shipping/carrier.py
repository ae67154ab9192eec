import os

from shipping.http import carrier_session


class Carrier:
    base = "https://api.carrier.example/v3"

    def __init__(self) -> None:
        self.session = carrier_session()
        self.session.headers["authorization"] = f"Bearer {os.environ['CARRIER_TOKEN']}"

    def state_of(self, number: str) -> str:
        answer = self.session.get(f"{self.base}/parcels", params={"number": number})
        answer.raise_for_status()
        return answer.json()["parcels"][0]["state"]
