from . import db

COLUMNS = "id, subject, body, sent_at"


def get_letter(letter_id, patient_id):
    return db.fetch_one(f"SELECT {COLUMNS} FROM letters WHERE id = %s AND patient_id = %s", (letter_id, patient_id))


def letters_of(patient_id, limit=30):
    return db.fetch_all(
        f"SELECT {COLUMNS} FROM letters WHERE patient_id = %s ORDER BY sent_at DESC LIMIT %s", (patient_id, limit)
    )
