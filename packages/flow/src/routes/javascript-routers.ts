import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import { functionAt } from '../engine/program.ts'
import type { BodyFact } from '../facts.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { bodyVerdict } from './guard-proof.ts'
import { colonTemplate } from './path-template.ts'
import {
  callBehind,
  entryOf,
  type FunctionRef,
  isServed,
  nameOf,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  siteKey,
  slotText,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, FoundRoute, Order, RouterNode } from './router-graph.ts'
import { schemaFact } from './schemas.ts'

export interface Dialect {
  readonly framework: string
  readonly isOrdered: boolean
}

const EXPRESS: Dialect = { framework: 'express', isOrdered: true }
const KOA: Dialect = { framework: 'koa', isOrdered: true }
const HONO: Dialect = { framework: 'hono', isOrdered: true }
const FASTIFY: Dialect = { framework: 'fastify', isOrdered: false }

interface MakerKind {
  readonly dialect: Dialect
  readonly isApplication: boolean
}

/** What makes an application or a router, by the name of what it returns. */
const MAKERS: ReadonlyMap<string, MakerKind> = new Map(
  Object.entries({
    'express()': { dialect: EXPRESS, isApplication: true },
    'express.Router()': { dialect: EXPRESS, isApplication: false },
    'express.express.Router()': { dialect: EXPRESS, isApplication: false },
    'express-promise-router()': { dialect: EXPRESS, isApplication: false },
    'router()': { dialect: EXPRESS, isApplication: false },
    'polka()': { dialect: EXPRESS, isApplication: true },
    'restify.createServer()': { dialect: { framework: 'restify', isOrdered: true }, isApplication: true },
    'koa()': { dialect: KOA, isApplication: true },
    'koa.Koa()': { dialect: KOA, isApplication: true },
    'koa-router()': { dialect: KOA, isApplication: false },
    '@koa/router()': { dialect: KOA, isApplication: false },
    '@koa/router.Router()': { dialect: KOA, isApplication: false },
    'hono.Hono()': { dialect: HONO, isApplication: true },
    'hono/quick.Hono()': { dialect: HONO, isApplication: true },
    'hono/tiny.Hono()': { dialect: HONO, isApplication: true },
    '@hono/zod-openapi.OpenAPIHono()': { dialect: HONO, isApplication: true },
    'fastify()': { dialect: FASTIFY, isApplication: true },
    'fastify.fastify()': { dialect: FASTIFY, isApplication: true },
  } satisfies Record<string, MakerKind>),
)

/** Types by which a parameter is known to be an application although its maker is elsewhere. */
const ROUTER_TYPES: ReadonlyMap<string, Dialect> = new Map([
  ['express.Express()', EXPRESS],
  ['express.Application()', EXPRESS],
  ['express.IRouter()', EXPRESS],
  ['fastify.FastifyInstance()', FASTIFY],
  ['koa.Koa()', KOA],
])

const VERBS: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  delete: 'DELETE',
  del: 'DELETE',
  patch: 'PATCH',
  options: 'OPTIONS',
  head: 'HEAD',
  all: 'ANY',
}

/** Express, Koa, Hono and Fastify: routers are values, routes are method calls on them. */
export function readJavascriptRouters(reader: Reader, nodes: Map<string, RouterNode>): void {
  const walk: Walk = { reader, nodes, keys: new Map(), guesses: false }
  const calls = reader.calls.filter((call) => call.module.language === 'javascript' && isServed(reader, call.module.file))
  for (const call of calls) declareNode(walk, call)
  registerPlugins(
    walk,
    calls.filter((call) => call.method === 'register' && call.call.receiver >= 0),
  )
  walk.guesses = true
  for (const call of calls) readCall(walk, call)
}

/** Plugins register plugins, in any order of files: until no round finds another. */
function registerPlugins(walk: Walk, calls: readonly SeenCall[]): void {
  const done = new Set<SeenCall>()
  for (let round = 0; round < 12; round += 1) {
    for (const [key, node] of walk.keys) if (node === null) walk.keys.delete(key)
    const before = done.size
    for (const call of calls) {
      const node = done.has(call) ? null : receiverNode(walk, call)
      if (node === null) continue
      done.add(call)
      readRegister(walk, node, call)
    }
    if (done.size === before) break
  }
  for (const [key, node] of walk.keys) if (node === null) walk.keys.delete(key)
}

interface Walk {
  readonly reader: Reader
  readonly nodes: Map<string, RouterNode>
  /** Nodes of the parameters that stand for a router. */
  readonly keys: Map<string, string | null>
  /** Whether a parameter may count as a router for its name alone. */
  guesses: boolean
}

function declareNode(walk: Walk, call: SeenCall): void {
  const kind = MAKERS.get(`${call.name}()`)
  if (kind === undefined) return
  const options = call.call.args[0]
  const denoted = options === undefined ? null : walk.reader.denoter.denote(call, options.value)
  const prefix = entryOf(denoted, 'prefix')
  addNode(
    walk,
    siteKey(call),
    kind.dialect,
    kind.isApplication,
    prefix?.kind === 'constant' && typeof prefix.value === 'string' ? prefix.value : '',
  )
}

function addNode(walk: Walk, key: string, dialect: Dialect, isApplication: boolean, prefix = ''): RouterNode {
  const known = walk.nodes.get(key)
  if (known !== undefined) return known
  const node: RouterNode = {
    key,
    framework: dialect.framework,
    prefix,
    isApplication,
    isOrdered: dialect.isOrdered,
    template: colonTemplate,
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
  walk.nodes.set(key, node)
  return node
}

/** The node that a value is; null when it is no router. */
function nodeOf(walk: Walk, denoted: Denotation, depth = 0): RouterNode | null {
  if (depth > 6) return null
  if (denoted.kind === 'library') {
    const name = nameOf(denoted)
    if (denoted.origin !== null && MAKERS.has(name)) return walk.nodes.get(siteKey(denoted.origin)) ?? null
    const chained =
      /^(.*\(\))\.(?:basePath|withTypeProvider|openapi|register|after|use|get|post|put|delete|patch|options|all|route|prefix|onError|notFound)\(\)$/.exec(
        name,
      )
    if (chained !== null && denoted.origin !== null && denoted.origin.call.receiver >= 0) {
      const receiver = nodeOf(walk, walk.reader.denoter.denote(denoted.origin, denoted.origin.call.receiver), depth + 1)
      return receiver !== null && denoted.origin.call.method === 'basePath' ? basePathNode(walk, receiver, denoted.origin) : receiver
    }
    return null
  }
  if (denoted.kind === 'parameter' && denoted.path === '') return parameterNode(walk, denoted.module.file, denoted, depth)
  return null
}

/** `const api = app.basePath('/api')` is a router of its own below the application. */
function basePathNode(
  walk: Walk,
  parent: RouterNode,
  site: SeenCall | { readonly module: SeenCall['module']; readonly function: IrFunction; readonly call: SeenCall['call'] },
): RouterNode {
  const key = siteKey(site)
  const known = walk.nodes.get(key)
  if (known !== undefined) return known
  const first = site.call.args[0]
  const prefix = first === undefined ? null : stringAt(walk.reader, site, first.value)
  const node = addNode(walk, key, HONO, false, prefix ?? '')
  parent.mounts.push({ child: key, prefix: '', attachments: [], order: [site.call.start] })
  return node
}

/** A parameter is what its callers pass; a plugin's first parameter is a context of its own. */
function parameterNode(walk: Walk, file: string, denoted: Denotation & { kind: 'parameter' }, depth: number): RouterNode | null {
  const key = `${file}:parameter:${denoted.function.index}:${denoted.index}`
  const known = walk.keys.get(key)
  if (known !== undefined) return known === null ? null : (walk.nodes.get(known) ?? null)
  walk.keys.set(key, null)
  const plugin = walk.nodes.get(pluginKey(denoted.module.file, denoted.function))
  let found: RouterNode | null = denoted.index === 0 && plugin !== undefined ? plugin : null
  if (found === null) {
    for (const caller of walk.reader.callersOf(denoted.function)) {
      const slot = positionalArguments(caller.call)[denoted.index]
      found = slot === undefined ? null : nodeOf(walk, walk.reader.denoter.denote(caller, slot), depth + 1)
      if (found !== null) break
    }
  }
  walk.keys.set(key, found?.key ?? null)
  return found
}

function pluginKey(file: string, fn: IrFunction): string {
  return `${file}:plugin:${fn.index}`
}

/** The router on which a method is called, also through a typed parameter, or one that is only called like a router. */
function receiverNode(walk: Walk, call: SeenCall): RouterNode | null {
  if (call.call.receiver < 0) return null
  const denoted = walk.reader.denoter.denote(call, call.call.receiver)
  const direct = nodeOf(walk, denoted)
  if (direct !== null) return direct
  const typed = ROUTER_TYPES.get(nameOf(denoted))
  if (typed !== undefined) return typedParameterNode(walk, call, typed)
  if (
    walk.guesses &&
    denoted.kind === 'parameter' &&
    denoted.path === '' &&
    /^(?:app|router|server|fastify|api|routes)$/.test(denoted.function.parameters[denoted.index]?.name ?? '')
  ) {
    return looksLikeRoute(walk.reader, call)
      ? addNode(walk, `${call.module.file}:parameter:${denoted.function.index}:${denoted.index}`, guessDialect(walk, denoted), false)
      : null
  }
  return null
}

function guessDialect(walk: Walk, denoted: Denotation & { kind: 'parameter' }): Dialect {
  const name = denoted.function.parameters[denoted.index]?.name ?? ''
  if (name === 'fastify') return FASTIFY
  for (const node of walk.nodes.values()) if (node.framework === 'fastify') return FASTIFY
  return EXPRESS
}

/** `function routes(fastify: FastifyInstance)`: the plugin that was registered, else the application that a caller passes. */
function typedParameterNode(walk: Walk, call: SeenCall, dialect: Dialect): RouterNode | null {
  for (let at: IrFunction | undefined = call.function; at !== undefined; at = call.module.functions[at.parent]) {
    const index = at.parameters.findIndex(
      (parameter) => parameter.type !== null && /(?:FastifyInstance|Express|Application|Router|Koa)\b/.test(parameter.type.name),
    )
    if (index >= 0) {
      const known = parameterNode(walk, call.module.file, { kind: 'parameter', module: call.module, function: at, index, path: '' }, 0)
      return known ?? (walk.guesses ? addNode(walk, `${call.module.file}:parameter:${at.index}:${index}`, dialect, false) : null)
    }
    if (at.index === 0) break
  }
  return null
}

function looksLikeRoute(reader: Reader, call: SeenCall): boolean {
  const [path, handler] = positionalArguments(call.call)
  if (path === undefined || handler === undefined) return false
  return VERBS[call.method] !== undefined && (stringAt(reader, call, path)?.startsWith('/') ?? false)
}

function readCall(walk: Walk, call: SeenCall): void {
  if (call.call.receiver < 0) return
  const { method } = call
  if (!INTERESTING.has(method)) return
  const chained = routeChain(walk, call)
  if (chained !== null) {
    if (method === 'all' && refusesMethod(walk, call)) return
    addRoute(walk, chained.node, call, VERBS[method] ?? 'ANY', chained.path, positionalArguments(call.call))
    return
  }
  const node = receiverNode(walk, call)
  if (node === null) return
  if (method === 'use') readUse(walk, node, call)
  else if (method === 'register') return
  else if (method === 'addHook') readHook(walk, node, call)
  else if (method === 'prefix') node.prefix = stringAt(walk.reader, call, positionalArguments(call.call)[0] ?? -1) ?? node.prefix
  else if (method === 'route') readRouteCall(walk, node, call)
  else if (method === 'on') readOn(walk, node, call)
  else if (method === 'param') return
  else if (method === 'openapi') readOpenapi(walk, node, call)
  else readVerb(walk, node, call)
}

const INTERESTING = new Set([...Object.keys(VERBS), 'use', 'register', 'addHook', 'prefix', 'route', 'on', 'param', 'openapi'])

/** `.all(methodNotAllowed)` at the end of a chain answers 405 and serves nothing. */
function refusesMethod(walk: Walk, call: SeenCall): boolean {
  const last = positionalArguments(call.call).at(-1)
  if (last === undefined) return false
  if (/not_?allowed|allowed_?methods|only_?methods|405/i.test(slotText(walk.reader, call, last))) return true
  const code = codeOf(walk.reader, walk.reader.denoter.denote(call, last), callBehind(walk.reader, call, last), 'next')
  return code !== null && bodyVerdict(walk.reader, code.target, 'next').statuses.has(405)
}

/** `router.route('/x').get(a).post(b)`: the path stands at the start of the chain. */
function routeChain(walk: Walk, call: SeenCall): { readonly node: RouterNode; readonly path: string } | null {
  if (VERBS[call.method] === undefined) return null
  let at: SeenCall | null = callBehind(walk.reader, call, call.call.receiver)
  for (let step = 0; step < 20 && at !== null && at.call.receiver >= 0; step += 1) {
    if (at.method === 'route') {
      const node = receiverNode(walk, at)
      const path = stringAt(walk.reader, at, positionalArguments(at.call)[0] ?? -1)
      return node === null || path === null || positionalArguments(at.call).length !== 1 ? null : { node, path }
    }
    if (VERBS[at.method] === undefined) return null
    at = callBehind(walk.reader, at, at.call.receiver)
  }
  return null
}

function readVerb(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [first, ...rest] = positionalArguments(call.call)
  if (first === undefined) return
  const paths = pathsAt(walk.reader, call, first)
  // `app.get('title')` reads a setting; `router.all(handler)` has no path.
  if (rest.length === 0) return
  // `router.get('name', '/path', ...)` of koa-router names its routes.
  const second = rest[0] === undefined ? null : stringAt(walk.reader, call, rest[0])
  if (node.framework === 'koa' && second !== null) {
    addRoute(walk, node, call, VERBS[call.method] ?? 'ANY', second, rest.slice(1))
    return
  }
  for (const path of paths) addRoute(walk, node, call, VERBS[call.method] ?? 'ANY', path, rest)
}

/** Paths of a route: a string, a list of them, or a pattern. */
function pathsAt(reader: Reader, scope: Scope, slot: Slot): readonly string[] {
  const strings = stringsAt(reader, scope, slot)
  if (strings.length > 0) return strings
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'regex')
    return [`/${denoted.pattern.replace(/^\^/, '').replace(/\\\//g, '/').replace(/^\//, '').replace(/\$$/, '')}`]
  if (denoted.kind === 'unknown' || denoted.kind === 'parameter' || denoted.kind === 'library') return [unknownPath(reader, scope, slot)]
  return []
}

/** A template with a part we cannot read keeps that part as a name. */
function unknownPath(reader: Reader, scope: Scope, slot: Slot): string {
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  if (only?.kind === 'instruction' && only.instruction.op === 'template') {
    return only.instruction.parts.map((part) => (typeof part === 'string' ? part : (stringAt(reader, scope, part) ?? ''))).join('') || '/'
  }
  if (only?.kind === 'instruction' && only.instruction.op === 'binary') {
    return `${stringAt(reader, scope, only.instruction.left) ?? ''}${stringAt(reader, scope, only.instruction.right) ?? ''}` || '/'
  }
  return '/'
}

function addRoute(walk: Walk, node: RouterNode, call: SeenCall, method: string, path: string, handlers: readonly Slot[]): void {
  const options = handlers.length > 1 ? optionsOf(walk, node, call, handlers[0] ?? -1) : null
  const flat = flatten(walk.reader, call, options === null ? handlers : handlers.slice(1))
  const last = flat.at(-1)
  if (last === undefined) return
  node.routes.push(makeRoute(walk, node, call, [method], path, last, flat.slice(0, -1), options))
}

/** Options object of a Fastify route; null for middleware. */
function optionsOf(walk: Walk, node: RouterNode, call: SeenCall, slot: Slot): Denotation | null {
  if (node.framework !== 'fastify') return null
  const denoted = walk.reader.denoter.denote(call, slot)
  return denoted.kind === 'function' ? null : denoted
}

function makeRoute(
  walk: Walk,
  node: RouterNode,
  call: SeenCall,
  methods: readonly string[],
  path: string,
  handlerSlot: Slot,
  before: readonly Slot[],
  options: Denotation | null,
): FoundRoute {
  const { reader } = walk
  const handler = handlerOf(reader, call, handlerSlot)
  const hooks = node.framework === 'fastify' ? hookSlots(reader, call, options, handlerSlot) : []
  const schema = entryOf(options, 'schema')
  const rateLimit = entryOf(entryOf(options, 'config') ?? null, 'rateLimit')
  return {
    framework: node.framework,
    methods,
    path,
    place: placeOfCall(reader, call),
    handler,
    handlerName: handler === null ? slotText(reader, call, handlerSlot) : handlerNameOf(reader, call, handlerSlot, handler),
    owner: null,
    attachments: [
      ...before.map((slot): Attachment => ({ scope: call, slot, manner: node.framework === 'fastify' ? 'returns' : 'next' })),
      ...hooks,
    ],
    guards: [],
    rateLimits: rateLimit?.kind === 'dict' ? [limitWords(rateLimit)] : [],
    parameters: [],
    body: fastifyBody(reader, schema),
    responseSchema: entryOf(schema ?? null, 'response') === undefined ? null : 'response',
    csrf: null,
    isPublic: false,
    order: orderOf(walk, call),
    confidence: path === '' ? 'medium' : 'high',
  }
}

function limitWords(limit: Denotation & { kind: 'dict' }): string {
  const words: string[] = []
  for (const key of ['max', 'timeWindow']) {
    const value = limit.entries.get(key)
    if (value?.kind === 'constant') words.push(`${key} ${String(value.value)}`)
  }
  return words.join(', ') || 'rateLimit'
}

/** Fastify's ajv removes what a schema with `additionalProperties: false` does not name. */
function fastifyBody(reader: Reader, schema: Denotation | undefined): BodyFact | null {
  const body = entryOf(schema ?? null, 'body')
  if (body === undefined) return null
  const fact = schemaFact(reader, body)
  if (fact === null)
    return body.kind === 'unknown'
      ? { name: 'schema', fields: [], extra: 'unknown' }
      : { name: nameOf(body) || 'schema', fields: [], extra: 'unknown' }
  return fact.name === 'JSON schema' && fact.extra === 'refused' ? { ...fact, extra: 'dropped' } : fact
}

const HOOKS = new Set(['onRequest', 'preHandler', 'preValidation', 'preParsing', 'beforeHandler'])

/** Hooks among the options of a route; each stands as an entry of an object literal. */
function hookSlots(reader: Reader, call: SeenCall, options: Denotation | null, _handler: Slot): readonly Attachment[] {
  if (options?.kind !== 'dict') return []
  const found: Attachment[] = []
  for (const slot of positionalArguments(call.call)) {
    for (const entry of dictEntries(call, slot)) {
      if (!HOOKS.has(entry.key)) continue
      for (const value of flatten(reader, entry.scope, [entry.value])) found.push({ scope: entry.scope, slot: value, manner: 'returns' })
    }
  }
  return found
}

/** The entries of the object literal that a slot holds, with spreads followed. */
export function dictEntries(
  scope: Scope,
  slot: Slot,
  depth = 0,
): readonly { readonly key: string; readonly value: Slot; readonly scope: Scope }[] {
  if (depth > 5) return []
  const only = definitionsOf(scope.module, scope.function, slot)
  const first = only[0]
  if (only.length !== 1 || first?.kind !== 'instruction') return []
  const { instruction } = first
  if (instruction.op === 'move' || instruction.op === 'await') return dictEntries(scope, instruction.src, depth + 1)
  if (instruction.op === 'load-up')
    return dictEntries({ module: scope.module, function: functionAt(scope.module, instruction.function) }, instruction.slot, depth + 1)
  if (instruction.op !== 'dict') return []
  return instruction.entries.flatMap((entry) => {
    if (entry.kind === 'entry') return [{ key: entry.key, value: entry.value, scope }]
    return entry.kind === 'spread' ? dictEntries(scope, entry.value, depth + 1) : []
  })
}

/** Handlers with lists of handlers opened. */
function flatten(reader: Reader, scope: Scope, slots: readonly Slot[]): readonly Slot[] {
  return slots.flatMap((slot) => {
    const only = definitionsOf(scope.module, scope.function, slot)
    const first = only[0]
    if (only.length === 1 && first?.kind === 'instruction') {
      if (first.instruction.op === 'list') return flatten(reader, scope, first.instruction.items)
      if (first.instruction.op === 'move' && reader.denoter.denote(scope, slot).kind === 'list')
        return flatten(reader, scope, [first.instruction.src])
    }
    return [slot]
  })
}

/** The function that answers: the value itself, or the function inside a wrapper such as `asyncHandler(fn)`. */
export function handlerOf(reader: Reader, scope: Scope, slot: Slot, depth = 0): FunctionRef | null {
  const denoted = reader.denoter.denote(scope, slot)
  const call = callBehind(reader, scope, slot)
  if (call !== null && depth < 4) {
    for (const argument of call.call.args) {
      const inner = handlerOf(reader, call, argument.value, depth + 1)
      if (inner !== null) return inner
    }
    if (call.call.method === 'bind' && call.call.receiver >= 0) return handlerOf(reader, call, call.call.receiver, depth + 1)
  }
  if (denoted.kind === 'function') return { module: denoted.module, function: denoted.function }
  if (denoted.kind === 'instance' || denoted.kind === 'class') {
    const method = reader.denoter.member(denoted, 'handle')
    if (method.kind === 'function') return { module: method.module, function: method.function }
  }
  return null
}

function handlerNameOf(reader: Reader, scope: Scope, slot: Slot, handler: FunctionRef): string {
  const name = handler.function.name
  if (!/<(?:lambda|anonymous)[^>]*>$/.test(name)) return name
  const text = slotText(reader, scope, slot)
  return /^[\w$.]+$/.test(text) ? text : '<anonymous>'
}

function readUse(walk: Walk, node: RouterNode, call: SeenCall): void {
  const slots = positionalArguments(call.call)
  const first = slots[0]
  if (first === undefined) return
  const paths = stringsAt(walk.reader, call, first)
  const rest = flatten(walk.reader, call, paths.length > 0 ? slots.slice(1) : slots)
  const order = orderOf(walk, call)
  for (const path of paths.length > 0 ? paths : ['']) {
    const before: Attachment[] = []
    for (const slot of rest) {
      const child = mountedRouter(walk, call, slot)
      if (child !== null && child !== node) node.mounts.push({ child: child.key, prefix: path, attachments: [...before], order })
      else {
        const attachment: Attachment = { scope: call, slot, manner: 'next' }
        before.push(attachment)
        if (rest.every((other) => other === slot || mountedRouter(walk, call, other) === null)) node.uses.push({ path, attachment, order })
      }
    }
  }
}

/** A router given to `use`: itself, `router.routes()` of Koa, `mount('/x', app)`, `require('./routes')(deps)`. */
function mountedRouter(walk: Walk, scope: Scope, slot: Slot): RouterNode | null {
  const denoted = walk.reader.denoter.denote(scope, slot)
  const direct = nodeOf(walk, denoted)
  if (direct !== null) return direct
  const call = callBehind(walk.reader, scope, slot)
  if (call === null)
    return denoted.kind === 'function' ? routerMadeBy(walk, { module: denoted.module, function: denoted.function }, true) : null
  if (call.call.receiver >= 0 && /^(?:routes|middleware|router|build)$/.test(call.method)) return receiverNode(walk, call)
  return call.callee.kind === 'function' ? routerMadeBy(walk, { module: call.callee.module, function: call.callee.function }, false) : null
}

/** A factory that makes a router and returns it by a way we do not follow: the only router made inside it. */
function routerMadeBy(walk: Walk, target: FunctionRef, mustReturn: boolean): RouterNode | null {
  if (mustReturn) return null
  const made = walk.reader.callsIn(target.function).filter((call) => MAKERS.has(`${call.name}()`))
  const only = made[0]
  return made.length === 1 && only !== undefined ? (walk.nodes.get(siteKey(only)) ?? null) : null
}

function readRegister(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [pluginSlot, optionsSlot] = positionalArguments(call.call)
  if (pluginSlot === undefined || node.framework !== 'fastify') return
  const options = optionsSlot === undefined ? null : walk.reader.denoter.denote(call, optionsSlot)
  const prefix = entryOf(options, 'prefix')
  const denoted = walk.reader.denoter.denote(call, pluginSlot)
  const library = nameOf(denoted)
  if (library.startsWith('@fastify/rate-limit') || library.startsWith('fastify-rate-limit')) registerRateLimit(node, options)
  const plugin = pluginFunction(walk, call, pluginSlot)
  if (plugin === null) return
  const key = pluginKey(plugin.target.module.file, plugin.target.function)
  const parameter = plugin.target.function.parameters[0]
  const parameterKey = `${plugin.target.module.file}:parameter:${plugin.target.function.index}:0`
  if (plugin.isTransparent) {
    walk.keys.set(parameterKey, node.key)
    return
  }
  if (parameter !== undefined) {
    addNode(walk, key, FASTIFY, false)
    walk.keys.set(parameterKey, key)
  }
  node.mounts.push({
    child: key,
    prefix: prefix?.kind === 'constant' && typeof prefix.value === 'string' ? prefix.value : '',
    attachments: [],
    order: orderOf(walk, call),
  })
}

function registerRateLimit(node: RouterNode, options: Denotation | null): void {
  const global = entryOf(options, 'global')
  if (global?.kind === 'constant' && global.value === false) return
  node.rateLimits.push(options?.kind === 'dict' ? limitWords(options) : '@fastify/rate-limit')
}

/** The function of a plugin, and whether `fastify-plugin` takes its encapsulation away. */
function pluginFunction(walk: Walk, scope: Scope, slot: Slot): { readonly target: FunctionRef; readonly isTransparent: boolean } | null {
  const { reader } = walk
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'function') return { target: { module: denoted.module, function: denoted.function }, isTransparent: false }
  const site = denoted.kind === 'library' ? denoted.origin : null
  const call = site === null ? callBehind(reader, scope, slot) : (reader.seenCall(site.call) ?? null)
  if (call !== null && /^(?:fastify-plugin(?:\.fp|\.fastifyPlugin)?)$/.test(call.name)) {
    const first = positionalArguments(call.call)[0]
    const inner = first === undefined ? null : pluginFunction(walk, call, first)
    return inner === null ? null : { ...inner, isTransparent: true }
  }
  return null
}

function readHook(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [nameSlot, hookSlot] = positionalArguments(call.call)
  if (nameSlot === undefined || hookSlot === undefined) return
  const hook = stringAt(walk.reader, call, nameSlot)
  if (hook === null || !HOOKS.has(hook)) return
  node.uses.push({ path: '', attachment: { scope: call, slot: hookSlot, manner: 'returns' }, order: orderOf(walk, call) })
}

/** `fastify.route({ method, url, handler })`, `hono.route('/x', child)`. */
function readRouteCall(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [first, second] = positionalArguments(call.call)
  if (first === undefined) return
  if (node.framework === 'fastify') {
    const options = walk.reader.denoter.denote(call, first)
    if (options.kind !== 'dict') return
    const url = options.entries.get('url') ?? options.entries.get('path')
    const method = options.entries.get('method')
    const handler = dictEntries(call, first).find((entry) => entry.key === 'handler')
    if (url?.kind !== 'constant' || typeof url.value !== 'string' || handler === undefined) return
    const methods =
      method?.kind === 'list'
        ? method.items.flatMap((item) => (item.kind === 'constant' ? [String(item.value).toUpperCase()] : []))
        : method?.kind === 'constant'
          ? [String(method.value).toUpperCase()]
          : ['ANY']
    const route = makeRoute(walk, node, call, methods, url.value, handler.value, [], options)
    const target = handlerOf(walk.reader, handler.scope, handler.value)
    node.routes.push({
      ...route,
      handler: target,
      handlerName: target === null ? route.handlerName : handlerNameOf(walk.reader, handler.scope, handler.value, target),
    })
    return
  }
  if (second === undefined) return
  const path = stringAt(walk.reader, call, first)
  const child = mountedRouter(walk, call, second)
  if (path !== null && child !== null) node.mounts.push({ child: child.key, prefix: path, attachments: [], order: orderOf(walk, call) })
}

/** `app.on(['GET', 'POST'], '/path', handler)` of Hono. */
function readOn(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [methodSlot, pathSlot, ...handlers] = positionalArguments(call.call)
  if (node.framework !== 'hono' || methodSlot === undefined || pathSlot === undefined) return
  for (const path of stringsAt(walk.reader, call, pathSlot)) {
    for (const method of stringsAt(walk.reader, call, methodSlot)) addRoute(walk, node, call, method.toUpperCase(), path, handlers)
  }
}

/** `app.openapi(createRoute({ method, path, request }), handler)` of @hono/zod-openapi. */
function readOpenapi(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [routeSlot, handler] = positionalArguments(call.call)
  if (routeSlot === undefined || handler === undefined) return
  const made = callBehind(walk.reader, call, routeSlot)
  const options = made === null ? null : walk.reader.denoter.argument(made, made.call, 0)
  const path = entryOf(options, 'path')
  const method = entryOf(options, 'method')
  if (path?.kind !== 'constant' || method?.kind !== 'constant') return
  addRoute(walk, node, call, String(method.value).toUpperCase(), String(path.value), [handler])
}

const LAST = Number.MAX_SAFE_INTEGER

/**
 * Where a call stands in the order in which a router is configured: calls in the file that makes it count by their place, calls in a
 * function by the place that calls the function, calls in another file by the place that imports or runs that file.
 */
export function orderOf(walk: { readonly reader: Reader }, call: SeenCall, depth = 0): Order {
  if (depth > 5) return [LAST]
  const runner = outermostNamed(call)
  if (runner !== null) {
    const caller = walk.reader.callersOf(runner)[0]
    if (caller !== undefined && caller.call !== call.call) return [...orderOf(walk, caller, depth + 1), call.call.start]
  }
  return [call.call.start]
}

/** The function, not a callback, whose call runs this statement; null at module level. */
function outermostNamed(call: SeenCall): IrFunction | null {
  let found: IrFunction | null = null
  for (let at: IrFunction | undefined = call.function; at !== undefined && at.index !== 0; at = call.module.functions[at.parent]) found = at
  return found
}
