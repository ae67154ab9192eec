import os

import psycopg


class UserService:
    def __init__(self, dsn):
        self.dsn = dsn

    def page(self, number, size):
        with psycopg.connect(self.dsn, connect_timeout=5) as conn:
            rows = conn.execute(
                "SELECT id, name, role FROM users ORDER BY id LIMIT %s OFFSET %s", (size, (max(number, 1) - 1) * size)
            ).fetchall()
        return [{"id": r[0], "name": r[1], "role": r[2]} for r in rows]

    def set_role(self, user_id, role, changed_by):
        with psycopg.connect(self.dsn, connect_timeout=5) as conn:
            conn.execute(
                "UPDATE users SET role = %s, changed_by = %s WHERE id = %s", (role.value, changed_by, user_id)
            )


def get_users():
    return UserService(os.environ["DATABASE_URL"])
