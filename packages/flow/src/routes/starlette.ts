import { viewBases, viewMethods } from './class-views.ts'
import { decoratorWrappers, pythonRoute } from './python-route.ts'
import { itemsMade, nodesOfArgument, type PythonWalk, wrappedFunction } from './python-routers.ts'
import { callBehind, namedArgument, positionalArguments, type SeenCall, type SlotRef, stringAt, stringsAt } from './reader.ts'
import type { Attachment, Order, RouterNode } from './router-graph.ts'

const MAX_DEPTH = 6
const FIRST: Order = [0]

/** The lists that `Starlette(...)`, `Router(...)` and `FastAPI(...)` are given: routes, and middleware from the outside in. */
export function readStarletteLists(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  for (const item of itemsMade(walk.reader, call, namedArgument(call.call.args, 'routes'))) readRoute(walk, node, item, '', [], 0)
  for (const attachment of middlewareOf(walk, call)) node.uses.push({ path: '', attachment, order: FIRST })
}

/** `middleware=[Middleware(AuthMiddleware, key=...)]`. */
function middlewareOf(walk: PythonWalk, call: SeenCall): readonly Attachment[] {
  return itemsMade(walk.reader, call, namedArgument(call.call.args, 'middleware')).flatMap((item): readonly Attachment[] => {
    const made = callBehind(walk.reader, item.scope, item.slot)
    const slot = made === null ? -1 : (positionalArguments(made.call)[0] ?? namedArgument(made.call.args, 'cls'))
    return made === null || slot < 0 ? [] : [{ scope: made, slot, manner: 'next' }]
  })
}

/** `Route('/x', endpoint, methods=[...])` and `Mount('/y', routes=[...])`, or a Mount of another application. */
function readRoute(walk: PythonWalk, node: RouterNode, item: SlotRef, prefix: string, above: readonly Attachment[], depth: number): void {
  const { reader } = walk
  const call = callBehind(reader, item.scope, item.slot)
  if (call === null || depth > MAX_DEPTH) return
  const [pathSlot, second] = positionalArguments(call.call)
  const path = stringAt(reader, call, pathSlot ?? namedArgument(call.call.args, 'path'))
  if (path === null) return
  const attachments = [...above, ...middlewareOf(walk, call)]
  if (/\.Mount$/.test(call.name)) {
    for (const child of itemsMade(reader, call, namedArgument(call.call.args, 'routes')))
      readRoute(walk, node, child, prefix + path, attachments, depth + 1)
    const app = second ?? namedArgument(call.call.args, 'app')
    for (const child of app < 0 ? [] : nodesOfArgument(walk, call, app))
      if (child !== node) node.mounts.push({ child: child.key, prefix: prefix + path, attachments, order: FIRST })
    return
  }
  if (!/\.Route$/.test(call.name)) return
  const slot = second ?? namedArgument(call.call.args, 'endpoint')
  if (slot >= 0) addEndpoint(walk, node, call, slot, prefix + path, attachments)
}

function addEndpoint(walk: PythonWalk, node: RouterNode, call: SeenCall, slot: number, path: string, above: readonly Attachment[]): void {
  const { reader } = walk
  const view = reader.denoter.denote(call, slot)
  if (view.kind === 'class' && viewBases(reader, view.module, view.class).some((name) => /\.HTTPEndpoint$/.test(name))) {
    for (const { verb, method } of viewMethods(reader, view.module, view.class)) {
      const attachments = [...above, ...decoratorWrappers(view.module, view.class), ...decoratorWrappers(method.module, method.function)]
      const owner = { module: view.module, class: view.class }
      node.routes.push(pythonRoute(reader, null, { framework: 'starlette', methods: [verb], path, handler: method, attachments, owner }))
    }
    return
  }
  const { target, wrappers } = wrappedFunction(reader, call, slot)
  const own = target === null ? [] : decoratorWrappers(target.module, target.function)
  const given = stringsAt(reader, call, namedArgument(call.call.args, 'methods')).map((method) => method.toUpperCase())
  const methods = given.length > 0 ? given : ['GET']
  node.routes.push(
    pythonRoute(reader, call, { framework: 'starlette', methods, path, handler: target, attachments: [...above, ...wrappers, ...own] }),
  )
}
