import { functionAt } from '../engine/program.ts'
import type { Module, Slot } from '../ir/ir.ts'
import { handlerOf, wrappersOf } from './handler-values.ts'
import { folderTemplate } from './path-template.ts'
import { pythonRoute } from './python-route.ts'
import { isServed, type Reader } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

const ROUTE_FILE = /(?:^|\/)server\/(api|routes)\/(.+?)(?:\.(get|post|put|patch|delete|head|options))?\.[cm]?[jt]s$/
const MIDDLEWARE_FILE = /(?:^|\/)server\/middleware\/[^/]+\.[cm]?[jt]s$/
const HANDLES_EVENT = /\b(?:define\w*Handler|eventHandler|\w*[hH]andler)\s*\(/

/** Nitro and Nuxt: the file is the path and names the method, its default export answers. */
export function readNitro(reader: Reader, nodes: Map<string, RouterNode>): void {
  const node: RouterNode = {
    key: 'nitro:application',
    framework: 'h3',
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: (path) => folderTemplate(path.split('/').filter((part) => part !== '')),
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
  for (const module of reader.program.modules) {
    if (module.language !== 'javascript' || !isServed(reader, module.file)) continue
    const file = ROUTE_FILE.exec(module.file)
    const slot = file === null && !MIDDLEWARE_FILE.test(module.file) ? -1 : defaultExport(module)
    if (slot < 0 || !HANDLES_EVENT.test(reader.textOf(module.file))) continue
    const scope = { module, function: functionAt(module, 0) }
    if (file === null) node.uses.push({ path: '', attachment: { scope, slot, manner: 'returns' }, order: [0] })
    else readFile(reader, node, module, slot, { folder: file[1] ?? '', path: file[2] ?? '', method: file[3] ?? '' })
  }
  if (node.routes.length > 0) nodes.set(node.key, node)
}

function defaultExport({ exports }: Module): Slot {
  const found = exports.find((one) => one.kind === 'local' && one.name === 'default')
  return found?.kind === 'local' ? found.slot : -1
}

function readFile(
  reader: Reader,
  node: RouterNode,
  module: Module,
  slot: Slot,
  { folder, path, method }: { readonly folder: string; readonly path: string; readonly method: string },
): void {
  const scope = { module, function: functionAt(module, 0) }
  const handler = handlerOf(reader, scope, slot)
  if (handler === null) return
  node.routes.push(
    pythonRoute(reader, null, {
      framework: 'h3',
      methods: [method === '' ? 'ANY' : method.toUpperCase()],
      path: `/${folder === 'api' ? 'api/' : ''}${path.replace(/(?:^|\/)index$/, '')}`,
      handler,
      attachments: wrappersOf(reader, scope, slot),
    }),
  )
}
