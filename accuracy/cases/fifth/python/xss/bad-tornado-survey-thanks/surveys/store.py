import json
import sqlite3


class AnswerStore:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.connection.execute("CREATE TABLE IF NOT EXISTS answers (survey TEXT, body TEXT)")

    def add(self, survey, answers):
        with self.connection:
            self.connection.execute("INSERT INTO answers VALUES (?, ?)", (survey, json.dumps(answers)))
