import requests


class Supplier:
    def __init__(self, token):
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {token}"

    def order(self, sku, amount):
        answer = self.http.post("https://supplier.example/orders", json={"sku": sku, "amount": amount}, timeout=(3, 10))
        answer.raise_for_status()
        return answer.json()
