import { HTTP_VERBS } from './sinks/pattern.ts'

const chained = (type: string, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`${type}.${name}`, type]))
const named = (type: string, names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, type]))

const ELYSIA_STEPS = [
  ...[...HTTP_VERBS, 'all', 'route', 'ws', 'use', 'group', 'guard', 'derive', 'resolve', 'decorate', 'state', 'model', 'macro', 'as'],
  ...['onError', 'onBeforeHandle', 'onAfterHandle', 'onRequest', 'onParse', 'onTransform', 'onStart', 'mapResponse', 'error', 'listen'],
]

/** What the renderers of markdown-it answer with themselves, in both languages. */
export const RENDERER_STEPS: readonly string[] = ['use', 'enable', 'disable', 'set', 'configure']

/** Types of frameworks and drivers that only JavaScript has; part of `RESULT_TYPES`. */
export const JAVASCRIPT_TYPES: Readonly<Record<string, string>> = {
  ...named('hapi.Server', ['@hapi/hapi.server', '@hapi/hapi.Server', 'hapi.server', 'hapi.Server']),
  ...chained('hapi.Reply', [
    'type',
    'code',
    'header',
    'encoding',
    'charset',
    'state',
    'unstate',
    'etag',
    'vary',
    'location',
    'bytes',
    'ttl',
  ]),
  ...named('markdown-it.Renderer', ['markdown-it', 'markdown-it.MarkdownIt', 'markdown_it.MarkdownIt']),
  ...chained('markdown-it.Renderer', RENDERER_STEPS),
  'hapi.Toolkit.response': 'hapi.Reply',
  'elysia.Elysia': 'elysia.App',
  'elysia.default': 'elysia.App',
  ...chained('elysia.App', ELYSIA_STEPS),
  'elysia.Context.request:': 'next.Request',
  'adonis.Context.request:': 'adonis.Request',
  'adonis.Context.response:': 'adonis.Response',
  'adonis.Context.logger:': 'js.Logger',
  ...chained('adonis.Response', ['header', 'safeHeader', 'type', 'status', 'append', 'cookie', 'plainCookie']),
  'h3.Event.node.req:': 'express.Request',
  'h3.Event.node.res:': 'express.Response',
  'page.Context.request:': 'next.Request',
  'page.Context.url:': 'event.URL',
  'event.URL.searchParams:': 'event.searchParams',
  'hono.Request.raw:': 'next.Request',
  ...named('formidable.Form', ['formidable', 'formidable.formidable', 'formidable.IncomingForm']),
  ...named('yauzl.ZipFile', ['yauzl.ZipFile()']),
  'yauzl.Entry()': 'yauzl.Entry',
  '@adonisjs/lucid/services/db:': 'lucid.Database',
  '@ioc:Adonis/Lucid/Database:': 'lucid.Database',
  'lucid.Database.connection': 'lucid.Database',
  'lucid.Database.transaction': 'lucid.Database',
  ...named(
    'mikro-orm.EntityManager',
    ['postgresql', 'mysql', 'mariadb', 'sqlite', 'better-sqlite', 'libsql', 'mssql', 'mongodb', 'knex'].flatMap((driver) =>
      ['EntityManager()', 'SqlEntityManager()'].map((name) => `@mikro-orm/${driver}.${name}`),
    ),
  ),
  'mikro-orm.EntityManager.fork': 'mikro-orm.EntityManager',
  'mikro-orm.EntityManager.createQueryBuilder': 'typeorm.QueryBuilder',
  'bullmq.Job()': 'queue.Job',
  'bull.Job()': 'queue.Job',
}
