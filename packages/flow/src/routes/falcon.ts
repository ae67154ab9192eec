import type { IrClass, Module } from '../ir/ir.ts'
import { memberFunction } from './class-views.ts'
import { braceTemplate } from './path-template.ts'
import { decoratorWrappers, pythonRoute } from './python-route.ts'
import { addPythonNode, importsAny, itemsOf, type PythonWalk, pythonCalls, pythonNodeAt } from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  type FunctionRef,
  namedArgument,
  positionalArguments,
  type Reader,
  type SeenCall,
  siteKey,
  stringAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const APPLICATION = { framework: 'falcon', isApplication: true }
const MAKERS = new Map(
  ['falcon.App()', 'falcon.API()', 'falcon.asgi.App()', 'falcon.app.App()'].map((name) => [name, APPLICATION] as const),
)
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const

/** Falcon: resources with `on_get` and its kin, `falcon.before` hooks, middleware with `process_request`. */
export function readFalcon(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^falcon\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: braceTemplate }
  const calls = pythonCalls(reader)
  for (const call of calls) if (MAKERS.has(`${call.name}()`)) declare(walk, call)
  for (const call of calls) {
    if (call.call.receiver < 0) continue
    if (call.method === 'add_route') readRoute(walk, call)
    else if (call.method === 'add_middleware') {
      const node = pythonNodeAt(walk, call, call.call.receiver)
      if (node !== null) addMiddleware(node, call, positionalArguments(call.call)[0] ?? -1)
    }
  }
}

function declare(walk: PythonWalk, call: SeenCall): void {
  const node = addPythonNode(walk, siteKey(call), 'falcon', true, '')
  addMiddleware(node, call, namedArgument(call.call.args, 'middleware'))
}

/** One middleware, or a list of them. */
function addMiddleware(node: RouterNode, call: SeenCall, slot: number): void {
  if (slot < 0) return
  const listed = itemsOf(call, slot)
  for (const item of listed.length > 0 ? listed : [{ scope: call, slot }])
    node.uses.push({ path: '', attachment: { scope: item.scope, slot: item.slot, manner: 'returns-nothing' }, order: [0] })
}

/** `app.add_route('/notes/{id}', NoteResource(), suffix='one')`. */
function readRoute(walk: PythonWalk, call: SeenCall): void {
  const { reader } = walk
  const positional = positionalArguments(call.call)
  const path = stringAt(reader, call, positional[0] ?? namedArgument(call.call.args, 'uri_template'))
  const slot = positional[1] ?? namedArgument(call.call.args, 'resource')
  if (path === null || slot < 0) return
  const resource = reader.denoter.denote(call, slot)
  if (resource.kind !== 'instance' && resource.kind !== 'class') return
  const { module, class: owner } = resource
  const suffix = stringAt(reader, call, namedArgument(call.call.args, 'suffix'))
  const found = VERBS.flatMap((verb) => {
    const method = memberFunction(reader, module, owner, suffix === null ? `on_${verb}` : `on_${verb}_${suffix}`)
    return method === null ? [] : [{ verb: verb.toUpperCase(), method }]
  })
  if (found.length === 0) return
  const known = pythonNodeAt(walk, call, call.call.receiver)
  const node = known ?? addPythonNode(walk, `${call.module.file}:guessed`, 'falcon', false, '')
  for (const { verb, method } of found) {
    const attachments = hooksOf(reader, module, owner, method)
    const route = { framework: 'falcon', methods: [verb], path, handler: method, attachments, owner: { module, class: owner } }
    node.routes.push(pythonRoute(reader, null, route))
  }
}

/** `@falcon.before(authorize)` above a class or a method runs the hook; other decorators wrap. */
function hooksOf(reader: Reader, module: Module, owner: IrClass, method: FunctionRef): readonly Attachment[] {
  const decorators = [...decoratorsOf(module, owner), ...decoratorsOf(method.module, method.function)]
  const hooks = decorators.flatMap((decorator): readonly Attachment[] => {
    const call = callBehind(reader, decorator.scope, decorator.slot)
    if (call === null || !/^falcon\.(?:hooks\.)?(?:before|after)$/.test(call.name)) return []
    const hook = positionalArguments(call.call)[0]
    return hook === undefined || call.method === 'after' ? [] : [{ scope: call, slot: hook, manner: 'returns' }]
  })
  const isHook = ({ scope, slot }: Attachment): boolean => /^falcon\./.test(callBehind(reader, scope, slot)?.name ?? '')
  const wrappers = [...decoratorWrappers(module, owner), ...decoratorWrappers(method.module, method.function)]
  return [...hooks, ...wrappers.filter((wrapper) => !isHook(wrapper))]
}
