from dataclasses import dataclass

from letters.db import session
from letters.tables import letter_table


@dataclass
class Letter:
    slug: str
    body: str


class TenantLetters:
    def __init__(self, tenant_id: int) -> None:
        self.tenant_id = tenant_id

    def find(self, slug: str) -> Letter | None:
        row = session.execute(
            letter_table.select().where(letter_table.c.tenant_id == self.tenant_id, letter_table.c.slug == slug)
        ).first()
        return Letter(row.slug, row.body) if row else None

    def save(self, slug: str, body: str) -> None:
        session.merge_letter(tenant_id=self.tenant_id, slug=slug, body=body)
        session.commit()


letters_of = TenantLetters
