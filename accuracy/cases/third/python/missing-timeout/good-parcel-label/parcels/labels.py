import os

from parcels.http import carrier_session

session = carrier_session(os.environ["CARRIER_TOKEN"])


def label_for(parcel_id: int, weight_grams: int) -> bytes:
    response = session.post(
        "https://api.carrier.example/labels", json={"reference": str(parcel_id), "weight": weight_grams}
    )
    response.raise_for_status()
    return response.content
