from peewee import SQL

from vinyl.models import Record


def ordered(query, order):
    return query.order_by(SQL(order))


def by_artist(artist, order, page):
    query = Record.select()
    if artist:
        query = query.where(Record.artist == artist)
    return ordered(query, order).paginate(page, 30)
