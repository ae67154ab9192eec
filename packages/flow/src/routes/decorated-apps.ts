import type { GuardFact } from '../facts.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { braceTemplate, colonTemplate, converterTemplate, type PathTemplate } from './path-template.ts'
import { decoratorWrappers, pythonRoute } from './python-route.ts'
import {
  addPythonNode,
  attachmentsOf,
  decoratorCall,
  importsAny,
  nodesOfArgument,
  type PythonWalk,
  pythonCalls,
  pythonModules,
  pythonNodeAt,
} from './python-routers.ts'
import {
  decoratorsOf,
  isConstant,
  namedArgument,
  placeOfCall,
  placeOfFunction,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  siteKey,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { RouterNode } from './router-graph.ts'

/** A framework whose handlers stand below `@app.get(path)` and are otherwise plain functions. */
interface Decorated {
  readonly framework: string
  readonly packages: RegExp
  readonly applications: readonly string[]
  readonly routers: readonly string[]
  readonly template: (path: string) => PathTemplate
  /** Bare decorators of the package that belong to the only application: `@get("/")`. */
  readonly bare?: RegExp
  /** Whether a gateway before the function asks who calls, as its template says and the source does not. */
  readonly isBehindGateway?: boolean
}

const RESOLVERS = ['APIGatewayRestResolver', 'APIGatewayHttpResolver', 'ALBResolver', 'LambdaFunctionUrlResolver', 'VPCLatticeResolver']

const FRAMEWORKS: readonly Decorated[] = [
  {
    framework: 'powertools',
    packages: /^aws_lambda_powertools\b/,
    applications: ['', '.api_gateway'].flatMap((part) => RESOLVERS.map((one) => `aws_lambda_powertools.event_handler${part}.${one}()`)),
    routers: ['aws_lambda_powertools.event_handler.router.Router()', 'aws_lambda_powertools.event_handler.router.APIGatewayRouter()'],
    template: converterTemplate,
    isBehindGateway: true,
  },
  {
    framework: 'chalice',
    packages: /^chalice\b/,
    applications: ['chalice.Chalice()', 'chalice.app.Chalice()'],
    routers: ['chalice.Blueprint()', 'chalice.app.Blueprint()'],
    template: braceTemplate,
    isBehindGateway: true,
  },
  {
    framework: 'robyn',
    packages: /^robyn\b/,
    applications: ['robyn.Robyn()'],
    routers: ['robyn.SubRouter()'],
    template: colonTemplate,
  },
  {
    framework: 'blacksheep',
    packages: /^blacksheep\b/,
    applications: ['blacksheep.Application()', 'blacksheep.server.Application()'],
    routers: ['blacksheep.Router()', 'blacksheep.server.routing.Router()'],
    template: (path) => colonTemplate(path.replace(/\{([A-Za-z_]\w*)(?::\w+)?\}|<([A-Za-z_]\w*)>/g, ':$1$2')),
    bare: /^blacksheep\.(?:server\.(?:routing|controllers)\.)?(?:get|post|put|patch|delete|head|options|route)$/,
  },
]

const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS' })

/** AWS Lambda Powertools, Chalice, Robyn, BlackSheep. */
export function readDecoratedApps(reader: Reader, nodes: Map<string, RouterNode>): void {
  for (const kind of FRAMEWORKS) if (importsAny(reader, kind.packages)) readFramework(reader, nodes, kind)
}

interface AppWalk extends PythonWalk {
  readonly kind: Decorated
}

function readFramework(reader: Reader, nodes: Map<string, RouterNode>, kind: Decorated): void {
  const { framework } = kind
  const makers = new Map<string, { readonly framework: string; readonly isApplication: boolean }>([
    ...kind.applications.map((name) => [name, { framework, isApplication: true }] as const),
    ...kind.routers.map((name) => [name, { framework, isApplication: false }] as const),
  ])
  const walk: AppWalk = { reader, nodes, makers, template: kind.template, kind }
  const calls = pythonCalls(reader)
  for (const call of calls) {
    const made = makers.get(`${call.name}()`)
    const prefix = stringAt(reader, call, namedArgument(call.call.args, 'prefix')) ?? ''
    if (made !== undefined) addPythonNode(walk, siteKey(call), framework, made.isApplication, prefix)
  }
  for (const call of calls) readMount(walk, call)
  for (const module of pythonModules(reader))
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn)
}

/** `app.include_router(notes, prefix="/notes")`, `app.register_blueprint(notes, url_prefix="/notes")`. */
function readMount(walk: AppWalk, call: SeenCall): void {
  if (!/^(?:include_router|register_blueprint)$/.test(call.method) || call.call.receiver < 0) return
  const { reader } = walk
  const node = pythonNodeAt(walk, call, call.call.receiver)
  const positional = positionalArguments(call.call)
  const child = positional[0] ?? namedArgument(call.call.args, 'router')
  if (node === null || child < 0) return
  const named = [namedArgument(call.call.args, 'prefix'), namedArgument(call.call.args, 'url_prefix')].find((slot) => slot >= 0)
  const prefix = stringAt(reader, call, named ?? positional[1] ?? -1) ?? ''
  for (const below of nodesOfArgument(walk, call, child))
    if (below !== node) node.mounts.push({ child: below.key, prefix, attachments: [], order: [0] })
}

function readFunction(walk: AppWalk, module: Module, fn: IrFunction): void {
  const { reader, kind } = walk
  const decorators = decoratorsOf(module, fn)
  decorators.forEach((decorator) => {
    const call = decoratorCall(reader, decorator)
    const node = call === null ? null : nodeOf(walk, call)
    if (call === null || node === null) return
    const positional = positionalArguments(call.call)
    const paths = stringsAt(reader, call, positional[0] ?? firstNamed(call, ['rule', 'endpoint', 'pattern', 'path']))
    const others = decorators.filter((other) => !isRoute(walk, other))
    const owner = module.classes[fn.ownerClass]
    const wrappers = owner === undefined ? [] : decoratorWrappers(module, owner)
    for (const path of paths.length === 0 && positional.length === 0 ? ['/'] : paths)
      node.routes.push({
        ...pythonRoute(reader, call, {
          framework: kind.framework,
          methods: methodsOf(reader, call),
          path,
          handler: { module, function: fn },
          attachments: [...wrappers, ...attachmentsOf(others, 'wrapper')],
        }),
        guards: guardsOf(walk, call, { module, function: fn }),
      })
  })
}

function firstNamed(call: SeenCall, names: readonly string[]): number {
  return names.map((name) => namedArgument(call.call.args, name)).find((slot) => slot >= 0) ?? -1
}

const isRoute = (walk: AppWalk, ref: SlotRef): boolean => {
  const call = decoratorCall(walk.reader, ref)
  return call !== null && nodeOf(walk, call) !== null
}

/** The application or router of a decorator; null where it is no route. */
function nodeOf(walk: AppWalk, call: SeenCall): RouterNode | null {
  if (VERBS[call.method] === undefined && call.method !== 'route') return null
  const { kind } = walk
  if (kind.bare?.test(call.name) === true) return addPythonNode(walk, `${kind.framework}:default`, kind.framework, true, '')
  if (call.call.receiver < 0) return null
  const known = pythonNodeAt(walk, call, call.call.receiver)
  if (known !== null) return known
  // `@app.router.get("/")` of BlackSheep
  const isOfApplication = kind.bare !== undefined && walk.makers.has(call.name.replace(/\.router\.\w+$/, ''))
  return isOfApplication ? addPythonNode(walk, `${kind.framework}:default`, kind.framework, true, '') : null
}

function methodsOf(reader: Reader, call: SeenCall): readonly string[] {
  const verb = VERBS[call.method]
  if (verb !== undefined) return [verb]
  const given = stringsAt(reader, call, firstNamed(call, ['methods', 'method'])).map((method) => method.toUpperCase())
  return given.length === 0 ? ['GET'] : given
}

/** `auth_required=True` of Robyn, an authorizer of Chalice, the gateway that stands before a function. */
function guardsOf({ reader, kind }: AppWalk, call: SeenCall, handler: Parameters<typeof placeOfFunction>[1]): readonly GuardFact[] {
  const required = namedArgument(call.call.args, 'auth_required')
  if (required >= 0 && isConstant(reader.denoter.denote(call, required), true))
    return [{ kind: 'authentication', name: 'auth_required', place: placeOfCall(reader, call), level: 'route', proof: 'refuses' }]
  if (namedArgument(call.call.args, 'authorizer') >= 0)
    return [{ kind: 'authentication', name: 'authorizer', place: placeOfCall(reader, call), level: 'route', proof: 'refuses' }]
  if (kind.isBehindGateway !== true || kind.framework === 'chalice') return []
  return [{ kind: 'unknown', name: 'gateway', place: placeOfFunction(reader, handler), level: 'application', proof: 'named' }]
}
