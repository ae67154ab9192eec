import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { callBehind, entryOf, type Reader, type SeenCall } from './reader.ts'
import { schemaFact } from './schemas.ts'

/** Beyond so many rows an upper bound says what fits into the type, and not how many may be asked for. */
const MOST_ROWS = 100_000
const REGISTERS = /^(?:get|query|all|route|on|use)$/
const OF_QUERY = ['querystring', 'query', 'querySchema'] as const

const registered = new WeakMap<Reader, ReadonlyMap<IrFunction, readonly SeenCall[]>>()

/**
 * Whether a schema that is registered beside the handler caps a value of the query, wherever it was written:
 * `app.get('/notes', { schema: { querystring: queries.page } }, handler)`, `router.get('/notes', validate({ query: page }), handler)`.
 */
export function isCappedBySchema(reader: Reader, scope: Scope, key: string): boolean {
  for (let fn = scope.function; fn.index !== 0; fn = functionAt(scope.module, Math.max(fn.parent, 0))) {
    const calls = registrationsIn(reader).get(fn) ?? []
    if (calls.some((call) => schemasBeside(reader, call).some((schema) => caps(reader, schema, key)))) return true
  }
  return false
}

function caps(reader: Reader, schema: Denotation, key: string): boolean {
  const maximum = schemaFact(reader, schema)?.fields.find(({ name }) => name === key)?.value?.maximum
  return maximum !== undefined && maximum <= MOST_ROWS
}

function schemasBeside(reader: Reader, call: SeenCall): readonly Denotation[] {
  return call.call.args.flatMap(({ value }) => {
    const made = callBehind(reader, call, value)
    const given = made === null ? [] : made.call.args.map((argument) => reader.denoter.denote(made, argument.value))
    return [reader.denoter.denote(call, value), ...given].flatMap(ofQuery)
  })
}

function ofQuery(denoted: Denotation): readonly Denotation[] {
  const inside = denoted.kind === 'dict' ? [denoted, entryOf(denoted, 'schema') ?? null] : []
  const named = inside.flatMap((one) => OF_QUERY.flatMap((key) => entryOf(one, key) ?? []))
  return denoted.kind === 'library' ? [denoted] : named
}

/** The calls that are given a function as the handler of a path, itself or as an entry of their options. */
function registrationsIn(reader: Reader): ReadonlyMap<IrFunction, readonly SeenCall[]> {
  const known = registered.get(reader)
  if (known !== undefined) return known
  const found = new Map<IrFunction, SeenCall[]>()
  for (const call of reader.calls) {
    if (call.module.language !== 'javascript' || call.call.receiver < 0 || !REGISTERS.test(call.method)) continue
    for (const { value } of call.call.args) {
      const denoted = reader.denoter.denote(call, value)
      const handler = denoted.kind === 'dict' ? denoted.entries.get('handler') : denoted
      if (handler?.kind === 'function') found.set(handler.function, [...(found.get(handler.function) ?? []), call])
    }
  }
  registered.set(reader, found)
  return found
}
