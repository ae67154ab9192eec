from enum import StrEnum


class SortField(StrEnum):
    RECEIVED = "received_at"
    SHELF = "shelf"
    TITLE = "title"


class Direction(StrEnum):
    UP = "ASC"
    DOWN = "DESC"
