import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { BodyFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { dictEntries, flatten, possibleValues } from './handler-values.ts'
import type { Walk } from './javascript-nodes.ts'
import { callBehind, entryOf, type FunctionRef, nameOf, positionalArguments, type Reader, type SeenCall } from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'
import { schemaFact } from './schemas.ts'

export function limitWords(limit: Denotation & { kind: 'dict' }): string {
  const words: string[] = []
  for (const key of ['max', 'timeWindow']) {
    const value = limit.entries.get(key)
    if (value?.kind === 'constant') words.push(`${key} ${String(value.value)}`)
  }
  return words.join(', ') || 'rateLimit'
}

/** Fastify's ajv removes what a schema with `additionalProperties: false` does not name. */
export function fastifyBody(reader: Reader, schema: Denotation | undefined): BodyFact | null {
  const body = entryOf(schema ?? null, 'body')
  if (body === undefined) return null
  const fact = schemaFact(reader, body)
  if (fact === null)
    return body.kind === 'unknown'
      ? { name: 'schema', fields: [], extra: 'unknown' }
      : { name: nameOf(body) || 'schema', fields: [], extra: 'unknown' }
  return fact.name === 'JSON schema' && fact.extra === 'refused' ? { ...fact, extra: 'dropped' } : fact
}

export const HOOKS = new Set(['onRequest', 'preHandler', 'preValidation', 'preParsing', 'beforeHandler'])

/** Hooks among the options of a route; each stands as an entry of an object literal. */
export function hookSlots(reader: Reader, call: SeenCall, options: Denotation | null): readonly Attachment[] {
  if (options?.kind !== 'dict') return []
  const found: Attachment[] = []
  for (const slot of positionalArguments(call.call)) {
    for (const entry of dictEntries(call, slot)) {
      if (!HOOKS.has(entry.key)) continue
      for (const value of flatten(reader, entry.scope, [entry.value])) found.push({ scope: entry.scope, slot: value, manner: 'returns' })
    }
  }
  return found
}

export interface Plugin {
  readonly target: FunctionRef
  readonly isTransparent: boolean
}

/** The functions of plugins that a value may be, and whether `fastify-plugin` takes their encapsulation away. */
export function pluginFunctions(walk: Walk, scope: Scope, slot: Slot): readonly Plugin[] {
  const { reader } = walk
  return possibleValues(reader, scope, slot).flatMap((denoted): readonly Plugin[] => {
    if (denoted.kind === 'function') return [{ target: { module: denoted.module, function: denoted.function }, isTransparent: false }]
    const site = denoted.kind === 'library' ? denoted.origin : null
    const call = site === null ? callBehind(reader, scope, slot) : (reader.seenCall(site.call) ?? null)
    if (call === null || !/^fastify-plugin(?:\.fp|\.fastifyPlugin)?$/.test(call.name)) return []
    const first = positionalArguments(call.call)[0]
    return first === undefined ? [] : pluginFunctions(walk, call, first).map((inner) => ({ ...inner, isTransparent: true }))
  })
}

export function registerRateLimit(node: RouterNode, options: Denotation | null): void {
  const global = entryOf(options, 'global')
  if (global?.kind === 'constant' && global.value === false) return
  node.rateLimits.push(options?.kind === 'dict' ? limitWords(options) : '@fastify/rate-limit')
}
