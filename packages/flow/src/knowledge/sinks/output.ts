import type { SinkModel } from '../model.ts'
import { LOG_LEVELS, of } from './pattern.ts'

const PYTHON_LOGS = [
  ...of('logging', '(*)', ...LOG_LEVELS),
  ...of('logging.Logger', '(*)', ...LOG_LEVELS),
  ...of('loguru.logger', '(*)', ...LOG_LEVELS),
]
const CONSOLE = of('console', '(*)', 'log', 'info', 'warn', 'error', 'debug', 'trace')
const TEXT_LOGGER = of('js.TextLogger', '(*)', ...LOG_LEVELS)

/** Responses, headers and logs. */
export const OUTPUT_SINKS: readonly SinkModel[] = [
  {
    kind: 'xss',
    cwe: 79,
    calls: [
      'flask.Markup(0)',
      'markupsafe.Markup(0)',
      'jinja2.Markup(0)',
      'django.utils.safestring.mark_safe(0:s)',
      'django.utils.safestring.SafeString(0)',
      'django.utils.html.format_html(0:format_string)',
      'starlette.responses.HTMLResponse(0:content)',
      'fastapi.responses.HTMLResponse(0:content)',
      'sanic.response.html(0:body)',
      'hono.Context.html(0)',
      'hono/html.raw(0)',
      'handlebars.SafeString(0)',
    ],
  },
  { kind: 'xss', cwe: 79, when: 'html-or-json', calls: ['tornado.web.RequestHandler().write(0)'] },
  {
    kind: 'xss',
    cwe: 79,
    when: 'html-response',
    calls: [
      'flask.make_response(0)',
      'flask.Response(0:response)',
      'quart.Response(0:response)',
      'werkzeug.wrappers.Response(0:response)',
      'django.http.HttpResponse(0:content)',
      'django.http.HttpResponse().write(0)',
      'fastapi.Response(0:content)',
      'starlette.responses.Response(0:content)',
      'fastapi.responses.Response(0:content)',
      'express.Response.send(0)',
      'express.Response.write(0)',
      'express.Response.end(0)',
      'node.ServerResponse.end(0)',
      'node.ServerResponse.write(0)',
    ],
  },
  {
    kind: 'xss',
    cwe: 79,
    when: 'explicit-html',
    calls: [
      'fastify.Reply.send(0)',
      'aiohttp.web.Response(:text, :body)',
      'bottle.HTTPResponse(0:body)',
      'Response(0)',
      'next/server.NextResponse(0)',
      'hono.Context.body(0)',
      'hono.Context.newResponse(0)',
    ],
  },
  { kind: 'xss', cwe: 79, when: 'html-text', calls: ['koa.Context.body=(0)', 'koa.Response.body=(0)'] },
  { kind: 'header-injection', cwe: 113, calls: ['http.server.BaseHTTPRequestHandler().send_header(0, 1)'] },
  { kind: 'header-injection', cwe: 113, when: 'raw-head', calls: ['?.write(0)', '?.end(0)', '?.sendall(0)', '?.send(0)'] },
  { kind: 'header-injection', cwe: 93, when: 'mail-text', calls: ['smtplib.SMTP.sendmail(2:msg)'] },
  { kind: 'log-injection', cwe: 117, when: 'log-text', calls: [...PYTHON_LOGS, ...CONSOLE, ...TEXT_LOGGER, 'syslog.syslog(*)'] },
  {
    kind: 'log-injection',
    cwe: 117,
    when: 'log-file',
    calls: ['fs.appendFile(1)', 'fs.appendFileSync(1)'],
  },
  {
    kind: 'log-injection',
    cwe: 117,
    calls: ['sys.stderr.write(0)', 'sys.stdout.write(0)', 'process.stdout.write(0)', 'process.stderr.write(0)'],
  },
  {
    kind: 'sensitive-log',
    cwe: 532,
    calls: [
      ...PYTHON_LOGS,
      ...CONSOLE,
      ...TEXT_LOGGER,
      ...of('js.Logger', '(*)', ...LOG_LEVELS),
      ...of('structlog.Logger', '(**)', ...LOG_LEVELS),
      'print(*)',
    ],
  },
  {
    kind: 'sensitive-response',
    cwe: 201,
    when: 'secret-fields',
    calls: [
      'flask.jsonify(**)',
      'flask.make_response(0)',
      'django.http.JsonResponse(0:data)',
      'rest_framework.response.Response(0:data)',
      'fastapi.responses.JSONResponse(0:content)',
      'starlette.responses.JSONResponse(0:content)',
      'fastapi.responses.ORJSONResponse(0:content)',
      'aiohttp.web.json_response(0:data)',
      'sanic.response.json(0:body)',
      'express.Response.json(0)',
      'express.Response.send(0)',
      'fastify.Reply.send(0)',
      'hono.Context.json(0)',
      'next/server.NextResponse.json(0)',
      'Response.json(0)',
      'koa.Context.body=(0)',
    ],
  },
]
