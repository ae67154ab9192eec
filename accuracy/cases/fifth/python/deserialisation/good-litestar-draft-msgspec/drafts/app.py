from litestar import Litestar
from litestar.config.csrf import CSRFConfig
from litestar.middleware.rate_limit import RateLimitConfig

import os

from drafts.controller import DraftController

app = Litestar(
    route_handlers=[DraftController],
    csrf_config=CSRFConfig(secret=os.environ["CSRF_SECRET"]),
    middleware=[RateLimitConfig(rate_limit=("minute", 120)).middleware],
)
