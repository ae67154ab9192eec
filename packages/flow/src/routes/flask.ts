import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { tableOf } from '../table-of.ts'
import { classFieldItems, memberFunctions, viewMethods } from './class-views.ts'
import { dispatchedBy } from './dispatched-classes.ts'
import { converterTemplate } from './path-template.ts'
import { attachedFunction } from './python-route.ts'
import {
  addPythonNode,
  attachmentsOf,
  decoratorCall,
  itemsOf,
  nodesOfArgument,
  type PythonWalk,
  pythonNodeAt,
  wrappedFunction,
} from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  definitionBehind,
  isServed,
  namedArgument,
  nameOf,
  placeAt,
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
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'
import { classSchema, schemaFact } from './schemas.ts'

const APPLICATION = { framework: 'flask', isApplication: true }
const BLUEPRINT = { framework: 'flask', isApplication: false }

const MAKERS = new Map(
  Object.entries({
    'flask.Flask()': APPLICATION,
    'flask.app.Flask()': APPLICATION,
    'quart.Quart()': APPLICATION,
    'apiflask.APIFlask()': APPLICATION,
    'flask_openapi3.OpenAPI()': APPLICATION,
    'flask.Blueprint()': BLUEPRINT,
    'flask.blueprints.Blueprint()': BLUEPRINT,
    'quart.Blueprint()': BLUEPRINT,
    'apiflask.APIBlueprint()': BLUEPRINT,
    'flask_smorest.Blueprint()': BLUEPRINT,
    'flask_openapi3.APIBlueprint()': BLUEPRINT,
    'flask_restful.Api()': BLUEPRINT,
    'flask_restx.Api()': BLUEPRINT,
    'flask_restplus.Api()': BLUEPRINT,
    'flask_smorest.Api()': BLUEPRINT,
    'flask_restx.Namespace()': BLUEPRINT,
    'flask_restplus.Namespace()': BLUEPRINT,
    'flask_restx.Api().namespace()': BLUEPRINT,
  }),
)

const MAKER_CALLS = new Map([...MAKERS].map(([made, kind]) => [made.slice(0, -'()'.length), kind]))

const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE', patch: 'PATCH' })

/** Flask and what builds on it: blueprints, view classes, Flask-RESTful, RESTX, smorest. */
export function readFlask(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!reader.program.modules.some((module) => module.imports.some((one) => /^(?:flask|quart|apiflask)/.test(one.from)))) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: converterTemplate }
  const calls = reader.calls.filter((call) => call.module.language === 'python' && isServed(reader, call.module.file))
  for (const call of calls) declare(walk, call)
  for (const call of calls) readCall(walk, call)
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn)
    for (const owner of module.classes) if (owner.decorators.length > 0) readClass(walk, module, owner)
  }
}

function declare(walk: PythonWalk, call: SeenCall): void {
  const kind = MAKER_CALLS.get(call.name)
  if (kind === undefined) return
  const node = addPythonNode(walk, siteKey(call), kind.framework, kind.isApplication, ownPrefix(walk, call))
  if (!/\.Api$/.test(call.name)) return
  const decorators = namedArgument(call.call.args, 'decorators')
  for (const attachment of attachmentsOf(itemsOf(call, decorators), 'wrapper')) node.uses.push({ path: '', attachment, order: [0] })
}

function ownPrefix(walk: PythonWalk, call: SeenCall): string {
  const { reader } = walk
  const keyword = namedArgument(call.call.args, 'url_prefix')
  const given =
    stringAt(reader, call, keyword) ??
    stringAt(reader, call, namedArgument(call.call.args, 'prefix')) ??
    stringAt(reader, call, namedArgument(call.call.args, 'path'))
  if (given !== null) return given
  if (/(?:Namespace|\.namespace)$/.test(call.name))
    return `/${stringAt(reader, call, positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'name')) ?? ''}`
  return ''
}

function readCall(walk: PythonWalk, call: SeenCall): void {
  readExtension(walk, call)
  if (call.call.receiver < 0) return
  const node =
    INTERESTING.has(call.method) || (call.method === 'init_app' && call.call.args.length > 0)
      ? (pythonNodeAt(walk, call, call.call.receiver) ?? guessedNode(walk, call))
      : null
  if (node === null) return
  if (call.method === 'register_blueprint' || call.method === 'add_namespace') mountBlueprint(walk, node, call)
  else if (call.method === 'init_app') mountApi(walk, node, call)
  else if (call.method === 'add_url_rule') readUrlRule(walk, node, call)
  else if (call.method === 'add_resource') readResource(walk, node, call)
  else if (BEFORE.has(call.method)) {
    const hook = positionalArguments(call.call)[0]
    if (hook !== undefined) node.uses.push({ path: '', attachment: { scope: call, slot: hook, manner: 'returns-nothing' }, order: [0] })
  }
}

const BEFORE = new Set(['before_request', 'before_app_request'])
const INTERESTING = new Set(['register_blueprint', 'add_namespace', 'add_url_rule', 'add_resource', ...BEFORE])

function mountBlueprint(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  const first = positionalArguments(call.call)[0]
  if (first === undefined) return
  const keyword = call.method === 'add_namespace' ? 'path' : 'url_prefix'
  const prefix =
    stringAt(walk.reader, call, namedArgument(call.call.args, keyword)) ??
    (call.method === 'add_namespace' ? stringAt(walk.reader, call, positionalArguments(call.call)[1] ?? -1) : null)
  for (const child of nodesOfArgument(walk, call, first)) {
    if (child !== node)
      node.mounts.push({ child: child.key, prefix: prefix ?? '', attachments: [], order: [0], replacesPrefix: prefix !== null })
  }
}

/** `api = Api(app)`, `api.init_app(app)`: the routes of the extension are served by that application. */
function mountApi(walk: PythonWalk, api: RouterNode, call: SeenCall): void {
  const first = positionalArguments(call.call)[0]
  const host = first === undefined ? null : pythonNodeAt(walk, call, first)
  if (host !== null && host !== api) host.mounts.push({ child: api.key, prefix: '', attachments: [], order: [0] })
}

/** `csrf.exempt(blueprint)`: all its routes are free of the check. */
const CSRF_EXEMPTS = /^flask_(?:wtf\.(?:csrf\.)?CSRFProtect|seasurf\.SeaSurf)\(\)\.exempt$/

const isExtension = nameTest(/\.Api$|^flask_(?:wtf|seasurf|limiter)\./)

/** Extensions that are given the application: Api, Limiter, CSRFProtect, Talisman. */
function readExtension(walk: PythonWalk, call: SeenCall): void {
  const { reader, nodes } = walk
  if (
    call.method === 'init_app' &&
    loopedOver(reader, call).some((name) => /^flask_(?:wtf\.(?:csrf\.)?CSRFProtect|seasurf\.SeaSurf)/.test(name))
  )
    for (const node of applications(nodes)) node.csrf = 'protected'
  if (!isExtension(call.name)) return
  if (CSRF_EXEMPTS.test(call.name)) {
    const freed = positionalArguments(call.call)[0]
    if (freed !== undefined) for (const node of nodesOfArgument(walk, call, freed)) if (!node.isApplication) node.csrf = 'exempt'
    return
  }
  const own = nodes.get(siteKey(call))
  if (own !== undefined && /\.Api$/.test(call.name)) {
    const host = positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'app')
    const parent = host < 0 ? null : pythonNodeAt(walk, call, host)
    if (parent !== null) parent.mounts.push({ child: own.key, prefix: '', attachments: [], order: [0] })
    else if (host < 0) for (const node of applications(nodes)) node.mounts.push({ child: own.key, prefix: '', attachments: [], order: [0] })
    return
  }
  if (/^flask_wtf\.(?:csrf\.)?CSRFProtect(?:$|\(\)\.init_app$)/.test(call.name) || /^flask_seasurf\.SeaSurf/.test(call.name)) {
    // An extension made without an application protects once `init_app` was called.
    if (call.call.args.length > 0) for (const node of applications(nodes)) node.csrf = 'protected'
    return
  }
  if (/^flask_limiter\.(?:\w+\.)?Limiter$/.test(call.name)) {
    for (const keyword of ['default_limits', 'application_limits']) {
      const limits = stringsAt(reader, call, namedArgument(call.call.args, keyword))
      if (limits.length > 0) for (const node of applications(nodes)) node.rateLimits.push(limits.join('; '))
    }
    const configured = configuredLimit(reader)
    if (configured !== null) for (const node of applications(nodes)) node.rateLimits.push(configured)
    return
  }
  // `limiter.limit('5/minute')(blueprint)`
  if (/^flask_limiter\.(?:\w+\.)?Limiter\(\)\.(?:shared_)?limit\(\)$/.test(call.name)) {
    const target = positionalArguments(call.call)[0]
    const node = target === undefined ? null : pythonNodeAt(walk, call, target)
    const maker = callBehind(reader, call, call.call.callee)
    if (node !== null)
      node.rateLimits.push(
        maker === null ? 'limit' : stringsAt(reader, maker, positionalArguments(maker.call)[0] ?? -1).join('; ') || 'limit',
      )
  }
}

/** `for extension in (db, csrf): extension.init_app(app)`: what the receiver may be. */
function loopedOver(reader: Reader, call: SeenCall): readonly string[] {
  const [only] = definitionsOf(call.module, call.function, call.call.receiver)
  const item = only?.kind === 'instruction' && only.instruction.op === 'move' ? only.instruction.src : call.call.receiver
  return definitionsOf(call.module, call.function, item).flatMap((definition) => {
    if (definition.kind !== 'loop') return []
    const list = reader.denoter.denote(call, definition.iterable)
    return list.kind === 'list' ? list.items.map(nameOf) : []
  })
}

/** `RATELIMIT_DEFAULT = '300 per minute'`, from which Flask-Limiter takes the limit of every route. */
function configuredLimit(reader: Reader): string | null {
  for (const { file, language } of reader.program.modules) {
    if (language !== 'python' || !isServed(reader, file)) continue
    const found = /\bRATELIMIT_(?:DEFAULT|APPLICATION)\b['"]?\]?\s*[:=]\s*(?:f?['"]([^'"\n]+)['"])/.exec(reader.textOf(file))
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}

function applications(nodes: ReadonlyMap<string, RouterNode>): readonly RouterNode[] {
  return [...nodes.values()].filter((node) => node.framework === 'flask' && node.isApplication)
}

function readFunction(walk: PythonWalk, module: Module, fn: IrFunction): void {
  const { reader } = walk
  const decorators = decoratorsOf(module, fn)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(reader, decorator)
    const denoted = reader.denoter.denote(decorator.scope, decorator.slot)
    // `def register(app): @app.before_request`
    const name = denoted.kind === 'parameter' ? denoted.path : nameOf(denoted)
    const hook = /\.(before_request|before_app_request)(?:\(\))?$/.exec(name)
    if (hook !== null && call === null) {
      const node = hookNode(walk, decorator)
      const targets = hook[1] === 'before_app_request' ? applications(walk.nodes) : node === null ? [] : [node]
      // `@bp.before_request` above `@jwt_required()`: what the hook is wrapped in is asked for every request as well.
      const below = decorators.slice(index + 1).map(({ scope, slot }): Attachment => ({ scope, slot, manner: 'wrapper' }))
      for (const attachment of [...below, ...attachedFunction({ module, function: fn }, 'returns-nothing')])
        for (const target of targets) target.uses.push({ path: '', attachment, order: [0] })
      return
    }
    if (call === null || call.call.receiver < 0) return
    if (call.method !== 'route' && VERBS[call.method] === undefined) return
    const node = routeNode(walk, call)
    if (node === null) return
    // Decorators above the route decorator wrap what nobody calls: only those below it work.
    const attachments = decorators
      .slice(index + 1)
      .filter((below) => !isRouteDecorator(walk, below))
      .map(({ scope, slot }): Attachment => ({ scope, slot, manner: 'wrapper' }))
    addRoute(walk, node, call, { module, function: fn }, attachments, null)
  })
}

/** The application on which `app.before_request` was read. */
function hookNode(walk: PythonWalk, { scope, slot }: SlotRef): RouterNode | null {
  const found = definitionBehind(scope, slot)
  return found?.instruction.op === 'get' ? pythonNodeAt(walk, found.scope, found.instruction.object) : null
}

function isRouteDecorator(walk: PythonWalk, ref: Parameters<typeof decoratorCall>[1]): boolean {
  const call = decoratorCall(walk.reader, ref)
  return call !== null && (call.method === 'route' || VERBS[call.method] !== undefined) && routeNode(walk, call) !== null
}

/** The router of `x.route('/path')`; a parameter that nobody passes counts when it is used like one. */
function routeNode(walk: PythonWalk, call: SeenCall): RouterNode | null {
  const denoted = walk.reader.denoter.denote(call, call.call.receiver)
  const known = pythonNodeAt(walk, call, call.call.receiver)
  if (known !== null) return known
  const path = stringAt(walk.reader, call, positionalArguments(call.call)[0] ?? -1)
  return path?.startsWith('/') === true ? guessed(walk, call, denoted) : null
}

/** `def register(app): app.add_url_rule('/x', view_func=...)` that nothing of the tree calls. */
function guessedNode(walk: PythonWalk, call: SeenCall): RouterNode | null {
  if (!/^add_(?:url_rule|resource)$/.test(call.method)) return null
  const [first, second] = positionalArguments(call.call)
  const path = stringAt(walk.reader, call, (call.method === 'add_resource' ? second : first) ?? namedArgument(call.call.args, 'rule'))
  return path?.startsWith('/') === true ? guessed(walk, call, walk.reader.denoter.denote(call, call.call.receiver)) : null
}

function guessed(walk: PythonWalk, call: SeenCall, denoted: Denotation): RouterNode | null {
  if (denoted.kind === 'library' && denoted.origin !== null) return null
  if (!call.module.imports.some((one) => /^(?:flask|quart)/.test(one.from))) return null
  return addPythonNode(walk, `${call.module.file}:guessed`, 'flask', false, '')
}

function addRoute(
  walk: PythonWalk,
  node: RouterNode,
  call: SeenCall,
  handler: { readonly module: Module; readonly function: IrFunction } | null,
  attachments: readonly Attachment[],
  owner: FoundRoute['owner'],
  verb?: string,
): void {
  const { reader } = walk
  const path =
    stringAt(reader, call, positionalArguments(call.call)[0] ?? -1) ?? stringAt(reader, call, namedArgument(call.call.args, 'rule'))
  if (path === null) return
  const methods = verb !== undefined ? [verb] : methodsOf(reader, call)
  node.routes.push(flaskRoute(reader, call, path, methods, handler, attachments, owner))
}

function methodsOf(reader: Reader, call: SeenCall): readonly string[] {
  const verb = VERBS[call.method]
  if (verb !== undefined) return [verb]
  const given = stringsAt(reader, call, namedArgument(call.call.args, 'methods')).map((method) => method.toUpperCase())
  const methods = given.filter((method) => method !== 'OPTIONS' && method !== 'HEAD')
  return methods.length === 0 ? ['GET'] : methods
}

function flaskRoute(
  reader: Reader,
  call: SeenCall,
  path: string,
  methods: readonly string[],
  handler: { readonly module: Module; readonly function: IrFunction } | null,
  attachments: readonly Attachment[],
  owner: FoundRoute['owner'],
): FoundRoute {
  return {
    framework: 'flask',
    methods,
    path,
    place: handler === null ? placeOfCall(reader, call) : placeOfFunctionOrDecorator(reader, handler, call),
    handler,
    handlerName: handler === null ? '<anonymous>' : handler.function.name,
    owner,
    attachments,
    guards: [],
    rateLimits: [],
    parameters: [],
    body: bodyOfDecorators(reader, attachments),
    responseSchema: responseOfDecorators(reader, attachments),
    csrf: null,
    isPublic: false,
    order: [0],
    confidence: 'high',
  }
}

function placeOfFunctionOrDecorator(
  reader: Reader,
  handler: { readonly module: Module; readonly function: IrFunction },
  call: SeenCall,
): FoundRoute['place'] {
  return call.module === handler.module ? placeAt(reader, handler, call.call.start, call.call.end) : placeOfFunction(reader, handler)
}

/** `@blp.arguments(Schema)`, `@use_args(Schema)`, `@ns.expect(model)`. */
function bodyOfDecorators(reader: Reader, attachments: readonly Attachment[]): FoundRoute['body'] {
  for (const { scope, slot } of attachments) {
    const call = callBehind(reader, scope, slot)
    if (call === null || !/^(?:arguments|input|use_args|use_kwargs|expect|validate|validate_json|validate_body)$/.test(call.method))
      continue
    const first = positionalArguments(call.call)[0]
    const denoted = first === undefined ? null : reader.denoter.denote(call, first)
    const fact =
      denoted === null
        ? null
        : denoted.kind === 'class' || denoted.kind === 'instance'
          ? classSchema(reader, denoted.module, denoted.class)
          : schemaFact(reader, denoted)
    if (fact !== null) return fact
    if (call.method !== 'expect') return { name: call.method, fields: [], extra: 'unknown' }
  }
  return null
}

function responseOfDecorators(reader: Reader, attachments: readonly Attachment[]): string | null {
  for (const { scope, slot } of attachments) {
    const call = callBehind(reader, scope, slot)
    if (call !== null && /^(?:response|output|marshal_with|marshal_list_with)$/.test(call.method)) return call.method
  }
  return null
}

/** `app.add_url_rule('/x', 'name', view, methods=[...])`. */
function readUrlRule(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  const keyword = namedArgument(call.call.args, 'view_func')
  const slot = keyword >= 0 ? keyword : (positionalArguments(call.call)[2] ?? -1)
  if (slot < 0) return
  const view = callBehind(walk.reader, call, slot)
  const owner = view?.method === 'as_view' && view.call.receiver >= 0 ? walk.reader.denoter.denote(view, view.call.receiver) : null
  if (owner?.kind === 'class') {
    addClass(walk, node, call, owner.module, owner.class, [], stringsAt(walk.reader, call, namedArgument(call.call.args, 'methods')))
    return
  }
  const given = view === null ? walk.reader.denoter.denote(call, slot) : null
  if (given?.kind === 'class') {
    const first = node.routes.length
    addRoute(walk, node, call, null, [], null)
    const asked = dispatchedBy(walk.reader, given.module, given.class)
    for (const [at, route] of node.routes.entries())
      if (at >= first) node.routes[at] = { ...route, handlerName: given.class.name, ...asked }
    return
  }
  const { target, wrappers } = wrappedFunction(walk.reader, call, slot)
  const own =
    target === null
      ? []
      : decoratorsOf(target.module, target.function).map(
          ({ scope, slot: decorator }): Attachment => ({ scope, slot: decorator, manner: 'wrapper' }),
        )
  addRoute(walk, node, call, target, [...wrappers, ...own], null)
}

/** `api.add_resource(Users, '/users', '/people')`. */
function readResource(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  const [first, ...paths] = positionalArguments(call.call)
  const owner = first === undefined ? null : walk.reader.denoter.denote(call, first)
  if (owner?.kind !== 'class') return
  for (const slot of paths) {
    const path = stringAt(walk.reader, call, slot)
    if (path !== null) addClassRoutes(walk, node, call, owner.module, owner.class, path, [], [])
  }
}

/** `@ns.route('/users')` above a resource class. */
function readClass(walk: PythonWalk, module: Module, owner: IrClass): void {
  const decorators = decoratorsOf(module, owner)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(walk.reader, decorator)
    if (call === null || call.method !== 'route' || call.call.receiver < 0) return
    const node = pythonNodeAt(walk, call, call.call.receiver)
    if (node === null) return
    const below = decorators.slice(index + 1).map(({ scope, slot }): Attachment => ({ scope, slot, manner: 'wrapper' }))
    for (const slot of positionalArguments(call.call)) {
      const path = stringAt(walk.reader, call, slot)
      if (path !== null) addClassRoutes(walk, node, call, module, owner, path, below, [])
    }
  })
}

function addClass(
  walk: PythonWalk,
  node: RouterNode,
  call: SeenCall,
  module: Module,
  owner: IrClass,
  attachments: readonly Attachment[],
  methods: readonly string[],
): void {
  const path =
    stringAt(walk.reader, call, positionalArguments(call.call)[0] ?? -1) ??
    stringAt(walk.reader, call, namedArgument(call.call.args, 'rule'))
  if (path !== null) addClassRoutes(walk, node, call, module, owner, path, attachments, methods)
}

/** `def dispatch_request(self, **kwargs)` of a view or of its bases in the tree: it runs before every method, and may refuse. */
function dispatchesOf(reader: Reader, module: Module, owner: IrClass): readonly Attachment[] {
  return memberFunctions(reader, module, owner, 'dispatch_request').flatMap((method): readonly Attachment[] => {
    const holder = method.module.classes[method.function.ownerClass]
    const body = holder === undefined ? undefined : method.module.functions[holder.body]
    const made = body?.blocks
      .flatMap(({ instructions }) => instructions)
      .find((one) => one.op === 'function' && method.module.functions[one.function] === method.function)
    return body === undefined || made?.op !== 'function'
      ? []
      : [{ scope: { module: method.module, function: body }, slot: made.dst, manner: 'returns' }]
  })
}

function addClassRoutes(
  walk: PythonWalk,
  node: RouterNode,
  call: SeenCall,
  module: Module,
  owner: IrClass,
  path: string,
  attachments: readonly Attachment[],
  methods: readonly string[],
): void {
  const { reader } = walk
  const shared = ['decorators', 'method_decorators'].flatMap((field) =>
    attachmentsOf(classFieldItems(reader, module, owner, field), 'wrapper'),
  )
  shared.push(...dispatchesOf(reader, module, owner))
  for (const { verb, method } of viewMethods(reader, module, owner)) {
    if (methods.length > 0 && !methods.some((one) => one.toUpperCase() === verb)) continue
    const own = decoratorsOf(method.module, method.function).map(({ scope, slot }): Attachment => ({ scope, slot, manner: 'wrapper' }))
    const found = flaskRoute(reader, call, path, [verb], method, [...attachments, ...shared, ...own], { module, class: owner })
    node.routes.push({ ...found, place: placeOfFunction(reader, method) })
  }
}
