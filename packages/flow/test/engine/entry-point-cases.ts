import type { Case } from './python-cases.ts'

const one = (name: string, kinds: Case['kinds'], text: string): Case => ({ name, kinds, files: { 'app.py': text } })

const event = (body: string): string => `import json, os, sqlite3\ndb = sqlite3.connect('x')\n\ndef handler(event, context):\n${body}`
const servicer = (body: string): string =>
  `import sqlite3\nfrom pb import stock_pb2_grpc\nclass Stock(stock_pb2_grpc.StockServicer):\n    def Find(self, request, context):\n${body}`
const field = (type: string): string =>
  `import sqlite3, strawberry\n@strawberry.type\nclass Query:\n    @strawberry.field\n    def find(self, info: strawberry.Info, key: ${type}) -> str:\n        sqlite3.connect('x').execute(f"SELECT * FROM t WHERE k = '{key}'")\n        return ''\n`
const message = (decorator: string, parameters: string): string =>
  `import os\nimport flask_socketio, socketio\nserver = ${decorator.startsWith('flask') ? 'flask_socketio.SocketIO()' : 'socketio.AsyncServer()'}\n@server.on('run')\ndef run(${parameters}):\n    os.system('zip ' + data['name'])\n`

/** What calls functions of Python besides routes: clouds, procedures, resolvers, sockets. */
export const ENTRY_POINT_CASES: readonly Case[] = [
  one('event: the query string', ['command-injection'], event("    os.system('x ' + event['queryStringParameters']['q'])\n")),
  one('event: a field of the body', ['sql-injection'], event("    db.execute('SELECT ' + json.loads(event['body'])['column'])\n")),
  one('event: what the gateway says', [], event("    db.execute('SELECT ' + event['requestContext']['stage'])\n")),
  one(
    'event: the key of a notification',
    ['path-traversal'],
    event("    for record in event['Records']:\n        open('/tmp/' + record['s3']['object']['key'])\n"),
  ),
  one(
    'event: an answer of HTML',
    ['xss'],
    event("    return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': '<b>' + event['pathParameters']['n']}\n"),
  ),
  one('event: an answer of JSON', [], event("    return {'statusCode': 200, 'body': '<b>' + event['pathParameters']['n']}\n")),
  one(
    'event: where to go on',
    ['open-redirect'],
    event("    return {'statusCode': 302, 'headers': {'Location': event['queryStringParameters']['next']}}\n"),
  ),
  one(
    'azure: a parameter',
    ['command-injection'],
    `import os\nimport azure.functions as func\ndef main(req: func.HttpRequest) -> func.HttpResponse:\n    os.system('x ' + req.params['q'])\n`,
  ),
  one(
    'cloud function: the request',
    ['command-injection', 'xss'],
    `import os, functions_framework\n@functions_framework.http\ndef main(request):\n    os.system('x ' + request.args['q'])\n    return '<b>' + request.args['q']\n`,
  ),
  one(
    'servicer: a field',
    ['sql-injection'],
    servicer(`        sqlite3.connect('x').execute(f"SELECT * FROM t WHERE k = '{request.key}'")\n`),
  ),
  one('servicer: a bound field', [], servicer("        sqlite3.connect('x').execute('SELECT * FROM t WHERE k = ?', (request.key,))\n")),
  one('resolver: text', ['sql-injection'], field('str')),
  one('resolver: a number', [], field('int')),
  one('socket: of Flask', ['command-injection'], message('flask', 'data')),
  one('socket: of python-socketio', ['command-injection'], message('socketio', 'sid, data')),
]
