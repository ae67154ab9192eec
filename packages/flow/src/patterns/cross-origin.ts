import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { admitsEverybody } from '../routes/known-guards.ts'
import { definitionBehind, entryOf, isConstant, nameOf, type SeenCall, stringAt, stringsOf } from '../routes/reader.ts'
import { asksForOrigin, looseTestOf, matchesLoosely } from './asked-origins.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, type PatternContext, slotAt } from './context.ts'
import { looseness } from './origin-patterns.ts'
import { hasLoosePattern, isLooseOriginTest } from './origin-tests.ts'

const SETTERS = new Set(['setHeader', 'header', 'set', 'append', 'writeHead', 'headers.set'])
const FLASK_CORS = new Set(['flask_cors.CORS', 'flask_cors.cross_origin', 'flask_cors.CORS().init_app'])

/** Cross-origin access that is open to everybody. */
export const crossOrigin: CallFinder = (context, call) => {
  const { name } = call
  if (name === 'cors' || name === '@koa/cors' || name === 'hono/cors.cors') nodeCors(context, call, argumentAt(context, call, 0))
  else if (call.method === 'register' && /^@fastify\/cors|^fastify-cors/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })))
    nodeCors(context, call, argumentAt(context, call, 1))
  else if (call.method === 'enableCors') nodeCors(context, call, argumentAt(context, call, 0))
  // `cors = CORS()` is set up once `init_app` is given the application.
  else if (FLASK_CORS.has(name) && !(name === 'flask_cors.CORS' && call.call.args.length === 0)) flaskCors(context, call)
  else if (
    call.method === 'add_middleware' &&
    /cors\.CORSMiddleware$|\.CORSMiddleware$/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' }))
  )
    fastapiCors(context, call)
  else if (SETTERS.has(call.method)) headerCors(context, call)
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

function looselyTested(context: PatternContext, call: SeenCall, credentials: boolean): void {
  context.emitCall(call, {
    kind: 'cors-reflected-origin',
    cwe: 942,
    message: 'origins that only look like a trusted one are allowed',
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
    (origin?.kind === 'regex' && looseness(origin.pattern, false) !== null) ||
    (origin?.kind === 'function' && allowsAll(context, origin))
  )
    reflected(context, call, credentials)
  else if (hasLoosePattern(origin)) looselyTested(context, call, credentials)
  else if (origin?.kind === 'function' && testsLoosely(context, origin, credentials)) return
  else if (options.kind === 'dict') context.examineCall('cors-any-origin', call)
}

/** `(origin, callback) => callback(null, true)` without a look at the origin, or with the origin itself: `callback(null, origin ?? true)`. */
function allowsAll(context: PatternContext, { module, function: fn }: Denotation & { kind: 'function' }): boolean {
  const [only, ...others] = context.reader.callsIn(fn)
  if (only === undefined) return givesOriginBack({ module, function: fn })
  if (others.length > 0) return false
  if (readsOrigin(context, only) && fn.blocks.every(({ terminator }) => terminator.op !== 'branch')) return true
  const answer = slotAt(only, 1)
  const branches = fn.blocks.filter(({ terminator }) => terminator.op === 'branch').length
  return (
    branches <= 1 && (branches === 0 || answersOften({ module, function: fn }, answer)) && isAnyOrigin({ module, function: fn }, answer)
  )
}

/** `(origin) => origin` of Hono, `(origin) => origin ?? '*'`: each way gives back what asked. */
function givesOriginBack({ module, function: fn }: Scope): boolean {
  const given = fn.blocks.flatMap(({ terminator }) => (terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : []))
  const branches = fn.blocks.filter(({ terminator }) => terminator.op === 'branch').length
  return given.length === 1 && branches <= 1 && given.every((slot) => isAnyOrigin({ module, function: fn }, slot))
}

/** `(ctx) => ctx.get('Origin')`, `(c) => c.req.header('origin')`: what the request asks is what it is given. */
function readsOrigin({ reader }: PatternContext, call: SeenCall): boolean {
  const name = stringAt(reader, call, call.call.args[0]?.value ?? -1)
  const isGiven = call.function.blocks.some(({ terminator }) => terminator.op === 'return' && terminator.src === call.call.dst)
  return isGiven && /^(?:get|header)$/.test(call.method) && name?.toLowerCase() === 'origin'
}

/** `origin ?? true`: the one branch chooses between the two. */
const answersOften = ({ module, function: fn }: Scope, slot: Slot): boolean => definitionsOf(module, fn, slot).length > 1

/** True, or the origin as it came. */
function isAnyOrigin({ module, function: fn }: Scope, slot: Slot, depth = 0): boolean {
  if (slot === fn.parameters[0]?.slot) return true
  const definitions = definitionsOf(module, fn, slot)
  return (
    definitions.length > 0 &&
    depth < 4 &&
    definitions.every(
      (one) =>
        one.kind === 'instruction' &&
        ((one.instruction.op === 'const' && (one.instruction.value === true || one.instruction.value === '*')) ||
          (one.instruction.op === 'move' && isAnyOrigin({ module, function: fn }, one.instruction.src, depth + 1))),
    )
  )
}

/** `(origin, done) => done(null, origin.endsWith('shop.example'))`; the test itself is the place. */
function testsLoosely(context: PatternContext, { module, function: fn }: Denotation & { kind: 'function' }, credentials: boolean): boolean {
  const inside = module.functions.filter((one) => one === fn || one.parent === fn.index)
  const loose = inside
    .flatMap((one) => context.reader.callsIn(one))
    .find((call) => isLooseOriginTest(context.reader, call) || matchesLoosely(context.reader, call))
  if (loose !== undefined) looselyTested(context, loose, credentials)
  return loose !== undefined
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
  // Texts with signs of a pattern are one, matched from their beginning.
  else if (stringsOf(origins).some((one) => /[\\*+$^(]/.test(one) && looseness(one, true) !== null))
    looselyTested(context, call, credentials)
  else context.examineCall('cors-any-origin', call)
}

function fastapiCors(context: PatternContext, call: SeenCall): void {
  const credentials = isConstant(optionOf(context, call, 'allow_credentials'), true)
  const origins = optionOf(context, call, 'allow_origins')
  const pattern = constantOf(optionOf(context, call, 'allow_origin_regex'))
  // Starlette asks whether the whole origin matches.
  if (typeof pattern === 'string' && looseness(`${pattern}$`, true) !== null) reflected(context, call, credentials)
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
  if (isConstant(value, '*') && !credentials && isForEverybody(context, call)) context.examineCall('cors-any-origin', call)
  else if (isConstant(value, '*')) anyOrigin(context, call, credentials)
  else if (value !== null && isRequestOrigin(context, call)) {
    const loose = looseTestOf(context.reader, call)
    if (loose !== null) looselyTested(context, loose, credentials)
    else if (!asksForOrigin(context.reader, call)) reflected(context, call, credentials)
  }
}

/** A handler that only reads and asks nobody who is calling: everybody may have its answer, pages of other sites too. */
export function isForEverybody({ routes }: PatternContext, { function: fn }: Scope): boolean {
  const own = routes.filter(({ handler }) => handler?.function === fn)
  return own.length > 0 && own.every(({ fact: { method, guards } }) => method === 'GET' && guards.every(admitsEverybody))
}

const READS_ORIGIN = /\b(?:headers\s*(?:\.origin|\[\s*['"]origin)|header\(\s*['"]origin|get\(\s*['"]origin)/i

function isRequestOrigin(context: PatternContext, call: SeenCall): boolean {
  const source = context.reader.textOf(call.module.file)
  const text = source.slice(call.call.start, call.call.end)
  const read = definitionBehind(call, slotAt(call, 1))?.instruction
  return (
    READS_ORIGIN.test(text) ||
    /,\s*origin\s*(?:\|\|[^)]*)?\)$/.test(text) ||
    (read !== undefined && READS_ORIGIN.test(source.slice(read.start, read.end)))
  )
}
