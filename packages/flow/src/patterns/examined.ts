import type { Examined } from '../facts.ts'
import { nameTest, remembered } from '../remembered.ts'
import { isServed, nameOf } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, type PatternContext } from './context.ts'

type Kind = Examined['kind']

/** Calls that are good signs by their name alone. */
const SIGNS: readonly (readonly [Kind, RegExp])[] = [
  [
    'compression',
    /^(?:compression|@fastify\/compress|koa-compress|hono\/compress\.compress|flask_compress\.Compress|starlette\.middleware\.gzip\.GZipMiddleware|fastapi\.middleware\.gzip\.GZipMiddleware|shrink-ray-current)$/,
  ],
  [
    'rate-limiter',
    /^(?:express-rate-limit(?:\.rateLimit)?|@fastify\/rate-limit|koa-ratelimit|hono-rate-limiter\.rateLimiter|rate-limiter-flexible\.\w+|flask_limiter\.(?:\w+\.)?Limiter|slowapi\.(?:\w+\.)?Limiter|fastapi_limiter\.FastAPILimiter\.init|@nestjs\/throttler\.ThrottlerModule\.forRoot(?:Async)?|@assay\/kit\.rateLimit)$/,
  ],
  [
    'structured-log',
    /^(?:pino|winston\.createLogger|bunyan\.createLogger|pino-http|nestjs-pino\.\w+|structlog\.(?:configure|get_logger)|pythonjsonlogger\.\S+|loguru\.logger\.(?:add|configure)|logging\.config\.dictConfig|json_log_formatter\.\S+)$/,
  ],
  [
    'config-validation',
    /^(?:envalid\.cleanEnv|env-var\.(?:get|from)|convict|@nestjs\/config\.ConfigModule\.forRoot|@t3-oss\/env-core\.createEnv|pydantic_settings\.\w+|environs\.Env|dynaconf\.\w+|@fastify\/env)$/,
  ],
  [
    'metrics',
    /^(?:prom-client\.\w+|express-prom-bundle|fastify-metrics|prometheus_client\.\w+|prometheus_flask_exporter\.\w+|prometheus_fastify_instrumentator\.\S+|starlette_exporter\.\w+|django_prometheus\.\S+|@opentelemetry\/sdk-node\.NodeSDK|opentelemetry\.\S+)$/,
  ],
  [
    'error-tracking',
    /^(?:@sentry\/\w+\.init|sentry_sdk\.init|rollbar(?:\.\w+)?|@bugsnag\/js\.start|bugsnag\.\w+|newrelic\.\S+|honeybadger\S*|airbrake\S*)$/,
  ],
  [
    'pool',
    /^(?:pg\.Pool|mysql2?(?:\/promise)?\.createPool|psycopg2\.pool\.\w+|psycopg_pool\.\w+|asyncpg\.create_pool|aiomysql\.create_pool|sqlalchemy\.(?:create_engine|ext\.asyncio\.create_async_engine)|mysql\.connector\.pooling\.\w+|generic-pool\.createPool)$/,
  ],
  [
    'error-handler',
    /^(?:(?:flask|quart)\.\w+\(\)\.(?:errorhandler|register_error_handler|app_errorhandler)|fastapi\.\w+\(\)\.(?:exception_handler|add_exception_handler)|starlette\.applications\.Starlette\(\)\.(?:exception_handler|add_exception_handler)|fastify(?:\.fastify)?\(\)\.setErrorHandler|hono\.Hono\(\)\.onError|koa\(\)\.on)$/,
  ],
  ['log-redaction', /^(?:pino-noir|fast-redact|scrubadub\.\S+)$/],
  [
    'shared-rate-store',
    /^(?:rate-limit-redis(?:\.\w+)?|rate-limit-mongo|rate-limiter-flexible\.RateLimiter(?:Redis|Memcache|Postgres|Mongo)|slowapi\.\S+storage)$/,
  ],
]

const signsOf = remembered((name) => SIGNS.filter(([, pattern]) => pattern.test(name)).map(([kind]) => kind))

/** What a service has that speaks for it: each with its places, so that a pass can name them. */
export const goodSigns: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  const plugin =
    call.method === 'register' || call.method === 'use' || call.method === 'add_middleware' || call.method === 'useGlobalFilters'
      ? nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })
      : ''
  for (const kind of signsOf(call.name)) context.examineCall(kind, call)
  if (plugin !== '') for (const kind of signsOf(plugin)) context.examineCall(kind, call)
  shutdown(context, call)
  errorHandler(context, call)
  details(context, call)
}

/** `process.on('SIGTERM', ...)` or `await once(process, 'SIGTERM')`, also for each signal of a list that the file names. */
function namesSignal(context: PatternContext, call: Parameters<CallFinder>[1], at = 0): boolean {
  const event = argumentAt(context, call, at)
  const name = constantOf(event)
  if (typeof name === 'string') return /^SIG(?:TERM|INT)$/.test(name)
  return event !== null && /["'`]SIGTERM["'`]/.test(context.reader.textOf(call.module.file))
}

/** Waits for one event of whatever its first argument is. */
const isAwaitedEvent = nameTest(/^events\.(?:once|on)$/)
const isShutdownHelper = nameTest(/^(?:http-terminator\.\w+|@godaddy\/terminus\.\w+|stoppable|close-with-grace|fastify-graceful-shutdown)$/)

function shutdown(context: PatternContext, call: Parameters<CallFinder>[1]): void {
  const isListener = call.name === 'process.on' || call.name === 'process.once'
  const isNode = (isListener && namesSignal(context, call)) || (isAwaitedEvent(call.name) && namesSignal(context, call, 1))
  const isPython = call.name === 'signal.signal' && /SIGTERM$/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' }))
  const isHelper = isShutdownHelper(call.name) || call.method === 'enableShutdownHooks'
  if (isNode || isPython || isHelper) context.examineCall('graceful-shutdown', call)
  if (isListener && /^(?:unhandledRejection|uncaughtException)$/.test(String(constantOf(argumentAt(context, call, 0)) ?? '')))
    context.examineCall('error-handler', call)
}

/** Express takes a function of four parameters for an error handler. */
function errorHandler(context: PatternContext, call: Parameters<CallFinder>[1]): void {
  if (call.method === 'useGlobalFilters') context.examineCall('error-handler', call)
  // `@Catch()` of Nest, which catches everything.
  if (call.name === '@nestjs/common.Catch' && call.call.args.length === 0) context.examineCall('error-handler', call)
  if (call.method === 'setErrorHandler') context.examineCall('error-handler', call)
  if (call.method !== 'use') return
  const last = call.call.args.at(-1)
  const handler = last === undefined ? undefined : context.reader.denoter.denote(call, last.value)
  if (handler?.kind === 'function' && handler.function.parameters.length === 4) context.examineCall('error-handler', call)
  else if (
    handler?.kind === 'function' &&
    /^(?:errorhandler|handleerrors?|onerror|errormiddleware)$/i.test(handler.function.name.replace(/_/g, ''))
  )
    context.examineCall('error-handler', call)
}

function details(context: PatternContext, call: Parameters<CallFinder>[1]): void {
  if (call.name === 'pino' || call.name === 'fastify') {
    const text = context.reader.textOf(call.module.file).slice(call.call.start, call.call.end)
    if (/\bredact\b/.test(text)) context.examineCall('log-redaction', call)
    if (call.name === 'fastify' && /\blogger\s*:/.test(text)) context.examineCall('structured-log', call)
    if (/\bbodyLimit\b/.test(text)) context.examineCall('body-limit', call)
  }
  if (call.name !== '') rateStore(context, call)
  if (isZodParse(call.name)) {
    const first = argumentAt(context, call, 0)
    if (nameOf(first ?? { kind: 'unknown' }) === 'process.env') context.examineCall('config-validation', call)
  }
  if (isAudit(call.method) || (call.callee.kind === 'function' && isAudit(call.callee.function.name)))
    context.examineCall('audit-log', call)
}

const isZodParse = nameTest(/^zod.*\.(?:parse|safeParse)$/s)
const isAudit = nameTest(/audit/i)
const isLimiter = nameTest(/Limiter$/)
const isRateLimit = nameTest(/rate-?limit/i)

function rateStore(context: PatternContext, call: Parameters<CallFinder>[1]): void {
  if (isLimiter(call.name)) {
    const storage = constantOf(optionOf(context, call, 'storage_uri', 'storageUri'))
    if (typeof storage === 'string' && /^(?:redis|memcached|mongodb)/.test(storage)) context.examineCall('shared-rate-store', call)
  }
  if (isRateLimit(call.name) && optionOf(context, call, 'store', 'redis') !== undefined) context.examineCall('shared-rate-store', call)
}

/** Classes that are settings, and routes that tell the state. */
export function goodDeclarations(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const owner of module.classes) {
      const isSettings = reader.denoter.bases(module, owner).some((base) => /^pydantic(?:_settings)?\.BaseSettings$/.test(nameOf(base)))
      const parent = module.functions[Math.max(owner.parent, 0)]
      if (isSettings && parent !== undefined)
        context.examine('config-validation', { module, function: parent }, owner.start, owner.start + 1)
    }
  }
  for (const { fact, handler } of context.routes) {
    const scope = handler
    if (scope === null) continue
    if (fact.purpose === 'health') context.examine('health-route', scope, scope.function.start, scope.function.start + 1)
    if (fact.purpose === 'metrics') context.examine('metrics', scope, scope.function.start, scope.function.start + 1)
    if (fact.effects.some((effect) => effect.kind === 'read-many' && effect.isBounded))
      context.examine('pagination', scope, scope.function.start, scope.function.start + 1)
  }
}
