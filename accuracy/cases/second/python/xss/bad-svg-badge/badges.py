from litestar import get
from litestar.response import Response

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20"><text x="5" y="14">{label}</text></svg>'


def draw(label: str) -> str:
    shortened = label[:40]
    return SVG.format(width=len(shortened) * 7 + 10, label=shortened)


@get("/badge.svg")
async def badge(label: str = "build") -> Response[str]:
    return Response(draw(label), media_type="image/svg+xml")
