class TrailQuery:
    """Collects the conditions of a search for trails."""

    def __init__(self):
        self.conditions = ["published"]
        self.arguments = []

    def where(self, column, value):
        if value:
            self.arguments.append(value)
            self.conditions.append(f"{column} = ${len(self.arguments)}")
        return self

    def build(self):
        return "SELECT id, name, metres FROM trails WHERE " + " AND ".join(self.conditions) + " ORDER BY id LIMIT 100"
