import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { entryOf, isConstant, isServed, nameOf, type SeenCall, stringAt, stringsOf } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, type InstructionFinder, optionOf, type PatternContext } from './context.ts'
import { headerWrites, valueText } from './header-writes.ts'

/** Cross-origin access that is open to everybody. */
export const crossOrigin: CallFinder = (context, call) => {
  const { name } = call
  if (name === 'cors' || name === '@koa/cors' || name === 'hono/cors.cors') nodeCors(context, call, argumentAt(context, call, 0))
  else if (call.method === 'register' && /^@fastify\/cors|^fastify-cors/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })))
    nodeCors(context, call, argumentAt(context, call, 1))
  else if (call.method === 'enableCors') nodeCors(context, call, argumentAt(context, call, 0))
  else if (/^flask_cors\.(?:CORS|cross_origin|CORS\(\)\.init_app)$/.test(name)) flaskCors(context, call)
  else if (
    call.method === 'add_middleware' &&
    /cors\.CORSMiddleware$|\.CORSMiddleware$/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' }))
  )
    fastapiCors(context, call)
  else if (/^(?:setHeader|header|set|append|writeHead|headers\.set)$/.test(call.method)) headerCors(context, call)
}

function anyOrigin(context: PatternContext, call: SeenCall, credentials: boolean): void {
  context.emitCall(call, {
    kind: 'cors-any-origin',
    cwe: 942,
    message: credentials ? 'any origin may read answers, with credentials' : 'any origin may read answers',
    details: { credentials },
    confidence: credentials ? 'high' : 'medium',
  })
}

function reflected(context: PatternContext, call: SeenCall, credentials: boolean): void {
  context.emitCall(call, {
    kind: 'cors-reflected-origin',
    cwe: 942,
    message: 'whatever origin asks is allowed',
    details: { credentials },
    confidence: 'high',
  })
}

function nodeCors(context: PatternContext, call: SeenCall, options: Denotation | null): void {
  const credentials = isConstant(entryOf(options, 'credentials'), true)
  const origin = entryOf(options, 'origin')
  if (options === null || (options.kind === 'dict' && options.isComplete && origin === undefined)) {
    // Koa's middleware answers with the origin that asked.
    if (call.name === '@koa/cors') reflected(context, call, credentials)
    else anyOrigin(context, call, credentials)
  } else if (isConstant(origin, '*') || (origin?.kind === 'list' && stringsOf(origin).includes('*'))) anyOrigin(context, call, credentials)
  else if (
    isConstant(origin, true) ||
    (origin?.kind === 'regex' && /^\^?\.[*+]\$?$/.test(origin.pattern)) ||
    (origin?.kind === 'function' && allowsAll(context, origin))
  )
    reflected(context, call, credentials)
  else if (options.kind === 'dict') context.examineCall('cors-any-origin', call)
}

/** `(origin, callback) => callback(null, true)` without a look at the origin. */
function allowsAll(context: PatternContext, origin: Denotation & { kind: 'function' }): boolean {
  const calls = context.reader.callsIn(origin.function)
  const hasBranch = origin.function.blocks.some((block) => block.terminator.op === 'branch')
  if (hasBranch) return false
  const only = calls[0]
  if (calls.length === 1 && only !== undefined) return isConstant(argumentAt(context, only, 1), true)
  return false
}

function flaskCors(context: PatternContext, call: SeenCall): void {
  const credentials = isConstant(optionOf(context, call, 'supports_credentials'), true)
  const resources = optionOf(context, call, 'resources')
  const origins =
    optionOf(context, call, 'origins') ??
    (resources?.kind === 'dict'
      ? [...resources.entries.values()].map((entry) => entryOf(entry, 'origins')).find((entry) => entry !== undefined)
      : undefined)
  if (origins === undefined && resources !== undefined && resources.kind !== 'dict') return
  if (origins === undefined || isConstant(origins, '*') || stringsOf(origins).includes('*')) {
    if (credentials) reflected(context, call, true)
    else anyOrigin(context, call, false)
  } else if (stringsOf(origins).some((one) => /^\.[*+]$/.test(one))) reflected(context, call, credentials)
  else context.examineCall('cors-any-origin', call)
}

function fastapiCors(context: PatternContext, call: SeenCall): void {
  const credentials = isConstant(optionOf(context, call, 'allow_credentials'), true)
  const origins = optionOf(context, call, 'allow_origins')
  const pattern = constantOf(optionOf(context, call, 'allow_origin_regex'))
  if (typeof pattern === 'string' && /^\^?(?:https\?:\/\/)?\.[*+]\$?$/.test(pattern)) reflected(context, call, credentials)
  else if (origins !== undefined && stringsOf(origins).includes('*')) {
    // Starlette answers with the origin that asked when credentials are allowed.
    if (credentials) reflected(context, call, true)
    else anyOrigin(context, call, false)
  } else context.examineCall('cors-any-origin', call)
}

function headerCors(context: PatternContext, call: SeenCall): void {
  const name = constantOf(argumentAt(context, call, 0))
  if (typeof name !== 'string' || name.toLowerCase() !== 'access-control-allow-origin') return
  const value = argumentAt(context, call, 1)
  const credentials = context.reader
    .callsIn(call.function)
    .some((other) => /access-control-allow-credentials/i.test(String(constantOf(argumentAt(context, other, 0)) ?? '')))
  if (isConstant(value, '*')) anyOrigin(context, call, credentials)
  else if (value !== null && isRequestOrigin(context, call) && !checksOrigin(context, call)) reflected(context, call, credentials)
}

function isRequestOrigin(context: PatternContext, call: SeenCall): boolean {
  const text = context.reader.textOf(call.module.file).slice(call.call.start, call.call.end)
  return (
    /\b(?:headers\s*(?:\.origin|\[\s*['"]origin)|header\(\s*['"]origin|get\(\s*['"]origin)/i.test(text) ||
    /,\s*origin\s*(?:\|\|[^)]*)?\)$/.test(text)
  )
}

function checksOrigin(context: PatternContext, call: SeenCall): boolean {
  return /(?:includes|has|indexOf|some|allowed|whitelist|ALLOWED)/i.test(
    context.reader.textOf(call.module.file).slice(call.function.start, call.function.end),
  )
}

/** `response.headers['Access-Control-Allow-Origin'] = origin`, in a hook or in an object of headers. */
export function assignedOrigins(context: PatternContext): void {
  const writes = headerWrites(context)
  for (const write of writes) {
    if (write.name !== 'access-control-allow-origin') continue
    const { module, function: fn } = write.scope
    // A middleware for others is told by its parameters what to allow.
    if (fn.parameters.some(({ name }) => /allow|origins?$|options?$|config/i.test(name))) continue
    const text = context.reader.textOf(module.file).slice(fn.start, fn.end)
    const credentials = /access-control-allow-credentials/i.test(text)
    const value = context.reader.denoter.denote(write.scope, write.value)
    const shown = valueText(context, write)
    if (isConstant(value, '*'))
      context.emit(write.scope, write.start, write.end, {
        kind: 'cors-any-origin',
        cwe: 942,
        message: credentials ? 'any origin may read answers, with credentials' : 'any origin may read answers',
        details: { credentials },
        confidence: credentials ? 'high' : 'medium',
      })
    else if (/headers?\b[^\n]*\borigin\b/i.test(shown) && !ASKS_ORIGIN.test(text))
      context.emit(write.scope, write.start, write.end, {
        kind: 'cors-reflected-origin',
        cwe: 942,
        message: 'whatever origin asks is allowed',
        details: { credentials },
        confidence: 'high',
      })
  }
}

const ASKS_ORIGIN =
  /includes|\.has\(|indexOf|\.some\(|allowed|whitelist|\borigin\s+(?:not\s+)?in\b|match|test\(|trusted|origin\s*[!=]==?\s*["'`\w]/i

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

/** Views that are freed from the CSRF check. */
export function csrfExemptions(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (fact.csrf !== 'exempt' || handler === null || fact.method === 'GET') continue
    // A webhook authenticates its sender by a signature instead.
    const isSigned =
      fact.guards.some((guard) => guard.kind === 'signature' || guard.kind === 'api-key') ||
      /hook|callback|stripe|github/i.test(`${fact.path} ${fact.handler}`)
    context.emit(handler, handler.function.start, handler.function.end, {
      kind: 'csrf-off',
      cwe: 352,
      message: `${fact.method} ${fact.path} is exempt from the CSRF check`,
      details: { route: `${fact.method} ${fact.path}`, isWebhook: isSigned },
      confidence: isSigned ? 'low' : 'medium',
    })
  }
}

const HEADERS =
  /^(?:helmet(?:\.\w+)?|@fastify\/helmet|koa-helmet|hono\/secure-headers\.secureHeaders|flask_talisman\.(?:Talisman|\w+\.Talisman)|secure\.(?:Secure|SecureHeaders)\S*|@assay\/kit\.headers|lusca(?:\.\w+)?|fastify-helmet|django\.middleware\.security\.SecurityMiddleware)(?:\(\)\.\w+)?$/
const HEADER_NAME = /^(?:x-content-type-options|content-security-policy|strict-transport-security|x-frame-options)$/i
const APPLICATION =
  /^(?:express|fastify(?:\.fastify)?|koa|hono\.Hono|flask\.Flask|fastapi\.FastAPI|quart\.Quart|starlette\.applications\.Starlette)$/

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
    if (!HEADERS.test(call.name) && !HEADERS.test(plugin) && !(typeof header === 'string' && HEADER_NAME.test(header))) continue
    context.examineCall('security-headers', call)
    hasHeaders = true
  }
  const makers = served.filter((call) => APPLICATION.test(call.name))
  const made = makers[0]
  if (made !== undefined && !hasHeaders && context.routes.length > 0)
    context.emitCall(made, {
      kind: 'security-headers-missing',
      cwe: 693,
      message: 'nothing in the source sets security headers',
      details: { framework: made.name },
      confidence: 'medium',
    })
  bodyLimits(context, served, makers)
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
          const isHeader =
            (instruction.op === 'const' &&
              typeof instruction.value === 'string' &&
              (HEADER_NAME.test(instruction.value) || instruction.value === 'django.middleware.security.SecurityMiddleware')) ||
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

const LARGE_BODY = 10_000_000

function bodyLimits(context: PatternContext, served: readonly SeenCall[], makers: readonly SeenCall[]): void {
  for (const call of served) {
    if (/^(?:express\.(?:json|urlencoded|raw|text)|body-parser\.(?:json|urlencoded|raw|text)|koa-bodyparser|koa-body)$/.test(call.name)) {
      const bytes = bytesOf(constantOf(optionOf(context, call, 'limit', 'jsonLimit')))
      if (bytes !== null && bytes > LARGE_BODY)
        context.emitCall(call, {
          kind: 'body-limit-missing',
          cwe: 770,
          message: `bodies of up to ${bytes} bytes are read`,
          details: { bytes },
          confidence: 'medium',
        })
      else context.examineCall('body-limit', call)
    } else if (/^fastify(?:\.fastify)?$/.test(call.name)) {
      const bytes = bytesOf(constantOf(optionOf(context, call, 'bodyLimit')))
      if (bytes !== null && bytes > LARGE_BODY)
        context.emit(call, call.call.start + 1, call.call.end, {
          kind: 'body-limit-missing',
          cwe: 770,
          message: `bodies of up to ${bytes} bytes are read`,
          details: { bytes },
          confidence: 'medium',
        })
      else context.examineCall('body-limit', call)
    } else if (/^(?:multer|express-fileupload|formidable(?:\.\w+)?|@fastify\/multipart)$/.test(call.name)) {
      if (optionOf(context, call, 'limits', 'maxFileSize') === undefined && !hidden(context, call))
        context.emitCall(call, {
          kind: 'body-limit-missing',
          cwe: 770,
          message: `${call.name} takes files of any size`,
          details: { what: 'upload' },
          confidence: 'high',
        })
      else context.examineCall('body-limit', call)
    }
  }
  const flask = makers.find((call) => call.name === 'flask.Flask')
  const limits = context.settings.get('MAX_CONTENT_LENGTH') ?? []
  for (const limit of limits) context.examine('body-limit', limit.scope, limit.start, limit.end)
  const takesBodies = context.routes.some(
    ({ fact }) => fact.framework === 'flask' && (fact.readsRawBody || fact.body !== null || fact.purpose === 'upload'),
  )
  if (flask !== undefined && takesBodies && limits.every((limit) => isConstant(limit.denoted, null)))
    context.emit(flask, flask.call.start + 1, flask.call.end, {
      kind: 'body-limit-missing',
      cwe: 770,
      message: 'MAX_CONTENT_LENGTH is not set: bodies of any size are read',
      details: { setting: 'MAX_CONTENT_LENGTH' },
      confidence: 'medium',
    })
}

function hidden(context: PatternContext, call: SeenCall): boolean {
  const first = argumentAt(context, call, 0)
  return first !== null && (first.kind !== 'dict' || !first.isComplete)
}

function bytesOf(value: ReturnType<typeof constantOf>): number | null {
  if (typeof value === 'number') return value
  const match = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?\s*$/i.exec(value) : null
  if (match === null) return null
  const factor = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match[2] ?? 'b').toLowerCase()] ?? 1
  return Number(match[1]) * factor
}

const SECRET_PARAMETER = /^(?:token|access_?token|api_?key|apikey|password|passwd|pwd|secret|session_?id|auth|jwt)$/i

/** A link of a mail carries its one-time token in the address by design. */
const ONE_TIME = /verif|confirm|reset|unsubscribe|invit|activat|magic|callback|oauth|webhook|download|share|preview/i

/** Credentials in addresses: parameters of the query that handlers, guards and dependencies read. */
export const secretsInUrls: InstructionFinder = {
  ops: ['get', 'index'],
  find(context, scope, instruction) {
    if (instruction.op === 'get') {
      if (SECRET_PARAMETER.test(instruction.key) && isQuery(context, scope, instruction.object) && !isOneTime(context, scope.function))
        inUrl(context, scope, instruction, instruction.key)
    } else if (instruction.op === 'index' && isQueryName(queryText(context, scope, instruction.object))) {
      const key = stringAt(context.reader, scope, instruction.index)
      if (key !== null && SECRET_PARAMETER.test(key) && !isOneTime(context, scope.function)) inUrl(context, scope, instruction, key)
    }
  },
}

/** `request.args.get('token')`. */
export const secretParameters: CallFinder = (context, call) => {
  const first = call.method === 'get' && call.call.receiver >= 0 ? call.call.args[0] : undefined
  if (first === undefined || !isServed(context.reader, call.module.file)) return
  const key = stringAt(context.reader, call, first.value)
  if (
    key !== null &&
    SECRET_PARAMETER.test(key) &&
    isQueryName(queryText(context, call, call.call.receiver)) &&
    !isOneTime(context, call.function)
  )
    inUrl(context, call, call.call, key)
}

const oneTimeHandlers = new WeakMap<PatternContext, ReadonlySet<IrFunction>>()

function isOneTime(context: PatternContext, fn: IrFunction): boolean {
  let known = oneTimeHandlers.get(context)
  if (known === undefined) {
    known = new Set(
      context.routes.filter(({ fact }) => ONE_TIME.test(`${fact.path} ${fact.handler}`)).flatMap(({ handler }) => handler?.function ?? []),
    )
    oneTimeHandlers.set(context, known)
  }
  return known.has(fn) || ONE_TIME.test(fn.name)
}

function inUrl(context: PatternContext, scope: Scope, at: { readonly start: number; readonly end: number }, key: string): void {
  context.emit(scope, at.start, at.end, {
    kind: 'secret-in-url',
    cwe: 598,
    message: `${key} is taken from the address`,
    details: { name: key },
    confidence: 'medium',
  })
}

function isQueryName(text: string): boolean {
  return /(?:request\.args|request\.GET|query_params|\.query|\.searchParams)$/.test(text)
}

function queryText({ reader }: PatternContext, scope: Scope, slot: number): string {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'library') return nameOf(denoted)
  return denoted.kind === 'parameter' ? denoted.path : ''
}

function isQuery(context: PatternContext, scope: Scope, slot: number): boolean {
  const denoted = context.reader.denoter.denote(scope, slot)
  if (denoted.kind === 'parameter') return /\.query$/.test(denoted.path)
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  return only?.kind === 'instruction' && only.instruction.op === 'get' && only.instruction.key === 'query'
}
