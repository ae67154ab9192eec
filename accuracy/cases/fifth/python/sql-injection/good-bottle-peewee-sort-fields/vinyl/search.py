from operator import attrgetter

from vinyl.models import Record

FIELDS = {"title", "artist", "year"}


def ordered(query, order):
    name, _, direction = order.partition(" ")
    if name not in FIELDS:
        return query.order_by(Record.title)
    field = attrgetter(name)(Record)
    return query.order_by(field.desc() if direction.lower() == "desc" else field.asc())


def by_artist(artist, order, page):
    query = Record.select()
    if artist:
        query = query.where(Record.artist == artist)
    return ordered(query, order).paginate(page, 30)
