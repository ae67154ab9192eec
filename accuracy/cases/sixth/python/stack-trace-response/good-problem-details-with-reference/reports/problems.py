import logging
import uuid
from dataclasses import asdict, dataclass

from litestar import MediaType, Request, Response
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

log = logging.getLogger("reports")


@dataclass
class Problem:
    title: str
    status: int
    detail: str

    @classmethod
    def of(cls, error: Exception) -> "Problem":
        reference = uuid.uuid4().hex
        log.error("unforeseen error %s", reference, exc_info=error)
        return cls("Internal error", HTTP_500_INTERNAL_SERVER_ERROR, f"Reference {reference}")


def unforeseen(_: Request, error: Exception) -> Response:
    problem = Problem.of(error)
    return Response(
        asdict(problem), media_type=MediaType.JSON, status_code=problem.status
    )
