class TrailQuery:
    """Collects the conditions of a search for trails."""

    def __init__(self):
        self.conditions = ["published"]

    def where(self, column, value):
        if value:
            self.conditions.append(f"{column} = '{value}'")
        return self

    def build(self):
        return "SELECT id, name, metres FROM trails WHERE " + " AND ".join(self.conditions) + " ORDER BY id LIMIT 100"
