class ReportFilter:
    """What the finance screen asks for."""

    table = "invoices"

    def __init__(self):
        self._month = 1

    @property
    def month(self):
        return self._month

    @month.setter
    def month(self, raw):
        self._month = raw.strip()

    @property
    def clause(self):
        return f"billing_month = {self._month}"
