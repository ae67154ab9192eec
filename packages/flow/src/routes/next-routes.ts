import { functionAt } from '../engine/program.ts'
import type { Module, Slot } from '../ir/ir.ts'
import { handlerOf } from './handler-values.ts'
import { folderTemplate, type PathTemplate } from './path-template.ts'
import { isServed, placeAt, placeOfFunction, type Reader, stringsOf } from './reader.ts'
import type { FoundRoute, RouterNode } from './router-graph.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** Next: the folder is the path, the exported name is the method. */
export function readNext(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter((module) => module.language === 'javascript' && isServed(reader, module.file))
  const node: RouterNode = {
    key: 'next:application',
    framework: 'next',
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: (path): PathTemplate => folderTemplate(path.split('/').filter((part) => part !== '')),
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
  for (const module of modules) {
    const route = /(?:^|\/)app\/((?:.*\/)?)route\.[cm]?[jt]sx?$/.exec(module.file)
    const page = /(?:^|\/)pages\/(api\/.*)\.[cm]?[jt]sx?$/.exec(module.file)
    if (route !== null) readRouteFile(reader, node, module, `/${route[1] ?? ''}`)
    else if (page !== null) readPage(reader, node, module, `/${(page[1] ?? '').replace(/\/index$/, '')}`)
    else if (/(?:^|\/)(?:src\/)?middleware\.[cm]?[jt]s$/.test(module.file) && module.imports.some((one) => one.from.startsWith('next')))
      readMiddleware(reader, node, module)
  }
  if (node.routes.length > 0) nodes.set(node.key, node)
}

function readRouteFile(reader: Reader, node: RouterNode, module: Module, path: string): void {
  for (const exported of module.exports) {
    if (exported.kind === 'local' && METHODS.has(exported.name))
      node.routes.push(makeRoute(reader, module, exported.slot, exported.name, path))
  }
}

function readPage(reader: Reader, node: RouterNode, module: Module, path: string): void {
  for (const exported of module.exports)
    if (exported.kind === 'local' && exported.name === 'default') node.routes.push(makeRoute(reader, module, exported.slot, 'ANY', path))
}

function makeRoute(reader: Reader, module: Module, slot: Slot, method: string, path: string): FoundRoute {
  const scope = { module, function: functionAt(module, 0) }
  const handler = handlerOf(reader, scope, slot)
  return {
    framework: 'next',
    methods: [method],
    path,
    place: handler === null ? placeAt(reader, scope, 0, 1) : placeOfFunction(reader, handler),
    handler,
    handlerName: handler?.function.name ?? method,
    owner: null,
    attachments: wrapperOf(scope, slot),
    guards: [],
    rateLimits: [],
    parameters: [],
    body: null,
    responseSchema: null,
    csrf: null,
    isPublic: false,
    order: [0],
    confidence: 'high',
  }
}

/** `export const POST = withAuth(async (req) => ...)`: the wrapper may guard. */
function wrapperOf(
  scope: { readonly module: Module; readonly function: ReturnType<typeof functionAt> },
  slot: Slot,
): FoundRoute['attachments'] {
  for (const block of scope.function.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'move' && instruction.dst === slot) return wrapperOf(scope, instruction.src)
      if (instruction.op === 'call' && instruction.dst === slot && instruction.callee >= 0)
        return [{ scope, slot: instruction.callee, manner: 'wrapper' }]
    }
  }
  return []
}

/** `middleware.ts` runs before what its matcher names, else before everything. */
function readMiddleware(reader: Reader, node: RouterNode, module: Module): void {
  const scope = { module, function: functionAt(module, 0) }
  const found = module.exports.find(
    (exported) => exported.kind === 'local' && (exported.name === 'middleware' || exported.name === 'default'),
  )
  if (found?.kind !== 'local') return
  const config = reader.denoter.exported(module, 'config')
  const matcher = config.kind === 'dict' ? config.entries.get('matcher') : undefined
  const paths =
    matcher === undefined
      ? ['']
      : stringsOf(matcher).map((path) => (path.startsWith('/((?!') ? '' : path.replace(/\/?(?::\w+[*+]|\(\.\*\)).*$/, '')))
  for (const path of paths.length > 0 ? paths : [''])
    node.uses.push({ path, attachment: { scope, slot: found.slot, manner: 'returns' }, order: [0] })
}
