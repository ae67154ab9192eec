import { table } from './lines-of.ts'

const FETCH = (call: string): string =>
  `from tornado.httpclient import AsyncHTTPClient, HTTPRequest\nasync def rate(url):\n    return await ${call}\n`
table('no-tls-verification', [
  ['a fetch of Tornado', FETCH('AsyncHTTPClient().fetch(url, validate_cert=False)'), [3]],
  ['a request of Tornado', FETCH('AsyncHTTPClient().fetch(HTTPRequest(url, validate_cert=False))'), [3]],
  [
    'all fetches of Tornado',
    'from tornado.httpclient import AsyncHTTPClient\nAsyncHTTPClient.configure(None, defaults={"validate_cert": False})\n',
    [2],
  ],
  ['curl', 'import pycurl\ndef get(url):\n    c = pycurl.Curl()\n    c.setopt(pycurl.SSL_VERIFYPEER, 0)\n', [4]],
  ['httplib2', 'import httplib2\nhttp = httplib2.Http(timeout=5, disable_ssl_certificate_validation=True)\n', [2]],
  ['a fetch that looks', FETCH('AsyncHTTPClient().fetch(url, validate_cert=True)'), []],
  ['curl that looks', 'import pycurl\ndef get(url):\n    c = pycurl.Curl()\n    c.setopt(pycurl.SSL_VERIFYPEER, 1)\n', []],
])

const HELPER = (value: string, options = ''): string =>
  `COOKIE = "corner"\ndef start(handler, person):\n    sid = new_sid()\n    handler.set_cookie(COOKIE, ${value}${options})\n`
table('insecure-cookie', [
  ['the name of a session under a name of its own', HELPER('sid', ', path="/"'), [4]],
  ['a session that is made in place', HELPER('sessions.create_session_id(person)'), [4]],
  ['a token', 'def finish(response, access_token):\n    response.set_cookie("corner", access_token)\n    return response\n', [2]],
  ['with both flags', HELPER('sid', ', httponly=True, secure=True'), []],
  ['a colour', HELPER('person.colour'), []],
  ['the token of forms', 'def page(response, token):\n    response.set_cookie("csrf", token)\n    return response\n', []],
])

const SETTING = (value: string): Readonly<Record<string, string>> => ({ 'settings.py': `import os\nDEBUG = ${value}\n` })
const FIELD = (field: string, given = 'settings.debug', made = 'settings = Settings()'): Readonly<Record<string, string>> => ({
  'settings.py': `from functools import lru_cache\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    ${field}\n${made}\n`,
  'main.py': `from fastapi import FastAPI\nfrom settings import *\nfrom settings import settings\napp = FastAPI(debug=${given})\n`,
})
table('debug-mode', [
  ['on unless it is false', SETTING('os.environ.get("DEBUG", "true").lower() != "false"'), [2]],
  ['on unless it is one of the words', SETTING('os.getenv("APP_DEBUG", "on") not in ("0", "off", "no")'), [2]],
  ['on unless somebody says 0', SETTING('os.environ.get("DEBUG") != "0"'), [2]],
  ['on unless it is production', SETTING('not (os.environ.get("STAGE", "test") == "production")'), [2]],
  ['off unless it is true', SETTING('os.environ.get("DEBUG", "false").lower() != "false"'), []],
  ['off unless it is one of the words', SETTING('os.getenv("APP_DEBUG", "") in ("1", "on")'), []],
  ['off unless it is said', SETTING('os.environ.get("DEBUG") == "1"'), []],
  ['off unless it is development', SETTING('os.environ.get("STAGE", "production") != "production"'), []],
  ['a field', FIELD('debug: bool = True'), [5]],
  ['a declared field', FIELD('debug: bool = Field(default=True, alias="APP_DEBUG")'), [5]],
  ['a field that is off', FIELD('debug: bool = False'), []],
])

const HANDLER = (body: string): string =>
  `import traceback\nfrom tornado.web import RequestHandler\nclass Base(RequestHandler):\n    def write_error(self, status_code, **kwargs):\n${body}`
table('stack-trace-response', [
  [
    'the whole text at once',
    HANDLER(
      '        details = ""\n        if "exc_info" in kwargs:\n            details = "".join(traceback.format_exception(*kwargs["exc_info"]))\n        self.finish(f"{status_code} {details}")\n',
    ),
    [8],
  ],
  [
    'line by line',
    HANDLER('        for line in traceback.format_exception(*kwargs["exc_info"]):\n            self.write(line)\n        self.finish()\n'),
    [6],
  ],
  ['as JSON', HANDLER('        self.finish({"error": status_code, "trace": traceback.format_exc()})\n'), [5]],
  [
    'only while debugging',
    HANDLER(
      '        if self.settings.get("serve_traceback"):\n            return super().write_error(status_code, **kwargs)\n        self.finish(f"{status_code}")\n',
    ),
    [],
  ],
])

const TORNADO = (body: string): string => `from tornado.web import RequestHandler\nclass Base(RequestHandler):\n${body}`
table('csrf-off', [
  ['the check of Tornado', TORNADO('    def check_xsrf_cookie(self):\n        # old forms\n        return None\n'), [3]],
  [
    'the check of a session in DRF',
    'from rest_framework.authentication import SessionAuthentication\nclass Session(SessionAuthentication):\n    def enforce_csrf(self, request):\n        return\n',
    [3],
  ],
  [
    'the check of Django',
    'from django.middleware.csrf import CsrfViewMiddleware\nclass Lenient(CsrfViewMiddleware):\n    def process_view(self, request, callback, args, kwargs):\n        return None\n',
    [3],
  ],
  ['the check of Flask-WTF', 'from flask_wtf import CSRFProtect\nclass Quiet(CSRFProtect):\n    def protect(self):\n        pass\n', [3]],
  [
    'one that frees some addresses',
    TORNADO(
      '    def check_xsrf_cookie(self):\n        if self.request.path.startswith("/hooks/"):\n            return\n        super().check_xsrf_cookie()\n',
    ),
    [],
  ],
  [
    'callers known by a header',
    TORNADO(
      '    def check_xsrf_cookie(self):\n        pass\n    def get_current_user(self):\n        return user_of(self.request.headers.get("Authorization", ""))\n',
    ),
    [],
  ],
])

const SID = (value: string): string =>
  `import hashlib, secrets, time\ndef new_sid(email):\n    return hashlib.sha256(${value}.encode()).hexdigest()\n`
table('weak-random', [
  ['the name of a session out of the time', SID('f"{email}{int(time.time())}"'), [3]],
  ['the name of a session out of what nobody knows', SID('f"{email}{time.time()}{secrets.token_hex(16)}"'), []],
])

const CHANGE = (loop: string, statement = 'f"UPDATE members SET {name} = ? WHERE id = ?"', body = 'request.get_json()'): string =>
  `from flask import Flask, g, request\nfrom db import connection\napp = Flask(__name__)\nOWN = ("name", "phone")\n@app.patch("/me")\ndef change():\n    body = ${body}\n    for ${loop}:\n        connection().execute(${statement}, (body[name], g.user["id"]))\n    return {}\n`
table('mass-assignment-pattern', [
  ['names of the body that the row has', CHANGE('name in set(body) & set(g.user.keys())'), [9]],
  ['each name of a form', CHANGE('name, value in body.items()', undefined, 'request.form'), [9]],
  ['a formatted statement', CHANGE('name in body', '"UPDATE members SET {} = ? WHERE id = ?".format(name)'), [9]],
  ['a statement with a hole', CHANGE('name in sorted(body)', '"UPDATE members SET %s = ? WHERE id = ?" % name'), [9]],
  ['the second hole', CHANGE('name in body', '"UPDATE %s SET %s = ? WHERE id = ?" % ("members", name)'), [9]],
  ['the second part', CHANGE('name in body', 'f"UPDATE {TABLE} SET {name} = ? WHERE id = ?"'), [9]],
  ['names of a list', CHANGE('name in set(body) & {"name", "phone"}'), []],
  ['names of a tuple above', CHANGE('name in OWN'), []],
  ['names that were looked up', CHANGE('name in [one for one in body if one in OWN]'), []],
])
