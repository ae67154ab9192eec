from io import BytesIO

from tables import Statement, session


def statement_by_id(statement_id: int) -> Statement | None:
    return session.get(Statement, statement_id)


def statement_file(statement: Statement) -> BytesIO:
    return BytesIO(statement.content)
