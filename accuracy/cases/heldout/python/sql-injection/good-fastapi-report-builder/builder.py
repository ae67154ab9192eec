class ReportQuery:
    """Collects conditions for the sales report."""

    def __init__(self):
        self.conditions = ["deleted_at IS NULL"]
        self.values = []

    def region(self, region: str) -> "ReportQuery":
        self.values.append(region)
        self.conditions.append(f"region = ${len(self.values)}")
        return self

    def since(self, day) -> "ReportQuery":
        self.values.append(day)
        self.conditions.append(f"sold_on >= ${len(self.values)}")
        return self

    def text(self) -> str:
        return "SELECT sold_on, sum(amount) AS total FROM sales WHERE " + " AND ".join(self.conditions) + " GROUP BY sold_on ORDER BY sold_on LIMIT 366"
