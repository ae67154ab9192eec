import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { classFieldItems, viewMethods } from './class-views.ts'
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
  callBehind,
  decoratorsOf,
  namedArgument,
  nameOf,
  positionalArguments,
  type Reader,
  type SeenCall,
  siteKey,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const MAKERS = new Map(
  Object.entries({
    'sanic.Sanic()': { framework: 'sanic', isApplication: true },
    'sanic.app.Sanic()': { framework: 'sanic', isApplication: true },
    'sanic.Sanic.get_app()': { framework: 'sanic', isApplication: true },
    'sanic.Blueprint()': { framework: 'sanic', isApplication: false },
    'sanic.blueprints.Blueprint()': { framework: 'sanic', isApplication: false },
    'sanic.Blueprint.group()': { framework: 'sanic', isApplication: false },
  }),
)
const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS' })
const HOOKS = new Set(['middleware', 'on_request'])

/** Sanic: applications, blueprints and groups of them, method views, request middleware. */
export function readSanic(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^sanic\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: suffixTemplate }
  const calls = pythonCalls(reader)
  for (const call of calls) declare(walk, call)
  for (const call of calls) readCall(walk, call)
  for (const module of pythonModules(reader)) {
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn)
  }
}

function declare(walk: PythonWalk, call: SeenCall): void {
  const kind = MAKERS.get(`${call.name}()`)
  if (kind === undefined) return
  const { reader } = walk
  const positional = positionalArguments(call.call)
  const prefix =
    stringAt(reader, call, namedArgument(call.call.args, 'url_prefix')) ??
    (call.method === 'Blueprint' ? stringAt(reader, call, positional[1] ?? -1) : null)
  addPythonNode(walk, siteKey(call), kind.framework, kind.isApplication, prefix ?? '')
}

function readCall(walk: PythonWalk, call: SeenCall): void {
  const { reader } = walk
  if (/Blueprint\.group$/.test(call.name)) {
    const group = walk.nodes.get(siteKey(call))
    if (group !== undefined) mount(walk, group, call, positionalArguments(call.call), '')
    return
  }
  if (call.call.receiver < 0 || call.call.isDecorator) return
  const positional = positionalArguments(call.call)
  if (!INTERESTING.has(call.method)) return
  const node = pythonNodeAt(walk, call, call.call.receiver)
  if (node === null) return
  if (call.method === 'blueprint' || call.method === 'append')
    mount(walk, node, call, positional.slice(0, 1), stringAt(reader, call, namedArgument(call.call.args, 'url_prefix')) ?? '')
  else if (call.method === 'add_route') addHandler(walk, node, call)
  else if (isRequestHook(reader, call, positional[1])) {
    const [slot] = positional
    if (slot !== undefined) node.uses.push({ path: '', attachment: { scope: call, slot, manner: 'returns-nothing' }, order: [0] })
  }
}

const INTERESTING = new Set(['blueprint', 'append', 'add_route', 'register_middleware'])

function isRequestHook(reader: Reader, call: SeenCall, slot: Slot | undefined): boolean {
  const when = stringAt(reader, call, slot ?? namedArgument(call.call.args, 'attach_to'))
  return when === null || when === 'request'
}

function mount(walk: PythonWalk, node: RouterNode, call: SeenCall, slots: readonly Slot[], prefix: string): void {
  for (const slot of slots) {
    const listed = itemsOf(call, slot)
    const children =
      listed.length > 0 ? listed.flatMap((item) => nodesOfArgument(walk, item.scope, item.slot)) : nodesOfArgument(walk, call, slot)
    for (const child of children) if (child !== node) node.mounts.push({ child: child.key, prefix, attachments: [], order: [0] })
  }
}

/** `app.add_route(handler, '/x', methods=['POST'])`, `app.add_route(View.as_view(), '/x')`. */
function addHandler(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  const { reader } = walk
  const positional = positionalArguments(call.call)
  const slot = positional[0] ?? namedArgument(call.call.args, 'handler')
  const path = stringAt(reader, call, positional[1] ?? namedArgument(call.call.args, 'uri'))
  if (path === null || slot < 0) return
  const view = callBehind(reader, call, slot)
  const owner = view?.method === 'as_view' && view.call.receiver >= 0 ? reader.denoter.denote(view, view.call.receiver) : null
  if (owner?.kind === 'class') {
    addView(walk, node, path, owner.module, owner.class)
    return
  }
  const { target, wrappers } = wrappedFunction(reader, call, slot)
  const own = target === null ? [] : decoratorWrappers(target.module, target.function)
  const methods = methodsOf(reader, call)
  node.routes.push(pythonRoute(reader, call, { framework: 'sanic', methods, path, handler: target, attachments: [...wrappers, ...own] }))
}

function addView(walk: PythonWalk, node: RouterNode, path: string, module: Module, owner: IrClass): void {
  const shared = attachmentsOf(classFieldItems(walk.reader, module, owner, 'decorators'), 'wrapper')
  for (const { verb, method } of viewMethods(walk.reader, module, owner)) {
    const attachments = [...shared, ...decoratorWrappers(method.module, method.function)]
    const found = { framework: 'sanic', methods: [verb], path, handler: method, attachments, owner: { module, class: owner } }
    node.routes.push(pythonRoute(walk.reader, null, found))
  }
}

function methodsOf(reader: Reader, call: SeenCall): readonly string[] {
  const verb = VERBS[call.method]
  if (verb !== undefined) return [verb]
  const given = stringsAt(reader, call, namedArgument(call.call.args, 'methods')).map((method) => method.toUpperCase())
  return given.length === 0 ? ['GET'] : given
}

function readFunction(walk: PythonWalk, module: Module, fn: IrFunction): void {
  const { reader } = walk
  const decorators = decoratorsOf(module, fn)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(reader, decorator)
    const bare = call === null ? reader.denoter.denote(decorator.scope, decorator.slot) : null
    const hook =
      call?.method ??
      nameOf(bare ?? { kind: 'unknown' })
        .split('.')
        .at(-1) ??
      ''
    if (HOOKS.has(hook)) {
      const site = bare?.kind === 'library' ? bare.origin : null
      const node = call === null ? (site === null ? null : (walk.nodes.get(siteKey(site)) ?? null)) : routerOf(walk, call)
      const isRequest = call === null || call.method === 'on_request' || isRequestHook(reader, call, positionalArguments(call.call)[0])
      if (isRequest)
        for (const attachment of attachedFunction({ module, function: fn }, 'returns-nothing'))
          node?.uses.push({ path: '', attachment, order: [0] })
      return
    }
    if (call === null || (call.method !== 'route' && VERBS[call.method] === undefined)) return
    const node = routerOf(walk, call)
    const path = stringAt(reader, call, positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'uri'))
    if (node === null || path === null) return
    const attachments: readonly Attachment[] = attachmentsOf(decorators.slice(index + 1), 'wrapper')
    const handler = { module, function: fn }
    node.routes.push(pythonRoute(reader, call, { framework: 'sanic', methods: methodsOf(reader, call), path, handler, attachments }))
  })
}

/** The router of `x.get('/path')`; a parameter that nobody passes counts in a module that uses Sanic. */
function routerOf(walk: PythonWalk, call: SeenCall): RouterNode | null {
  if (call.call.receiver < 0) return null
  const denoted = walk.reader.denoter.denote(call, call.call.receiver)
  const known = pythonNodeAt(walk, call, call.call.receiver)
  if (known !== null) return known
  if (denoted.kind !== 'parameter' || !call.module.imports.some(({ from }) => /^sanic\b/.test(from))) return null
  return addPythonNode(walk, `${call.module.file}:guessed`, 'sanic', false, '')
}
