import type { Case } from './python-cases.ts'

const one = (name: string, kinds: Case['kinds'], text: string): Case => ({ name, kinds, files: { 'app.py': text } })

const SANIC = `import asyncio\nfrom sanic import Sanic, json\napp = Sanic('mirror')\n`
const clone = (line: string): string =>
  `${SANIC}def line(source, depth):\n    words = ['git', 'clone']\n    if depth:\n        words += ['--depth=' + depth]\n    return ${line}\n@app.post('/mirror')\nasync def mirror(request):\n    words = line(request.json['source'], request.json.get('depth'))\n    process = await asyncio.create_subprocess_exec(*words)\n    await process.wait()\n    return json({})\n`

const FASTAPI = `from fastapi import FastAPI, Depends\nfrom pydantic import BaseModel, ConfigDict\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, Session\napp = FastAPI()\nclass Base(DeclarativeBase):\n    pass\nclass Diver(Base):\n    __tablename__ = 'divers'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    nickname: Mapped[str]\n    certified: Mapped[bool]\nclass Change(BaseModel):\n    model_config = ConfigDict(extra='allow')\n    nickname: str\ndef session() -> Session:\n    ...\ndef caller() -> Diver:\n    ...\n`
const change = (dump: string): string =>
  `${FASTAPI}class Divers:\n    own = ('nickname',)\n    def change(self, diver, change: Change):\n        for key, value in change.${dump}.items():\n            setattr(diver, key, value)\n@app.put('/me')\ndef put(change: Change, diver: Diver = Depends(caller)):\n    Divers().change(diver, change)\n    return {}\n`

const FLASK = `import json, logging\nfrom flask import Flask, redirect, request\nfrom urllib.parse import urlsplit\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\n`
const back = (path: string): string =>
  `${FLASK}def inside(raw):\n    if not raw.startswith('/'):\n        return '/'\n    parts = urlsplit(raw)\n    path = ${path}\n    return path + '?' + parts.query\n@app.post('/leave')\ndef leave():\n    return redirect(inside(request.form['back']))\n`
const told = (shown: string): string =>
  `${FLASK}HIDDEN = ('password', 'pin_code')\ndef hide(name, value):\n    return '-' if name in HIDDEN else value\n@app.before_request\ndef tell():\n    fields = request.get_json()\n    log.info('asked with %s', json.dumps(${shown}))\n`

const AIOHTTP = `import aiohttp\nfrom aiohttp import web\nfrom yarl import URL\nBASE = URL('http://maps.internal/tiles')\n`
const tile = (address: string): string =>
  `${AIOHTTP}async def tile(request):\n    rest, asked = request.match_info['rest'], request.query_string\n    address = ${address}\n    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:\n        async with session.get(address, allow_redirects=False) as answer:\n            return web.Response(body=await answer.read(), content_type='image/png')\napp = web.Application()\napp.router.add_get('/tiles/{rest:.*}', tile)\n`

const sound = (test: string): string =>
  `import os, secrets\nfrom typing import Protocol\nfrom flask import Flask, abort, request\nfrom werkzeug.utils import secure_filename\napp = Flask(__name__)\nclass Rule(Protocol):\n    def allows(self, name: str) -> bool: ...\nclass Endings:\n    def __init__(self, *endings):\n        self.endings = frozenset(endings)\n    def allows(self, name: str) -> bool:\n        return ${test}\nclass Shelf:\n    def __init__(self, rule: Rule):\n        self.rule = rule\n    def keep(self, file):\n        name = secure_filename(file.filename)\n        if not self.rule.allows(name):\n            abort(415)\n        file.save(os.path.join('/srv/public', secrets.token_hex(8), name))\nshelf = Shelf(Endings('.ogg', '.flac'))\n@app.post('/sounds')\ndef add():\n    shelf.keep(request.files['sound'])\n    return '', 201\n`

const PYRAMID = `from pyramid.view import view_config\nfrom pyramid.response import Response\nfrom pyramid.httpexceptions import HTTPSeeOther\nfrom mako.template import Template\n`
const view = (body: string, parameters = 'request'): string =>
  `${PYRAMID}@view_config(route_name='label', request_method='POST')\ndef label(${parameters}):\n${body}`

const QUART = `import math\nfrom quart import Quart, request\napp = Quart(__name__)\nNAMES = {'__builtins__': {}, 'floor': math.floor}\nclass Layout:\n    columns = 2\n`
const merged = (body: string): string =>
  `${QUART}def lay(given, layout):\n${body}@app.put('/layout')\nasync def put():\n    layout = Layout()\n    lay(await request.get_json(), layout)\n    return ''\n`

const LDAP = `import os\nfrom flask import Flask, request\nfrom ldap3 import Connection, Server, SUBTREE\nfrom ldap3.utils.conv import escape_filter_chars\nfrom ldap3.utils.dn import escape_rdn\napp = Flask(__name__)\n@app.get('/p')\ndef people():\n    word = request.args['word']\n    connection = Connection(Server('x', use_ssl=True), os.environ['U'], os.environ['P'])\n`

const PAGE = `from dataclasses import dataclass\nfrom flask import Flask, render_template, request\nfrom markupsafe import Markup\napp = Flask(__name__)\n@dataclass\nclass Hint:\n    word: str\n    @property\n    def shown(self):\n        return MADE\n@app.get('/s')\ndef find():\n    return render_template('s.html', hint=Hint(request.args['word']))\n`

const XML = (entities: string): string =>
  `from dataclasses import asdict, dataclass\nfrom flask import Flask, request\nfrom lxml import etree\napp = Flask(__name__)\n@dataclass\nclass Reading:\n    resolve_entities: bool = ${entities}\n    huge_tree: bool = False\n    def parser(self):\n        return etree.XMLParser(**asdict(self))\n@app.post('/x')\ndef read():\n    return etree.fromstring(request.data, Reading().parser()).tag\n`

/** What helpers, classes and lists between a request and its use decide. */
export const PYTHON_LAYER_CASES: readonly Case[] = [
  one('options ended behind a list that may have one more', [], clone(`[*words, '--', source, '/srv/mirror']`)),
  one('the same list without an end of options', ['command-injection'], clone(`[*words, source, '/srv/mirror']`)),
  one('a dump of the fields that the class names', [], change('model_dump(exclude_unset=True, include=set(self.own))')),
  one('a dump of whatever came', ['mass-assignment'], change('model_dump(exclude_unset=True)')),
  one('a path rebuilt with one slash, and its query', [], back(`'/' + parts.path.lstrip('/\\\\')`)),
  one('a path as it came, and its query', ['open-redirect'], back('parts.path')),
  one('a body of which secret fields are left out', [], told(`{key: value for key, value in fields.items() if key.lower() not in HIDDEN}`)),
  one('a body of which secret fields are masked by a helper', [], told('{key: hide(key, value) for key, value in fields.items()}')),
  one('a body that is only sorted', ['sensitive-log'], told('{key: value for key, value in sorted(fields.items())}')),
  one('segments joined to an address of yarl', [], tile(`BASE.joinpath(*rest.split('/')).with_query(asked)`)),
  one('a segment behind an address of yarl', [], tile(`BASE / 'v2' / rest`)),
  one('an address resolved against one of yarl', ['ssrf'], tile('BASE.join(URL(rest))')),
  one('an ending that a protocol asks the list for', [], sound('os.path.splitext(name.lower())[1] in self.endings')),
  one('a name that only has to have an ending', ['unsafe-upload'], sound(`'.' in name`)),
  one(
    'a view of Pyramid that compiles what was sent',
    ['template-injection'],
    view(`    return Response(Template(request.json_body['text']).render(), content_type='text/plain')\n`),
  ),
  one(
    'a view of Pyramid with a context in front, that leads where it was told',
    ['open-redirect'],
    view(`    raise HTTPSeeOther(request.params['to'])\n`, 'context, request'),
  ),
  one('a view of Pyramid that answers plain text', [], view(`    return Response(request.params['to'], content_type='text/plain')\n`)),
  one(
    'a program that is compiled in one function and run in another',
    ['code-injection'],
    `${QUART}def ready(text):\n    return compile(text, '<sum>', 'eval')\n@app.post('/sum')\nasync def total():\n    return str(eval(ready((await request.get_json())['sum']), NAMES))\n`,
  ),
  one(
    'a program that is only compiled, to see whether it could be',
    [],
    `${QUART}@app.post('/sum')\nasync def total():\n    compile((await request.get_json())['sum'], '<sum>', 'eval')\n    return ''\n`,
  ),
  one(
    'attributes followed by the keys of a body',
    ['mass-assignment', 'prototype-pollution'],
    merged(
      '    for key, value in given.items():\n        if isinstance(value, dict):\n            lay(value, getattr(layout, key))\n        else:\n            setattr(layout, key, value)\n',
    ),
  ),
  one(
    'attributes of a list of the program',
    [],
    merged(`    for key in ('columns',):\n        if key in given:\n            setattr(layout, key, int(given[key]))\n`),
  ),
  one(
    'a value escaped for a name, in a filter',
    ['ldap-injection'],
    `${LDAP}    connection.search('dc=x', f'(sn={escape_rdn(word)})', SUBTREE)\n    return ''\n`,
  ),
  one(
    'a value escaped for a filter, in a filter',
    [],
    `${LDAP}    connection.search('dc=x', f'(sn={escape_filter_chars(word)})', SUBTREE)\n    return ''\n`,
  ),
  one(
    'a value escaped for a name, in a name',
    [],
    `${LDAP}    connection.search(f'ou={escape_rdn(word)},dc=x', '(cn=*)', SUBTREE)\n    return ''\n`,
  ),
  one('a property that marks a formatted text as markup', ['xss'], PAGE.replace('MADE', `Markup(f'<b>{self.word}</b>')`)),
  one('a property that formats markup', [], PAGE.replace('MADE', `Markup('<b>{}</b>').format(self.word)`)),
  one('options of a parser in a record, switched on', ['xxe'], XML('True')),
  one('options of a parser in a record, switched off', [], XML('False')),
]
