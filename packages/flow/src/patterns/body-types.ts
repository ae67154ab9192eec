import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, definitionBehind, isConstant, isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import { CONTEXT, createTagReader, REQUEST } from '../routes/value-tags.ts'
import { type CallFinder, constantOf, optionOf, type PatternContext } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

const PARSER = /^(?:express\.json|body-parser\.json)$/
const FORCED = /^(?:flask|quart)\.(?:\w+\.)*request\.get_json$/
const PARSES = /^(?:json\.loads|orjson\.loads|ujson\.loads|JSON\.parse)$/
const RAW = /^(?:text|body|read|get_data|raw)$/
/** Whoever asks for the type of a body, wherever that is. */
const ASKS =
  /content[-_]?type["'`\])]*\s*(?:!==?|===?|not\s+in\b|in\b)|content[-_]?type[^\n]{0,80}(?:startswith|includes|match|\.test|indexOf|regex)|(?:startswith|includes|\.match|\.test)\([^)\n]*(?:application\/json|content[-_]?type)|\.is\(\s*["'`](?:application\/)?json|\bis_json\b|\b415\b|UNSUPPORTED_MEDIA|UnsupportedMediaType|mimetype\s*[!=]=/i
/** A message that is signed is whose it says, under whatever type it comes. */
const SIGNED = /signature|hmac|webhook|digest/i

/** Bodies that are taken for JSON whatever their type says: what checks and filters by the type does not see them, and a form of a foreign page may send them. */
export const anyBodyType: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  if (PARSER.test(call.name) && takesOthers(context, call)) emit(context, call, 'the parser reads JSON of other types too')
  else if ((FORCED.test(call.name) || call.method === 'get_json') && isConstant(optionOf(context, call, 'force'), true)) {
    // A habit of the file, and not so many defects.
    const seen = forced.get(context) ?? new Set<string>()
    forced.set(context, seen)
    if (!seen.has(call.module.file)) emit(context, call, 'force=True reads JSON under any type')
    seen.add(call.module.file)
  }
}

const forced = new WeakMap<PatternContext, Set<string>>()

/** `json.loads(await request.text())`, of a service that asks for the type of no body. */
export function typelessBodies(context: PatternContext): void {
  const { reader } = context
  if (saysAnywhere(context, ASKS)) return
  const found = reader.calls.find((call) => PARSES.test(call.name) && isServed(reader, call.module.file) && isRawBody(reader, call))
  if (found !== undefined) emit(context, found, 'a body is parsed as JSON, and nothing asks for its type')
}

function emit(context: PatternContext, call: SeenCall, message: string): void {
  const own = context.routes.find(({ handler }) => handler?.function === call.function)?.fact
  context.emitCall(call, {
    kind: 'body-type-unasked',
    cwe: 436,
    message,
    ...(own === undefined ? {} : { details: { route: `${own.method} ${own.path}` } }),
    confidence: 'medium',
  })
}

/** `type: ['application/json', 'text/plain']`, `type: '*\/*'`, `type: () => true`. */
function takesOthers(context: PatternContext, call: SeenCall): boolean {
  const type = optionOf(context, call, 'type')
  if (type === undefined) return false
  if (type.kind === 'function')
    return type.function.blocks.every(
      ({ terminator }) => terminator.op !== 'return' || isConstant(context.reader.denoter.denote(type, terminator.src), true),
    )
  const names = type.kind === 'list' ? type.items.map(constantOf) : [constantOf(type)]
  return names.some(
    (name) => typeof name === 'string' && /^(?:text\/plain|text\/\*|\*\/\*|application\/x-www-form-urlencoded|text)$/i.test(name),
  )
}

function isRawBody(reader: Reader, call: SeenCall): boolean {
  const text = reader.textOf(call.module.file).slice(call.function.start, call.function.end)
  const [first] = call.call.args
  return first !== undefined && !SIGNED.test(text) && readsRaw(reader, call, first.value)
}

/** `await request.text()`, `await c.req.text()`, straight from the request. */
function readsRaw(reader: Reader, scope: Scope, slot: Slot): boolean {
  const read = callBehind(reader, scope, slot)
  if (read === null || !RAW.test(read.method) || read.call.receiver < 0) return false
  const behind = definitionBehind(scope, read.call.receiver)
  const holder = behind?.instruction.op === 'get' ? behind.instruction.object : read.call.receiver
  const { tags } = createTagReader(reader, new Map())
  return [read.call.receiver, holder].some((one) => (tags(read, one) & (REQUEST | CONTEXT)) !== 0)
}
