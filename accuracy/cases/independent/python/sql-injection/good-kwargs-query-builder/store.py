import sqlite3


def update_profile(user_id, **fields):
    assignments = ", ".join(f"{column} = ?" for column in fields)
    statement = f"UPDATE profiles SET {assignments} WHERE user_id = ?"
    with sqlite3.connect("profiles.sqlite") as connection:
        connection.execute(statement, [*fields.values(), user_id])
