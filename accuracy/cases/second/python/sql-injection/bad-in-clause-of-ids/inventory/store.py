import sqlite3
from contextlib import closing


def reserve(path: str, sku_ids: list[str], basket: int) -> int:
    wanted = ",".join(f"'{sku}'" for sku in sku_ids)
    with closing(sqlite3.connect(path, timeout=5)) as db, db:
        cursor = db.execute(
            f"UPDATE stock SET basket_id = ? WHERE basket_id IS NULL AND sku IN ({wanted})",
            (basket,),
        )
        return cursor.rowcount
