import requests


class BillingError(Exception):
    def __init__(self, status: int, context: dict) -> None:
        super().__init__(f"billing answered {status}: {context}")
        self.status = status


class BillingClient:
    def __init__(self, token: str) -> None:
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def invoice(self, number: int) -> dict:
        answer = requests.get(f"https://billing.example.com/invoices/{number}", headers=self._headers, timeout=5)
        if not answer.ok:
            raise BillingError(answer.status_code, {"number": number, "headers": self._headers})
        return answer.json()
