import { functionAt } from '../engine/program.ts'
import type { Module, Slot } from '../ir/ir.ts'
import { dictEntries, handlerOf, wrappersOf } from './handler-values.ts'
import { folderTemplate } from './path-template.ts'
import { pythonRoute } from './python-route.ts'
import { isServed, type Reader } from './reader.ts'
import type { FoundRoute, RouterNode } from './router-graph.ts'

/** A framework in which the place of a file is the path and the names that it exports are the methods. */
interface Place {
  readonly framework: string
  /** Packages of which the program imports one. */
  readonly packages: RegExp
  /** Whether the framework asks itself from which page a form was sent. */
  readonly asksOrigin: boolean
  /** The folders of the path that a file answers; null for files that answer nothing. */
  readonly foldersOf: (file: string) => readonly string[] | null
  /** The method for which a framework calls what is exported under a name. */
  readonly methodOf: (name: string) => string | null
  /** Files whose export of that name runs before all others. */
  readonly before: readonly [file: RegExp, name: string]
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '')

const SVELTEKIT: Place = {
  framework: 'sveltekit',
  packages: /^(?:@sveltejs\/kit|\$app\/|\$env\/|\.\/\$types)/,
  asksOrigin: true,
  foldersOf: (file) => {
    const found = /(?:^|\/)routes\/((?:.*\/)?)\+(?:server|page\.server)\.[cm]?[jt]s$/.exec(file)
    // `[id=integer]` names what is accepted.
    return found === null ? null : partsOf(found[1] ?? '').map((part) => part.replace(/=\w+(?=\])/, ''))
  },
  methodOf: (name) => (name === 'load' ? 'GET' : name === 'fallback' ? 'ANY' : METHODS.has(name) ? name : null),
  before: [/(?:^|\/)src\/hooks(?:\.server)?(?:\/index)?\.[cm]?[jt]s$/, 'handle'],
}

const REMIX: Place = {
  framework: 'remix',
  packages: /^(?:@remix-run\/|@react-router\/|react-router$)/,
  asksOrigin: false,
  foldersOf: (file) => {
    const found = /(?:^|\/)app\/routes\/(.+?)(?:\/route|\/index)?\.[cm]?[jt]sx?$/.exec(file)
    return found === null ? null : remixFolders(found[1] ?? '')
  },
  methodOf: (name) => (name === 'loader' ? 'GET' : name === 'action' ? 'POST' : null),
  before: [/(?:^|\/)app\/root\.[cm]?[jt]sx?$/, 'middleware'],
}

const ASTRO: Place = {
  framework: 'astro',
  packages: /^(?:astro$|astro:|astro\/)/,
  asksOrigin: true,
  foldersOf: (file) => {
    const found = /(?:^|\/)src\/pages\/(.+?)\.[cm]?[jt]s$/.exec(file)
    return found === null ? null : partsOf((found[1] ?? '').replace(/(?:^|\/)index$/, ''))
  },
  methodOf: (name) => (name === 'ALL' ? 'ANY' : METHODS.has(name) ? name : null),
  before: [/(?:^|\/)src\/middleware(?:\/index)?\.[cm]?[jt]s$/, 'onRequest'],
}

/** `notes.$id_.edit`, `_auth.login`, `sitemap[.]xml`: dots are slashes, `$` a parameter, what begins with `_` is no part of the path. */
function remixFolders(name: string): readonly string[] {
  const dot = String.fromCharCode(0)
  return name
    .replace(/\[([^\]]*)\]/g, (_, written: string) => written.replaceAll('.', dot))
    .split(/[./]/)
    .filter((part) => part !== '' && part !== 'index' && !part.startsWith('_'))
    .map((part) =>
      part
        .replace(/_$/, '')
        .replace(/^\((.*)\)$/, '$1')
        .replaceAll(dot, '.'),
    )
    .map((part) => (part === '$' ? '[...splat]' : part.startsWith('$') ? `[${part.slice(1)}]` : part))
}

/** SvelteKit, Remix with React Router, Astro: routes by the place of their file. */
export function readPageRoutes(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter((module) => module.language === 'javascript' && isServed(reader, module.file))
  for (const place of [SVELTEKIT, REMIX, ASTRO]) {
    if (!modules.some(({ imports }) => imports.some(({ from }) => place.packages.test(from)))) continue
    const node = nodeOf(place)
    for (const module of modules) {
      const folders = place.foldersOf(module.file)
      const [file, name] = place.before
      if (folders !== null) node.routes.push(...routesOf(reader, place, module, folders))
      else if (file.test(module.file)) runBefore(node, module, name)
    }
    if (node.routes.length > 0) nodes.set(node.key, node)
  }
}

function nodeOf({ framework, asksOrigin }: Place): RouterNode {
  return {
    key: `${framework}:application`,
    framework,
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: (path) => folderTemplate(partsOf(path)),
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: asksOrigin ? 'protected' : null,
  }
}

function routesOf(reader: Reader, place: Place, module: Module, folders: readonly string[]): readonly FoundRoute[] {
  const scope = { module, function: functionAt(module, 0) }
  const path = `/${folders.join('/')}`
  return module.exports.flatMap((exported) => {
    if (exported.kind !== 'local') return []
    // The actions of a page of SvelteKit are told apart by its query: `?/rename`.
    if (place === SVELTEKIT && exported.name === 'actions')
      return dictEntries(scope, exported.slot).flatMap((entry) => routeOf(reader, place, entry.scope.module, entry.value, 'POST', path))
    const method = place.methodOf(exported.name)
    return method === null ? [] : routeOf(reader, place, module, exported.slot, method, path)
  })
}

function routeOf(reader: Reader, { framework }: Place, module: Module, slot: Slot, method: string, path: string): readonly FoundRoute[] {
  const scope = { module, function: functionAt(module, 0) }
  const handler = handlerOf(reader, scope, slot)
  if (handler === null) return []
  return [pythonRoute(reader, null, { framework, methods: [method], path, handler, attachments: wrappersOf(reader, scope, slot) })]
}

function runBefore(node: RouterNode, module: Module, name: string): void {
  const found = module.exports.find((exported) => exported.kind === 'local' && exported.name === name)
  if (found?.kind !== 'local') return
  node.uses.push({
    path: '',
    attachment: { scope: { module, function: functionAt(module, 0) }, slot: found.slot, manner: 'returns' },
    order: [0],
  })
}
