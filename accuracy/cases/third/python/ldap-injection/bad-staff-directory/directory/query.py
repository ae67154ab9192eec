from dataclasses import dataclass


@dataclass(frozen=True)
class StaffQuery:
    name: str
    site: str | None = None

    def as_filter(self) -> str:
        terms = {"cn": f"{self.name}*", "l": self.site}
        clauses = [f"({attribute}={value})" for attribute, value in terms.items() if value]
        return f"(&(objectClass=person){''.join(clauses)})"
