import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { viewMethods } from './class-views.ts'
import { braceTemplate } from './path-template.ts'
import { decoratorWrappers, pythonRoute } from './python-route.ts'
import {
  addPythonNode,
  attachmentsOf,
  decoratorCall,
  importsAny,
  itemsMade,
  nodesOfArgument,
  type PythonWalk,
  pythonCalls,
  pythonModules,
  pythonNode,
  pythonNodeAt,
  wrappedFunction,
} from './python-routers.ts'
import { callBehind, decoratorsOf, namedArgument, positionalArguments, type Reader, type SeenCall, siteKey, stringAt } from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const MAKERS = new Map(
  Object.entries({
    'aiohttp.web.Application()': { framework: 'aiohttp', isApplication: true },
    'aiohttp.web.RouteTableDef()': { framework: 'aiohttp', isApplication: false },
  }),
)

const VERBS = tableOf<string>({
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  head: 'HEAD',
  options: 'OPTIONS',
})
const ADDS = /^add_(get|post|put|patch|delete|head|options|route|view)$/
const DEFINES = /^aiohttp\.web\.(get|post|put|patch|delete|head|options|route|view)$/

/** aiohttp: the router of an application, route tables, class views, applications below a prefix, middlewares. */
export function readAiohttp(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^aiohttp\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: braceTemplate }
  const calls = pythonCalls(reader)
  for (const call of calls) {
    const kind = MAKERS.get(`${call.name}()`)
    if (kind === undefined) continue
    const node = addPythonNode(walk, siteKey(call), kind.framework, kind.isApplication, '')
    for (const { scope, slot } of itemsMade(reader, call, namedArgument(call.call.args, 'middlewares')))
      node.uses.push({ path: '', attachment: { scope, slot, manner: 'next' }, order: [0] })
  }
  for (const call of calls) readCall(walk, call)
  for (const module of pythonModules(reader))
    for (const decorated of [...module.functions, ...module.classes])
      if (decorated.decorators.length > 0) readDecorated(walk, module, decorated)
}

function readCall(walk: PythonWalk, call: SeenCall): void {
  const { reader } = walk
  if (call.call.receiver < 0 || call.call.isDecorator) return
  const { method } = call
  const positional = positionalArguments(call.call)
  if (ADDS.test(method)) {
    const node = routerAt(walk, call, call.call.receiver) ?? guessed(walk, call)
    if (node !== null) addRoute(walk, node, call, method.slice('add_'.length))
  } else if (method === 'add_routes' && positional[0] !== undefined) {
    const node = routerAt(walk, call, call.call.receiver) ?? guessed(walk, call)
    if (node !== null) addRoutes(walk, node, call, positional[0])
  } else if (method === 'add_subapp') {
    const node = routerAt(walk, call, call.call.receiver)
    const prefix = stringAt(reader, call, positional[0] ?? -1)
    const child = positional[1] ?? namedArgument(call.call.args, 'subapp')
    if (node === null || prefix === null || child < 0) return
    for (const below of nodesOfArgument(walk, call, child))
      if (below !== node) node.mounts.push({ child: below.key, prefix, attachments: [], order: [0] })
  } else if (method === 'append' || method === 'extend') addMiddleware(walk, call, positional[0])
}

/** `app.middlewares.append(x)`. */
function addMiddleware(walk: PythonWalk, call: SeenCall, slot: Slot | undefined): void {
  if (slot === undefined || !/\.middlewares\.(?:append|extend)$/.test(call.name)) return
  const node = nodeOf(walk, walk.reader.denoter.denote(call, call.call.receiver), '.middlewares')
  const added = call.method === 'extend' ? itemsMade(walk.reader, call, slot) : [{ scope: call, slot }]
  for (const attachment of attachmentsOf(added, 'next')) node?.uses.push({ path: '', attachment, order: [0] })
}

/** The application itself, or its `router`. */
function routerAt(walk: PythonWalk, scope: Scope, slot: Slot): RouterNode | null {
  return nodeOf(walk, walk.reader.denoter.denote(scope, slot), '.router')
}

function nodeOf(walk: PythonWalk, denoted: Denotation, member: string): RouterNode | null {
  if (denoted.kind === 'library' && denoted.name.endsWith(`()${member}`))
    return pythonNode(walk, { ...denoted, name: denoted.name.slice(0, -member.length) })
  if (denoted.kind === 'parameter' && denoted.path === member) return pythonNode(walk, { ...denoted, path: '' })
  return pythonNode(walk, denoted)
}

/** `app.router.add_get(...)` on an application that somebody else makes. */
function guessed(walk: PythonWalk, call: SeenCall): RouterNode | null {
  const denoted = walk.reader.denoter.denote(call, call.call.receiver)
  if ((denoted.kind === 'library' && denoted.origin !== null) || !call.module.imports.some(({ from }) => /^aiohttp\b/.test(from)))
    return null
  return addPythonNode(walk, `${call.module.file}:guessed`, 'aiohttp', false, '')
}

/** `[web.get('/x', handler), ...]`, or a table of routes. */
function addRoutes(walk: PythonWalk, node: RouterNode, call: SeenCall, slot: Slot): void {
  for (const table of nodesOfArgument(walk, call, slot))
    if (table !== node) node.mounts.push({ child: table.key, prefix: '', attachments: [], order: [0] })
  for (const item of itemsMade(walk.reader, call, slot)) {
    const made = callBehind(walk.reader, item.scope, item.slot)
    const kind = DEFINES.exec(made?.name ?? '')?.[1]
    if (made !== null && kind !== undefined) addRoute(walk, node, made, kind)
  }
}

function addRoute(walk: PythonWalk, node: RouterNode, call: SeenCall, kind: string): void {
  const { reader } = walk
  const positional = positionalArguments(call.call)
  const isNamed = kind === 'route'
  const path = stringAt(reader, call, positional[isNamed ? 1 : 0] ?? namedArgument(call.call.args, 'path'))
  const slot = positional[isNamed ? 2 : 1] ?? namedArgument(call.call.args, 'handler')
  if (path === null || slot < 0) return
  const view = reader.denoter.denote(call, slot)
  if (view.kind === 'class') {
    addView(walk, node, path, view.module, view.class)
    return
  }
  const { target, wrappers } = wrappedFunction(reader, call, slot)
  const own = target === null ? [] : decoratorWrappers(target.module, target.function)
  const attachments = [...wrappers, ...own]
  node.routes.push(
    pythonRoute(reader, call, { framework: 'aiohttp', methods: [verbOf(walk, call, kind)], path, handler: target, attachments }),
  )
}

function verbOf({ reader }: PythonWalk, call: SeenCall, kind: string): string {
  const verb = VERBS[kind]
  if (verb !== undefined) return verb
  const given = stringAt(reader, call, positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'method'))
  return given === null || given === '*' || kind === 'view' ? 'ANY' : given.toUpperCase()
}

function addView(walk: PythonWalk, node: RouterNode, path: string, module: Module, owner: IrClass): void {
  for (const { verb, method } of viewMethods(walk.reader, module, owner)) {
    const attachments: Attachment[] = [...decoratorWrappers(module, owner), ...decoratorWrappers(method.module, method.function)]
    const found = { framework: 'aiohttp', methods: [verb], path, handler: method, attachments, owner: { module, class: owner } }
    node.routes.push(pythonRoute(walk.reader, null, found))
  }
}

/** `@routes.get('/x')` above a function, `@routes.view('/x')` above a class. */
function readDecorated(walk: PythonWalk, module: Module, decorated: Module['functions'][number] | IrClass): void {
  const { reader } = walk
  const decorators = decoratorsOf(module, decorated)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(reader, decorator)
    if (call === null || call.call.receiver < 0 || !/\.RouteTableDef\(\)\.\w+$/.test(call.name)) return
    const node = pythonNodeAt(walk, call, call.call.receiver)
    const positional = positionalArguments(call.call)
    const path = stringAt(reader, call, positional[call.method === 'route' ? 1 : 0] ?? namedArgument(call.call.args, 'path'))
    if (node === null || path === null) return
    if ('members' in decorated) {
      addView(walk, node, path, module, decorated)
      return
    }
    const attachments = attachmentsOf(decorators.slice(index + 1), 'wrapper')
    const handler = { module, function: decorated }
    const methods = [verbOf(walk, call, call.method)]
    node.routes.push(pythonRoute(reader, call, { framework: 'aiohttp', methods, path, handler, attachments }))
  })
}
