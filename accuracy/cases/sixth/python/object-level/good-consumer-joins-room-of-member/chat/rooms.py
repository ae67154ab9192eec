from channels.db import database_sync_to_async

from chat.models import Message, Room


@database_sync_to_async
def open_room(user, room_id):
    return user.rooms.filter(pk=room_id).first()


@database_sync_to_async
def history(room, count=50):
    rows = room.messages.select_related("author").order_by("-id")[:count]
    return [{"author": row.author.get_username(), "text": row.text} for row in rows]


@database_sync_to_async
def keep(room, user, text):
    return Message.objects.create(room=room, author=user, text=text)
