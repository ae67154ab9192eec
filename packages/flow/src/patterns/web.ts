import type { Scope } from '../engine/program.ts'
import type { Constant } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { nameOf, type SeenCall } from '../routes/reader.ts'
import { bodyLimits } from './body-limits.ts'
import { argumentAt, constantOf, type PatternContext, type Seen } from './context.ts'
import { headerWrites } from './header-writes.ts'
import { looseness } from './origin-patterns.ts'
import type { Setting } from './settings.ts'

/** Settings that open or protect: CSRF off, CORS open. */
export function webSettings(context: PatternContext): void {
  for (const name of ['WTF_CSRF_ENABLED', 'JWT_COOKIE_CSRF_PROTECT']) {
    for (const setting of context.settings.get(name) ?? []) {
      if (constantOf(setting.denoted) === false)
        context.emit(setting.scope, setting.start, setting.end, {
          kind: 'csrf-off',
          cwe: 352,
          message: `${name} is off`,
          details: { setting: name },
          confidence: 'high',
        })
    }
  }
  for (const name of ['CORS_ALLOWED_ORIGIN_REGEXES', 'CORS_ORIGIN_REGEX_WHITELIST'])
    for (const setting of context.settings.get(name) ?? []) looseOrigins(context, setting)
  for (const name of ['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL']) {
    const credentials = (context.settings.get('CORS_ALLOW_CREDENTIALS') ?? []).some((setting) => constantOf(setting.denoted) === true)
    for (const setting of context.settings.get(name) ?? []) {
      if (constantOf(setting.denoted) === true)
        context.emit(setting.scope, setting.start, setting.end, {
          kind: 'cors-any-origin',
          cwe: 942,
          message: 'any origin may read answers',
          details: { credentials },
          confidence: 'high',
        })
    }
  }
}

/** `CORS_ALLOWED_ORIGIN_REGEXES = [r'^https://.*example.com']` of django-cors-headers, which asks `re.match`. */
function looseOrigins(context: PatternContext, { scope, denoted, start, end }: Setting): void {
  const patterns =
    denoted.kind === 'list'
      ? denoted.items.flatMap((item) =>
          item.kind === 'regex' ? [item.pattern] : typeof constantOf(item) === 'string' ? [String(constantOf(item))] : [],
        )
      : []
  const why = patterns.map((pattern) => looseness(pattern, true)).find((one) => one !== null)
  if (why === undefined || why === null) return
  const credentials = (context.settings.get('CORS_ALLOW_CREDENTIALS') ?? []).some((setting) => constantOf(setting.denoted) === true)
  context.emit(scope, start, end, {
    kind: 'cors-reflected-origin',
    cwe: 942,
    message: `a pattern of allowed origins ${why}`,
    details: { credentials },
    confidence: 'high',
  })
}

const setsHeadersByName = nameTest(
  /^(?:helmet(?:\.\w+)?|@fastify\/helmet|koa-helmet|hono\/secure-headers\.secureHeaders|flask_talisman\.(?:Talisman|\w+\.Talisman)|secure\.(?:Secure|SecureHeaders)\S*|@assay\/kit\.headers|lusca(?:\.\w+)?|fastify-helmet|django\.middleware\.security\.SecurityMiddleware)(?:\(\)\.\w+)?$/,
)
const HEADER_NAME = /^(?:x-content-type-options|content-security-policy|strict-transport-security|x-frame-options)$/i
/** Makers of applications, of any framework that has one. */
export const isApplication = nameTest(
  /^(?:express|fastify(?:\.fastify)?|koa|hono\.Hono|flask\.Flask|fastapi\.FastAPI|quart\.Quart|starlette\.applications\.Starlette|aiohttp\.web\.(?:web_app\.)?Application|sanic\.Sanic|tornado\.web\.Application|litestar\.Litestar)$/,
)

/** One place per application: security headers, limits of the body. */
export function applications(context: PatternContext): void {
  const { reader } = context
  const served = reader.calls.filter(
    (call) => reader.roleOf(call.module.file) === 'application' || reader.roleOf(call.module.file) === 'script',
  )
  let hasHeaders = setsHeaders(context)
  for (const call of served) {
    const plugin =
      call.method === 'register' || call.method === 'use' || call.method === 'add_middleware'
        ? nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })
        : ''
    const header = /^(?:setHeader|header|set)$/.test(call.method) ? constantOf(argumentAt(context, call, 0)) : undefined
    if (!setsHeadersByName(call.name) && !setsHeadersByName(plugin) && !(typeof header === 'string' && HEADER_NAME.test(header))) continue
    context.examineCall('security-headers', call)
    hasHeaders = true
  }
  const makers = served.filter((call) => isApplication(call.name))
  const made = makers[0]
  if (made !== undefined && !hasHeaders && context.routes.length > 0)
    context.emitCall(made, {
      kind: 'security-headers-missing',
      cwe: 693,
      message: 'nothing in the source sets security headers',
      details: { framework: made.name },
      confidence: 'medium',
      ...otherHeaders(context),
    })
  bodyLimits(context, served, makers)
}

/** Where the source sets other headers on whatever is answered: the place for these as well. */
function otherHeaders(context: PatternContext): Pick<Seen, 'about'> {
  const handlers = new Set(context.routes.flatMap(({ handler }) => handler?.function ?? []))
  const write = headerWrites(context).find(({ name, scope }) => /^(?:access-control|x-)/.test(name) && !handlers.has(scope.function))
  if (write === undefined) return {}
  const { scope, start, end } = write
  const added = addedAt(context, scope)
  return added === null
    ? { about: { scope, start, end, note: 'other headers of all answers are set here' } }
    : {
        about: { scope: added, start: added.call.start, end: added.call.end, note: 'what sets other headers of all answers is added here' },
      }
}

/** `app.add_middleware(RequestLog)`: where the class of a middleware becomes part of the application. */
function addedAt({ reader }: PatternContext, { module, function: fn }: Scope): SeenCall | null {
  const owner = module.classes[fn.ownerClass]
  if (owner === undefined) return null
  const added = reader.calls.find((call) => {
    const [first] = call.method === 'add_middleware' ? call.call.args : []
    const given = first === undefined ? null : reader.denoter.denote(call, first.value)
    return given?.kind === 'class' && given.class === owner
  })
  return added ?? null
}

/** `response.headers['X-Content-Type-Options'] = 'nosniff'`, a dictionary of headers, Django's middleware. */
function setsHeaders(context: PatternContext): boolean {
  const { reader } = context
  let found = false
  for (const module of reader.program.modules) {
    if (reader.roleOf(module.file) === 'test') continue
    const text = reader.textOf(module.file)
    if (!/x-content-type-options|content-security-policy|django\.middleware\.security\.SecurityMiddleware/i.test(text)) continue
    for (const fn of module.functions) {
      for (const block of fn.blocks) {
        for (const instruction of block.instructions) {
          const written = instruction.op === 'const' ? textOfConstant(instruction.value) : ''
          const isHeader =
            HEADER_NAME.test(written) ||
            written === 'django.middleware.security.SecurityMiddleware' ||
            (instruction.op === 'dict' && instruction.entries.some((entry) => entry.kind === 'entry' && HEADER_NAME.test(entry.key)))
          if (!isHeader) continue
          found = true
          context.examine('security-headers', { module, function: fn }, instruction.start, instruction.end)
        }
      }
    }
  }
  return found
}

/** A text, or the bytes that ASGI has for names: `(b'x-content-type-options', b'nosniff')`. */
const textOfConstant = (value: Constant): string =>
  typeof value === 'string' ? value : typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : ''
