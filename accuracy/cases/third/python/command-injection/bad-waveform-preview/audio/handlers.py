from aiohttp import web

from audio.auth import require_editor
from audio.episodes import episode_source
from audio.waveform import WaveformError, render_waveform


class WaveformView(web.View):
    @require_editor
    async def post(self) -> web.Response:
        episode_id = int(self.request.match_info["episode_id"])
        form = await self.request.post()
        source = await episode_source(self.request.app, episode_id)
        try:
            await render_waveform(source, episode_id, form.get("title", "untitled"))
        except WaveformError:
            raise web.HTTPBadGateway(text="rendering failed")
        return web.json_response({"episode": episode_id}, status=201)


def setup(app: web.Application) -> None:
    app.router.add_view(r"/episodes/{episode_id:\d+}/waveform", WaveformView)
