import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { dictEntries, flatten, handlerOf } from './handler-values.ts'
import { braceTemplate } from './path-template.ts'
import { pythonRoute } from './python-route.ts'
import { entryOf, isConstant, isServed, placeAt, placeOfCall, type Reader, stringsOf } from './reader.ts'
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'

/** hapi: routes are objects, wherever they are written, that a server or a plugin is given. */
export function readHapi(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter((module) => module.language === 'javascript' && isServed(reader, module.file))
  if (!modules.some(({ imports }) => imports.some(({ from }) => /^(?:@hapi\/hapi|hapi)$/.test(from)))) return
  const byDefault = defaultGuards(reader)
  const node = hapiNode()
  for (const module of modules) {
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const { instructions } of fn.blocks)
        for (const one of instructions) {
          if (one.op !== 'dict') continue
          const keys = new Set(one.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.key] : [])))
          if (keys.has('method') && keys.has('path') && (keys.has('handler') || keys.has('options') || keys.has('config')))
            readRoute(reader, node, scope, one.dst, { start: one.start, end: one.end }, byDefault)
        }
    }
  }
  if (node.routes.length > 0) nodes.set(node.key, node)
}

function hapiNode(): RouterNode {
  return {
    key: 'hapi:application',
    framework: 'hapi',
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: (path) => braceTemplate(path.replace(/[?*]\d*\}/g, '}')),
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
}

/** `server.auth.default('jwt')`, with the scope that everybody needs. */
function defaultGuards(reader: Reader): readonly GuardFact[] {
  return reader.calls.flatMap((call): readonly GuardFact[] => {
    if (call.method !== 'default' || call.module.language !== 'javascript' || !isServed(reader, call.module.file)) return []
    const text = reader.textOf(call.module.file).slice(call.call.start, call.call.end)
    if (!/\bauth\s*\.\s*default\s*\(/.test(text)) return []
    const given = reader.denoter.argument(call, call.call, 0)
    const place = placeOfCall(reader, call)
    const guard: GuardFact = { kind: 'authentication', name: 'auth.default', place, level: 'application', proof: 'refuses' }
    if (mayBeMissing(given)) return []
    return asksScope(given) ? [guard, { ...guard, kind: 'role', name: 'auth.default scope' }] : [guard]
  })
}

/** `mode: 'try'` and `'optional'` let strangers in. */
function mayBeMissing(auth: Denotation | null | undefined): boolean {
  const mode = entryOf(auth ?? null, 'mode')
  return isConstant(mode, 'try') || isConstant(mode, 'optional')
}

function asksScope(auth: Denotation | null | undefined): boolean {
  const access = entryOf(auth ?? null, 'access')
  const scope = entryOf(auth ?? null, 'scope') ?? entryOf(access?.kind === 'list' ? (access.items[0] ?? null) : (access ?? null), 'scope')
  return scope !== undefined && !isConstant(scope, false)
}

function readRoute(
  reader: Reader,
  node: RouterNode,
  scope: Scope,
  slot: Slot,
  { start, end }: { readonly start: number; readonly end: number },
  byDefault: readonly GuardFact[],
): void {
  const denoted = reader.denoter.denote(scope, slot)
  const path = entryOf(denoted, 'path')
  const method = entryOf(denoted, 'method')
  if (path?.kind !== 'constant' || typeof path.value !== 'string' || method === undefined) return
  const methods = stringsOf(method).map((word) => (word === '*' ? 'ANY' : word.toUpperCase()))
  const entries = dictEntries(scope, slot)
  const options = entries.find(({ key }) => key === 'options' || key === 'config')
  const inner = options === undefined ? [] : dictEntries(options.scope, options.value)
  const handlerEntry = entries.find(({ key }) => key === 'handler') ?? inner.find(({ key }) => key === 'handler')
  if (methods.length === 0 || handlerEntry === undefined) return
  const handler = handlerOf(reader, handlerEntry.scope, handlerEntry.value)
  const auth = entryOf(entryOf(denoted, 'options') ?? entryOf(denoted, 'config') ?? null, 'auth')
  const place = placeAt(reader, scope, start, end)
  const route = pythonRoute(reader, null, {
    framework: 'hapi',
    methods,
    path: path.value,
    handler,
    attachments: inner.flatMap((entry) => (entry.key === 'pre' ? prerequisites(reader, entry.scope, entry.value) : [])),
  })
  const found: FoundRoute = { ...route, place, guards: guardsOf(auth, place, byDefault), confidence: handler === null ? 'medium' : 'high' }
  node.routes.push(found)
}

function guardsOf(auth: Denotation | undefined, place: GuardFact['place'], byDefault: readonly GuardFact[]): readonly GuardFact[] {
  if (isConstant(auth, false) || mayBeMissing(auth)) return []
  const isOwn =
    auth?.kind === 'constant' || entryOf(auth ?? null, 'strategy') !== undefined || entryOf(auth ?? null, 'strategies') !== undefined
  const asks: GuardFact = { kind: 'authentication', name: 'auth', place, level: 'route', proof: 'refuses' }
  return [...(isOwn ? [asks] : byDefault), ...(asksScope(auth) ? [{ ...asks, kind: 'role' as const, name: 'auth.scope' }] : [])]
}

/** `pre: [{ method: asksOwner }, loads]`. */
function prerequisites(reader: Reader, scope: Scope, slot: Slot): readonly Attachment[] {
  return flatten(reader, scope, [slot]).flatMap((item): readonly Attachment[] => {
    const method = dictEntries(scope, item).find(({ key }) => key === 'method')
    if (method !== undefined) return [{ scope: method.scope, slot: method.value, manner: 'returns' }]
    return definitionsOf(scope.module, scope.function, item).length > 0 ? [{ scope, slot: item, manner: 'returns' }] : []
  })
}
