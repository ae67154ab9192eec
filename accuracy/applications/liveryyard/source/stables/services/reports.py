from django.db import connection


def due_for_farrier(before):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT h.id, h.name, max(t.given_on) AS last
              FROM stables_horse h
              LEFT JOIN stables_treatment t ON t.horse_id = h.id AND t.kind = 'farrier'
             GROUP BY h.id, h.name
            HAVING max(t.given_on) IS NULL OR max(t.given_on) < %s
             ORDER BY last NULLS FIRST
             LIMIT 200
            """,
            [before or "1970-01-01"],
        )
        return [{"id": r[0], "name": r[1], "last": r[2]} for r in cursor.fetchall()]
