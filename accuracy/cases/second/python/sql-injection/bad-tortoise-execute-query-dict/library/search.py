from tortoise import connections


def _conditions(words: list[str]):
    for word in words:
        yield f"title ILIKE '%{word}%'"


async def find_books(text: str) -> list[dict]:
    words = text.split()[:5]
    where = " AND ".join(_conditions(words)) or "TRUE"
    sql = f"SELECT id, title, author FROM book WHERE {where} ORDER BY title LIMIT 30"
    return await connections.get("default").execute_query_dict(sql)
