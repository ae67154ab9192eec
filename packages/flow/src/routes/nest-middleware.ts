import type { Denotation } from '../engine/denotation.ts'
import { dictEntries, flatten } from './handler-values.ts'
import { callBehind, isServed, nameOf, positionalArguments, type Reader, type SeenCall, stringAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** `consumer.apply(A, B).exclude('health').forRoutes(OrdersController, 'files', { path: 'users', method: RequestMethod.POST })`. */
export interface MiddlewareUse {
  readonly attachments: readonly Attachment[]
  readonly covers: readonly Target[]
  readonly leaves: readonly Target[]
}

type Target =
  | { readonly kind: 'controller'; readonly name: string; readonly file: string }
  | { readonly kind: 'path'; readonly pattern: RegExp; readonly method: string | null }

export function readMiddleware(reader: Reader): readonly MiddlewareUse[] {
  const found: MiddlewareUse[] = []
  for (const call of reader.calls) {
    if (call.method !== 'forRoutes' || call.module.language !== 'javascript' || !isServed(reader, call.module.file)) continue
    const leaves: Target[] = []
    for (let at = before(reader, call); at !== null; at = before(reader, at)) {
      if (at.method === 'exclude') leaves.push(...targetsOf(reader, at, false))
      if (at.method !== 'apply') continue
      const scope = at
      const slots = flatten(reader, scope, positionalArguments(scope.call))
      found.push({ attachments: slots.map((slot) => ({ scope, slot, manner: 'next' })), covers: targetsOf(reader, call, true), leaves })
      break
    }
  }
  return found
}

function before(reader: Reader, call: SeenCall): SeenCall | null {
  return call.call.receiver < 0 ? null : callBehind(reader, call, call.call.receiver)
}

function targetsOf(reader: Reader, call: SeenCall, isPrefix: boolean): readonly Target[] {
  return flatten(reader, call, positionalArguments(call.call)).flatMap((slot): readonly Target[] => {
    const denoted = reader.denoter.denote(call, slot)
    if (denoted.kind === 'class') return [{ kind: 'controller', name: denoted.class.name, file: denoted.module.file }]
    const path = stringAt(reader, call, slot)
    if (path !== null) return [{ kind: 'path', pattern: nestPattern(path, isPrefix), method: null }]
    const entries = dictEntries(call, slot)
    const named = entries.find(({ key }) => key === 'path')
    const own = named === undefined ? null : stringAt(reader, named.scope, named.value)
    if (own === null) return []
    const method = entries.find(({ key }) => key === 'method')
    const verb = method === undefined ? null : verbOf(reader.denoter.denote(method.scope, method.value))
    return [{ kind: 'path', pattern: nestPattern(own, isPrefix && verb === null), method: verb }]
  })
}

function verbOf(denoted: Denotation): string | null {
  const verb = /RequestMethod\.(\w+)$/.exec(nameOf(denoted))?.[1] ?? 'ALL'
  return verb === 'ALL' ? null : verb
}

/** A path as Nest and path-to-regexp take it: `files/:id`, `files/*path`, `(.*)`; as a prefix it covers what lies below. */
export function nestPattern(path: string, isPrefix: boolean): RegExp {
  const parts = path
    .replace(/^\/+|\/+$/g, '')
    .split(/(\/?\{\/?\*\w*\}|\(\.\*\)|\/?\*\w*|:\w+(?:\([^)]*\))?)/)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : part.startsWith(':') ? '[^/]+' : '.*'))
  return new RegExp(`^/?${parts.join('')}${isPrefix ? '(?:/|$)' : '/?$'}`, 'i')
}

/** Whether a middleware sees the requests of a route, by its path without the prefix of the application. */
export function isCovered(
  use: MiddlewareUse,
  route: { readonly path: string; readonly method: string; readonly owner: string; readonly file: string },
): boolean {
  const fits = (target: Target): boolean =>
    target.kind === 'controller'
      ? target.name === route.owner && target.file === route.file
      : target.pattern.test(route.path) && (target.method === null || target.method === route.method)
  return use.covers.some(fits) && !use.leaves.some(fits)
}
