import type { IrFunction, Module, Slot } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { suffixTemplate } from './path-template.ts'
import { attachedFunction, decoratorWrappers, pythonRoute } from './python-route.ts'
import {
  addPythonNode,
  attachmentsOf,
  decoratorCall,
  importsAny,
  itemsOf,
  nodesOfArgument,
  type PythonWalk,
  pythonCalls,
  pythonModules,
  pythonNodeAt,
  wrappedFunction,
} from './python-routers.ts'
import {
  decoratorsOf,
  namedArgument,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  siteKey,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const MAKERS = new Map(
  ['bottle.Bottle()', 'bottle.default_app()', 'bottle.app()'].map((name) => [name, { framework: 'bottle', isApplication: true }] as const),
)
const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' })
/** The routes of the module's own functions belong to one application that nobody makes. */
const DEFAULT = 'bottle:default'

/** Bottle: the default application and others, mounts, hooks, plugins given to `apply`. */
export function readBottle(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^bottle\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: suffixTemplate }
  const calls = pythonCalls(reader)
  for (const call of calls) {
    if (call.name === 'bottle.Bottle') addPythonNode(walk, siteKey(call), 'bottle', true, '')
    else if (MAKERS.has(`${call.name}()`)) walk.nodes.set(siteKey(call), defaultNode(walk))
  }
  for (const call of calls) readCall(walk, call)
  for (const module of pythonModules(reader)) {
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn)
  }
}

function defaultNode(walk: PythonWalk): RouterNode {
  return addPythonNode(walk, DEFAULT, 'bottle', true, '')
}

/** The application of `app.route(...)`, `bottle.route(...)` or a bare `route(...)`. */
function nodeOf(walk: PythonWalk, call: SeenCall): RouterNode | null {
  if (/^bottle\.[a-z_]+$/.test(call.name)) return defaultNode(walk)
  if (call.call.receiver < 0) return null
  const denoted = walk.reader.denoter.denote(call, call.call.receiver)
  const known = pythonNodeAt(walk, call, call.call.receiver)
  if (known !== null) return known
  if (denoted.kind !== 'parameter' || !call.module.imports.some(({ from }) => /^bottle\b/.test(from))) return null
  return addPythonNode(walk, `${call.module.file}:guessed`, 'bottle', false, '')
}

function readCall(walk: PythonWalk, call: SeenCall): void {
  const { reader } = walk
  if (call.call.isDecorator || !INTERESTING.has(call.method)) return
  const positional = positionalArguments(call.call)
  if (call.method === 'route') {
    const callback = positional[2] ?? namedArgument(call.call.args, 'callback')
    const node = callback < 0 ? null : nodeOf(walk, call)
    if (node === null) return
    const { target, wrappers } = wrappedFunction(reader, call, callback)
    const own = target === null ? [] : decoratorWrappers(target.module, target.function)
    addRoutes(walk, node, call, target, [...wrappers, ...own])
  } else if (call.method === 'mount' || call.method === 'merge') {
    const node = nodeOf(walk, call)
    const prefix = call.method === 'mount' ? stringAt(reader, call, positional[0] ?? namedArgument(call.call.args, 'prefix')) : ''
    const child = positional[call.method === 'mount' ? 1 : 0]
    if (node === null || prefix === null || child === undefined) return
    for (const below of nodesOfArgument(walk, call, child))
      if (below !== node) node.mounts.push({ child: below.key, prefix, attachments: [], order: [0] })
  } else {
    const [slot] = positional
    const node = slot === undefined ? null : nodeOf(walk, call)
    if (node === null || slot === undefined) return
    const isHook = call.method === 'add_hook'
    const hook = isHook ? positional[1] : slot
    if (hook === undefined || (isHook && stringAt(reader, call, slot) !== 'before_request')) return
    node.uses.push({ path: '', attachment: { scope: call, slot: hook, manner: isHook ? 'returns' : 'wrapper' }, order: [0] })
  }
}

const INTERESTING = new Set(['route', 'mount', 'merge', 'install', 'add_hook'])

function readFunction(walk: PythonWalk, module: Module, fn: IrFunction): void {
  const { reader } = walk
  const decorators = decoratorsOf(module, fn)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(reader, decorator)
    if (call === null) return
    if (call.method === 'hook') {
      if (stringAt(reader, call, positionalArguments(call.call)[0] ?? -1) !== 'before_request') return
      const node = nodeOf(walk, call)
      for (const attachment of attachedFunction({ module, function: fn }, 'returns')) node?.uses.push({ path: '', attachment, order: [0] })
      return
    }
    if (call.method !== 'route' && VERBS[call.method] === undefined) return
    const node = nodeOf(walk, call)
    if (node === null) return
    const below = decorators.slice(index + 1).filter((other) => !isRoute(walk, other))
    addRoutes(walk, node, call, { module, function: fn }, attachmentsOf(below, 'wrapper'))
  })
}

function isRoute(walk: PythonWalk, ref: SlotRef): boolean {
  const call = decoratorCall(walk.reader, ref)
  return call !== null && (call.method === 'route' || VERBS[call.method] !== undefined) && nodeOf(walk, call) !== null
}

function addRoutes(
  walk: PythonWalk,
  node: RouterNode,
  call: SeenCall,
  handler: { readonly module: Module; readonly function: IrFunction } | null,
  attachments: readonly Attachment[],
): void {
  const { reader } = walk
  const slot: Slot = positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'path')
  const plugins = namedArgument(call.call.args, 'apply')
  const applied = plugins < 0 ? [] : itemsOf(call, plugins)
  const before = attachmentsOf(plugins >= 0 && applied.length === 0 ? [{ scope: call, slot: plugins }] : applied, 'wrapper')
  const methods = methodsOf(reader, call)
  for (const path of stringsAt(reader, call, slot))
    node.routes.push(pythonRoute(reader, call, { framework: 'bottle', methods, path, handler, attachments: [...before, ...attachments] }))
}

function methodsOf(reader: Reader, call: SeenCall): readonly string[] {
  const verb = VERBS[call.method]
  if (verb !== undefined) return [verb]
  const positional = positionalArguments(call.call)[1] ?? -1
  const named = namedArgument(call.call.args, 'method')
  const given = stringsAt(reader, call, named >= 0 ? named : positional).map((method) => method.toUpperCase())
  return given.length === 0 ? ['GET'] : given
}
