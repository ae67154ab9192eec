from strawberry.dataloader import DataLoader

from blog.database import pool


async def load_authors(ids: list[int]) -> list[dict | None]:
    rows = await pool().fetch("SELECT id, name FROM authors WHERE id = ANY($1)", ids)
    by_id = {row["id"]: dict(row) for row in rows}
    return [by_id.get(author_id) for author_id in ids]


async def context() -> dict:
    return {"authors": DataLoader(load_fn=load_authors)}
