import grpc

from playlists.identity import caller_of
from playlists.pb import playlists_pb2, playlists_pb2_grpc


class PlaylistServicer(playlists_pb2_grpc.PlaylistsServicer):
    def __init__(self, pool) -> None:
        self._pool = pool

    async def DeletePlaylist(self, request, context):
        caller = caller_of(context)
        if caller is None:
            await context.abort(grpc.StatusCode.UNAUTHENTICATED, "sign in first")
        deleted = await self._pool.fetchval("DELETE FROM playlists WHERE id = $1 RETURNING id", request.playlist_id)
        if deleted is None:
            await context.abort(grpc.StatusCode.NOT_FOUND, "no such playlist")
        return playlists_pb2.DeleteReply(playlist_id=deleted)
