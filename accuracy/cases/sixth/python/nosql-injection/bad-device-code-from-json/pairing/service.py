from datetime import UTC, datetime, timedelta

from pymongo import ReturnDocument
from pymongo.collection import Collection

from pairing.requests import PairingRequest


class PairingService:
    window = timedelta(minutes=10)

    def __init__(self, devices: Collection) -> None:
        self.devices = devices

    def _pending(self, req: PairingRequest) -> dict:
        return {
            "serial": req.serial,
            "pairing.code": req.code,
            "pairing.issued_at": {"$gt": datetime.now(UTC) - self.window},
        }

    def claim(self, req: PairingRequest, owner: str) -> dict | None:
        return self.devices.find_one_and_update(
            self._pending(req),
            {"$set": {"owner": owner}, "$unset": {"pairing": ""}},
            projection={"_id": 0, "serial": 1, "model": 1},
            return_document=ReturnDocument.AFTER,
        )
