import { definitionsOf } from '../engine/definitions.ts'
import type { Program, Scope } from '../engine/program.ts'
import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { isServed, nameOf, type SeenCall, slotText } from '../routes/reader.ts'
import { classSchema } from '../routes/schemas.ts'
import type { PatternContext } from './context.ts'
import { isForDevelopment } from './for-development.ts'
import { handedToAnswer } from './handed-answers.ts'
import { isSecretColumn, type SecretTables, secretTablesOf } from './secret-tables.ts'
import { environment, type WholeRow } from './whole-reads.ts'
import { wholeRowAt } from './whole-rows.ts'

/** Makers and senders of answers, by their qualified name. */
const ANSWERS =
  /^(?:flask\.(?:jsonify|make_response)|quart\.jsonify|django\.http\.JsonResponse|rest_framework\.response\.Response|(?:fastapi|starlette)\.responses\.(?:JSON|ORJSON|UJSON)Response|aiohttp\.web\.json_response|sanic\.response\.json|tornado\.web\.RequestHandler\(\)\.(?:write|finish)|litestar\.Response|Response\.json|next\/server\.NextResponse\.json)$/
/** Methods of a response object, by what everybody calls it. */
const SENDS = /^(?:json|send|jsonp|end)$/
const RESPONSE_NAME = /^_?(?:res|resp|response|reply|rep|c|ctx|context)$/
/** Frameworks that send what a handler returns as JSON. */
export const RETURNS = new Set([
  'flask',
  'fastapi',
  'fastify',
  'nestjs',
  'litestar',
  'bottle',
  'hono',
  'next',
  'routing-controllers',
  'tsoa',
  'loopback',
])

/** Answers that hold whole rows of a table with a secret, or the environment. */
export function wholeAnswers(context: PatternContext): void {
  const { reader } = context
  const tables = secretTablesOf(reader)
  for (const call of reader.calls) {
    if (!isServed(reader, call.module.file)) continue
    const sent = isAnswer(context, call)
      ? call.call.args.map(({ value }) => value)
      : handedToAnswer(reader, call, (inner) => isAnswer(context, inner))
    for (const value of sent) if (report(context, tables, call, value, call.call.start, call.call.end)) break
  }
  const seen = new Set<IrFunction>()
  for (const route of context.routes) {
    const { handler } = route
    if (handler === null || !RETURNS.has(route.fact.framework) || seen.has(handler.function)) continue
    seen.add(handler.function)
    if (isFiltered(context, route)) continue
    for (const { terminator } of handler.function.blocks)
      if (terminator.op === 'return') report(context, tables, handler, terminator.src, terminator.start, terminator.end)
    assignedBodies(context, tables, handler)
  }
  for (const route of context.routes)
    if (route.handler !== null && route.fact.framework === 'koa') assignedBodies(context, tables, route.handler)
}

export function isAnswer({ reader }: PatternContext, call: SeenCall): boolean {
  if (ANSWERS.test(call.name)) return true
  if (call.call.receiver < 0 || !SENDS.test(call.method) || call.callee.kind === 'function') return false
  let at: Slot = call.call.receiver
  for (let step = 0; step < 6; step += 1) {
    const [only] = definitionsOf(call.module, call.function, at)
    if (only?.kind !== 'instruction' || only.instruction.op !== 'call' || only.instruction.receiver < 0) break
    at = only.instruction.receiver
  }
  return RESPONSE_NAME.test(slotText(reader, call, at))
}

/** `ctx.body = user` of Koa. */
function assignedBodies(context: PatternContext, tables: SecretTables, handler: Scope): void {
  for (const { instructions } of handler.function.blocks)
    for (const instruction of instructions)
      if (
        instruction.op === 'set' &&
        instruction.key === 'body' &&
        RESPONSE_NAME.test(slotText(context.reader, handler, instruction.object))
      )
        report(context, tables, handler, instruction.src, instruction.start, instruction.end)
}

/** A schema of the answer drops what it does not name, as long as it is not the row's own class. */
function isFiltered({ reader }: PatternContext, { fact: { responseSchema } }: ReadRoute): boolean {
  if (responseSchema === null) return false
  const classes = classesOf(reader.program).get(responseSchema) ?? []
  return (
    classes.length === 0 ||
    classes.some(({ module, owner }) => !(classSchema(reader, module, owner)?.fields ?? []).some(({ name }) => isSecretColumn(name)))
  )
}

type ClassesByName = ReadonlyMap<string, readonly { readonly module: Module; readonly owner: IrClass }[]>

const classesByName = new WeakMap<Program, ClassesByName>()

function classesOf(program: Program): ClassesByName {
  let found = classesByName.get(program)
  if (found === undefined) {
    const all = program.modules.flatMap((module) => module.classes.map((owner) => ({ module, owner })))
    found = Map.groupBy(all, ({ owner }) => owner.name)
    classesByName.set(program, found)
  }
  return found
}

const askedAt = (asked: SeenCall): { scope: Scope; start: number; end: number; note: string } => ({
  scope: asked,
  start: asked.call.start,
  end: asked.call.end,
  note: 'where the columns are asked for',
})

function report(context: PatternContext, tables: SecretTables, scope: Scope, slot: Slot, start: number, end: number): boolean {
  if (slot < 0) return false
  const { reader } = context
  const found: WholeRow | null = environment(reader, scope, slot) ?? wholeRowAt(reader, tables, scope, slot)
  if (found === null || nameOf(reader.denoter.denote(scope, slot)) === 'process.env.NODE_ENV') return false
  if (found.table === '' && isForDevelopment(reader.textOf(scope.module.file), start)) {
    context.emit(scope, start, end, {
      kind: 'debug-mode',
      cwe: 489,
      message: `${found.what} is answered wherever the service does not run as production`,
      confidence: 'high',
    })
    return true
  }
  context.emit(scope, start, end, {
    kind: 'sensitive-response-pattern',
    cwe: 201,
    message: `the answer holds ${found.what}, ${found.column} among them`,
    details: { column: found.column },
    confidence: 'medium',
    ...(found.asked === undefined || found.asked.function === scope.function ? {} : { about: askedAt(found.asked) }),
  })
  return true
}
