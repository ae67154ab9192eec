import { definitionsOf } from '../engine/definitions.ts'
import type { RouteParameter } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { lambdasInside } from './body-reads.ts'
import { type FunctionRef, type Reader, stringAt } from './reader.ts'
import type { PlacedRoute } from './router-graph.ts'
import { CONTEXT, createTagReader, type Frame, REQUEST, type TagReader } from './value-tags.ts'

type Place = 'query' | 'cookie'

/** Names under which requests of frameworks keep the query and the cookies. */
const HOLDERS: Readonly<Record<string, Place>> = {
  GET: 'query',
  args: 'query',
  query: 'query',
  query_params: 'query',
  querystring: 'query',
  COOKIES: 'cookie',
  cookies: 'cookie',
}
const LOOKS_UP = /^(?:get|getlist|getAll|has|pop)$/
const MAX_NAMES = 30
const NAME = /^[\w.[\]-]{1,60}$/

/** Members that holders have beside the values of the caller. */
const OF_HOLDERS = new Set([
  ...'get getlist getAll has pop items keys values copy dict lists urlencode to_dict toString entries forEach length'.split(' '),
])

/** Methods of class views in which they read the address for those that are asked for. */
const STEPS = new Set([
  'get_queryset',
  'filter_queryset',
  'get_context_data',
  'get_object',
  'get_ordering',
  'get_paginate_by',
  'paginate_queryset',
  'dispatch',
  'setup',
])

/** Parameters of the query and cookies that a handler names when it reads them: `request.GET.get("q")`, `req.query.q`. */
export function readsAddress(reader: Reader, placed: PlacedRoute, frame: Frame): readonly RouteParameter[] {
  const tags = createTagReader(reader, frame)
  const found = new Map<string, RouteParameter>()
  const { handler, owner } = placed.route
  const functions = [...(handler === null ? [] : [handler]), ...stepsOf(owner)]
  for (const scope of functions.flatMap((each) => [each, ...lambdasInside(each)]))
    for (const { name, place } of readsIn(reader, tags, scope))
      if (NAME.test(name) && found.size < MAX_NAMES)
        found.set(`${place} ${name}`, { name, in: place, type: null, isRequired: false, isValidated: false, isRead: true })
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function stepsOf(owner: PlacedRoute['route']['owner']): readonly FunctionRef[] {
  if (owner === null) return []
  return owner.class.members.flatMap(({ name, kind, function: index }) => {
    const step = kind === 'method' && STEPS.has(name) ? owner.module.functions[index] : undefined
    return step === undefined ? [] : [{ module: owner.module, function: step }]
  })
}

function* readsIn(reader: Reader, tags: TagReader, scope: FunctionRef): Iterable<{ readonly name: string; readonly place: Place }> {
  for (const { instructions } of scope.function.blocks) {
    for (const instruction of instructions) {
      if (instruction.op === 'get') {
        const place = OF_HOLDERS.has(instruction.key) ? null : placeOf(tags, scope, instruction.object)
        if (place !== null) yield { name: instruction.key, place }
      } else if (instruction.op === 'index') {
        const place = placeOf(tags, scope, instruction.object)
        const name = place === null ? null : stringAt(reader, scope, instruction.index)
        if (place !== null && name !== null) yield { name, place }
      } else if (instruction.op === 'binary' && /^(?:not )?in$/.test(instruction.operator)) {
        const place = placeOf(tags, scope, instruction.right)
        const name = place === null ? null : stringAt(reader, scope, instruction.left)
        if (place !== null && name !== null) yield { name, place }
      }
    }
  }
  for (const { call, method } of reader.callsIn(scope.function)) {
    const name = call.args[0] === undefined ? null : stringAt(reader, scope, call.args[0].value)
    if (name === null || call.receiver < 0) continue
    const receiver = tags.tags(scope, call.receiver)
    // `c.req.query('q')` of Hono.
    const place = LOOKS_UP.test(method)
      ? placeOf(tags, scope, call.receiver)
      : method === 'query' && (receiver & REQUEST) !== 0
        ? 'query'
        : null
    if (place !== null) yield { name, place }
  }
}

/** What of the request a value is, as a whole; null for all else. */
function placeOf(tags: TagReader, scope: FunctionRef, slot: Slot, depth = 0): Place | null {
  if (slot < 0 || depth > 4) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') {
      const place = placeOf(tags, scope, instruction.src, depth + 1)
      if (place !== null) return place
    }
    const key = instruction.op === 'get' ? instruction.key : ''
    const place = Object.hasOwn(HOLDERS, key) ? HOLDERS[key] : undefined
    if (instruction.op === 'get' && place !== undefined && (tags.tags(scope, instruction.object) & (REQUEST | CONTEXT)) !== 0) return place
  }
  return null
}
