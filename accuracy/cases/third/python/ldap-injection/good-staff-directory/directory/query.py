from dataclasses import dataclass

from ldap3.utils.conv import escape_filter_chars


@dataclass(frozen=True)
class StaffQuery:
    name: str
    site: str | None = None

    def as_filter(self) -> str:
        terms = {"cn": f"{escape_filter_chars(self.name)}*", "l": self.site and escape_filter_chars(self.site)}
        clauses = [f"({attribute}={value})" for attribute, value in terms.items() if value]
        return f"(&(objectClass=person){''.join(clauses)})"
