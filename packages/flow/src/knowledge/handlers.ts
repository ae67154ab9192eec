export type Framework =
  | 'express'
  | 'koa'
  | 'koa-route'
  | 'fastify'
  | 'hono'
  | 'node-http'
  | 'next'
  | 'nest'
  | 'socket'
  | 'graphql'
  | 'flask'
  | 'fastapi'
  | 'starlette'
  | 'starlette-socket'
  | 'ninja'
  | 'django-filter'
  | 'django'
  | 'aiohttp'
  | 'tornado'
  | 'bottle'
  | 'sanic'
  | 'falcon'
  | 'pyramid'
  | 'task'
  | 'fastify-plugin'
  | 'hapi-plugin'
  | 'multer'
  | 'lambda'
  | 'hapi'
  | 'elysia'
  | 'adonis'
  | 'h3'
  | 'worker'
  | 'page'
  | 'job'

/** Calls that hand functions of the program to a framework, which calls them with a request. */
export interface HandlerModel {
  readonly calls: readonly string[]
  readonly framework: Framework
  /** The keyword whose dictionary holds handlers of errors; the call takes no other ones. */
  readonly errorsIn?: string
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'del', 'options', 'head', 'all', 'use']
const members = (type: string, names: readonly string[] = VERBS): string[] => names.map((name) => `${type}.${name}`)
const decorators = (type: string, names: readonly string[]): string[] => names.map((name) => `${type}.${name}()`)

export const HANDLERS: readonly HandlerModel[] = [
  { framework: 'express', calls: [...members('express.Router', [...VERBS, 'param']), ...members('express.Route')] },
  { framework: 'koa', calls: [...members('koa.Router', [...VERBS, 'register']), 'koa.Application.use'] },
  { framework: 'koa-route', calls: members('koa-route') },
  {
    framework: 'fastify',
    calls: [...members('fastify.Instance', [...VERBS, 'route', 'addHook', 'setErrorHandler', 'setNotFoundHandler'])],
  },
  { framework: 'hono', calls: [...members('hono.Hono', [...VERBS, 'on', 'onError', 'notFound'])] },
  {
    framework: 'node-http',
    calls: ['http.createServer', 'https.createServer', 'http.Server', 'http2.createServer', 'http2.createSecureServer'],
  },
  {
    framework: 'flask',
    calls: [
      ...decorators('flask.Scaffold', ['route', 'get', 'post', 'put', 'patch', 'delete', 'errorhandler', 'app_errorhandler', 'endpoint']),
      ...members('flask.Scaffold', [
        'before_request',
        'after_request',
        'teardown_request',
        'errorhandler',
        'register_error_handler',
        'app_errorhandler',
        'context_processor',
        'before_app_request',
        'add_url_rule',
      ]),
    ],
  },
  {
    framework: 'fastapi',
    calls: ['fastapi.APIRouter.add_exception_handler', 'starlette.applications.Starlette().add_exception_handler'],
  },
  {
    framework: 'fastapi',
    calls: decorators('fastapi.APIRouter', [
      'get',
      'post',
      'put',
      'patch',
      'delete',
      'options',
      'head',
      'api_route',
      'websocket',
      'route',
      'exception_handler',
      'middleware',
    ]),
  },
  {
    framework: 'starlette',
    calls: ['starlette.routing.Route', 'fastapi.APIRouter.add_route', 'starlette.applications.Starlette().add_route'],
  },
  {
    framework: 'starlette',
    calls: ['starlette.applications.Starlette', 'fastapi.FastAPI', 'litestar.Litestar', 'litestar.Router'],
    errorsIn: 'exception_handlers',
  },
  { framework: 'starlette-socket', calls: ['starlette.routing.WebSocketRoute', 'fastapi.APIRouter.add_websocket_route'] },
  {
    framework: 'django-filter',
    calls: [
      ...['filter', 'filter()', 'simple_tag', 'simple_tag()'].map((name) => `django.template.Library().${name}`),
      ...decorators('flask.Scaffold', ['template_filter', 'app_template_filter', 'template_global', 'app_template_global']),
      ...members('flask.Scaffold', [
        'template_filter',
        'app_template_filter',
        'add_template_filter',
        'add_app_template_filter',
        'template_global',
        'app_template_global',
        'add_template_global',
        'add_app_template_global',
      ]),
    ],
  },
  {
    framework: 'django',
    calls: ['django.urls.path', 'django.urls.re_path', 'django.conf.urls.url', 'rest_framework.decorators.api_view()'],
  },
  { framework: 'ninja', calls: decorators('ninja.Router', ['get', 'post', 'put', 'patch', 'delete', 'api_operation']) },
  {
    framework: 'aiohttp',
    calls: [
      ...members('aiohttp.web.UrlDispatcher', ['add_get', 'add_post', 'add_put', 'add_patch', 'add_delete', 'add_route', 'add_view']),
      ...['get', 'post', 'put', 'patch', 'delete', 'route', 'view'].map((name) => `aiohttp.web.${name}`),
      'aiohttp.web.middleware',
      ...decorators('aiohttp.web.RouteTableDef', ['get', 'post', 'put', 'patch', 'delete', 'route', 'view']),
    ],
  },
  {
    framework: 'bottle',
    calls: [
      ...decorators('bottle', ['route', 'get', 'post', 'put', 'delete', 'patch']),
      ...decorators('bottle.Bottle', ['route', 'get', 'post', 'put', 'delete', 'patch']),
    ],
  },
  {
    framework: 'fastapi',
    calls: ['litestar', 'litestar.handlers'].flatMap((type) => decorators(type, ['get', 'post', 'put', 'patch', 'delete', 'route'])),
  },
  {
    framework: 'fastapi',
    calls: [
      ...['APIGatewayRestResolver()', 'APIGatewayHttpResolver()', 'ALBResolver()', 'LambdaFunctionUrlResolver()'].flatMap((resolver) =>
        ['aws_lambda_powertools.event_handler', 'aws_lambda_powertools.event_handler.api_gateway'].flatMap((module) =>
          decorators(`${module}.${resolver}`, ['get', 'post', 'put', 'patch', 'delete', 'route']),
        ),
      ),
    ],
  },
  {
    framework: 'starlette',
    calls: ['robyn.Robyn()', 'robyn.SubRouter()'].flatMap((app) => decorators(app, ['get', 'post', 'put', 'delete', 'patch'])),
  },
  {
    framework: 'fastapi',
    calls: ['blacksheep', 'blacksheep.server.controllers', 'blacksheep.Application().router', 'blacksheep.Router()'].flatMap((app) =>
      decorators(app, ['get', 'post', 'put', 'delete', 'patch', 'route']),
    ),
  },
  { framework: 'fastapi', calls: decorators('chalice.Chalice()', ['route', 'get', 'post', 'put', 'delete', 'patch']) },
  {
    framework: 'pyramid',
    calls: ['pyramid.view.view_config()', 'pyramid.view.notfound_view_config()', 'pyramid.view.exception_view_config()'],
  },
  { framework: 'sanic', calls: ['sanic.Sanic.add_route'] },
  {
    framework: 'sanic',
    calls: decorators('sanic.Sanic', ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'route', 'websocket']),
  },
  {
    framework: 'lambda',
    calls: [
      '@middy/core',
      '@middy/core().handler',
      '@sentry/aws-serverless.wrapHandler',
      '@sentry/serverless.AWSLambda.wrapHandler',
      'datadog-lambda-js.datadog',
      'source-map-support.wrap',
    ],
  },
  { framework: 'elysia', calls: members('elysia.App', [...VERBS.filter((name) => name !== 'use'), 'route', 'ws']) },
  {
    framework: 'adonis',
    calls: ['@adonisjs/core/services/router', '@ioc:Adonis/Core/Route'].flatMap((router) => members(router, [...VERBS, 'any', 'route'])),
  },
  {
    framework: 'h3',
    calls: ['', 'h3.', 'nitro/h3.'].flatMap((from) =>
      ['defineEventHandler', 'eventHandler', 'defineCachedEventHandler', 'cachedEventHandler', 'defineWebSocketHandler_'].map(
        (name) => `${from}${name}`,
      ),
    ),
  },
  { framework: 'fastify-plugin', calls: ['fastify.Instance.register'] },
  { framework: 'hapi', calls: ['hapi.Server.route'] },
  { framework: 'hapi-plugin', calls: ['hapi.Server.register'] },
  { framework: 'multer', calls: ['multer.diskStorage'] },
  { framework: 'task', calls: ['celery.Celery.task', 'celery.Celery.task()', 'celery.shared_task', 'celery.shared_task()'] },
]
