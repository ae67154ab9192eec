import os

import tornado.web

from tickets.handlers import AttachmentHandler, AttachmentsHandler


def make_app() -> tornado.web.Application:
    return tornado.web.Application(
        [
            (r"/tickets/(\d+)/attachments", AttachmentsHandler),
            (r"/attachments/(\d+)", AttachmentHandler),
        ],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
    )
