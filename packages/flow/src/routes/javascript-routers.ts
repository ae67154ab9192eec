import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { elysiaHooks, inheritHooks, readElysiaHook } from './elysia-hooks.ts'
import { fastifyBody, HOOKS, hookSlots, limitWords, pluginFunctions, registerRateLimit } from './fastify-options.ts'
import { bodyVerdict } from './guard-proof.ts'
import { dictEntries, flatten, handlerNameOf, handlerOf, orderOf, pathsAt, wrappersOf } from './handler-values.ts'
import { addNode, declareNode, FASTIFY, nodeOf, pluginKey, receiverNode, VERBS, type Walk } from './javascript-nodes.ts'
import { mountedRouter, mountedRouters } from './mounted-routers.ts'
import { isPassedOn, prefixesOf } from './passed-on.ts'
import {
  callBehind,
  entryOf,
  isConstant,
  isServed,
  listedArguments,
  nameOf,
  placeAt,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  slotText,
  stringAt,
  stringsAt,
} from './reader.ts'
import { givenAt } from './registrars/given-at.ts'
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'

/** Express, Koa, Hono and Fastify: routers are values, routes are method calls on them; `isReplaced` tells of calls that copies stand for. */
export function readJavascriptRouters(reader: Reader, nodes: Map<string, RouterNode>, isReplaced: (call: SeenCall) => boolean): void {
  const walk: Walk = { reader, nodes, keys: new Map(), guesses: false }
  const calls = reader.calls.filter((call) => call.module.language === 'javascript' && isServed(reader, call.module.file))
  for (const call of calls) declareNode(walk, call)
  registerPlugins(walk)
  walk.guesses = true
  for (const call of calls) if (!isReplaced(call)) readCall(walk, call)
  leaveOutOriginals(walk)
  for (const node of nodes.values()) if (node.framework === 'elysia') inheritHooks(walk, node)
}

/** Plugins register plugins, in any order of files: until no round finds another. */
export function registerPlugins(walk: Walk): void {
  const { reader } = walk
  const calls = reader.calls.filter(
    (call) =>
      call.method === 'register' && call.call.receiver >= 0 && call.module.language === 'javascript' && isServed(reader, call.module.file),
  )
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

/** A router of which there are copies, and which nobody mounts itself, is never made. */
function leaveOutOriginals({ nodes }: Walk): void {
  const mounted = new Set([...nodes.values()].flatMap(({ mounts }) => mounts.map(({ child }) => child)))
  for (const { key, copyOf } of [...nodes.values()]) {
    if (copyOf === undefined || !nodes.has(copyOf.key)) continue
    const original = nodes.get(copyOf.key)
    if (original === undefined) continue
    if (!mounted.has(original.key)) nodes.delete(original.key)
    else if (!mounted.has(key)) original.mounts.push({ child: key, prefix: '', attachments: [], order: [] })
  }
}

function readCall(walk: Walk, call: SeenCall): void {
  if (call.call.receiver < 0) return
  const { method } = call
  if (!INTERESTING.has(method)) return
  const chained = routeChain(walk, call)
  if (chained !== null) {
    if (method === 'all' && (refusesMethod(walk, call) || isPassedOn(walk, chained.node, call, listedArguments(call.call)))) return
    const before = chained.before.filter((one) => isPassedOn(walk, chained.node, one, listedArguments(one.call)))
    const handlers = [...before, call].flatMap((one) => listedArguments(one.call))
    addRoute(walk, chained.node, call, VERBS[method] ?? 'ANY', chained.path, handlers)
    return
  }
  const node = receiverNode(walk, call)
  if (node === null) return
  if (method === 'use') readUse(walk, node, call)
  else if (method === 'register') readKoaRegister(walk, node, call)
  else if (method === 'addHook') readHook(walk, node, call)
  else if (method === 'onBeforeHandle' || method === 'derive' || method === 'resolve' || method === 'guard')
    readElysiaHook(walk, node, call)
  else if (method === 'prefix') node.prefix = stringAt(walk.reader, call, positionalArguments(call.call)[0] ?? -1) ?? node.prefix
  else if (method === 'route') readRouteCall(walk, node, call)
  else if (method === 'on') readOn(walk, node, call)
  else if (method === 'param') return
  else if (method === 'openapi') readOpenapi(walk, node, call)
  else readVerb(walk, node, call)
}

const INTERESTING = new Set([
  ...Object.keys(VERBS),
  'use',
  'register',
  'addHook',
  'prefix',
  'route',
  'on',
  'param',
  'openapi',
  'onBeforeHandle',
  'derive',
  'resolve',
  'guard',
])

/** `.all(methodNotAllowed)` at the end of a chain answers 405 and serves nothing. */
function refusesMethod(walk: Walk, call: SeenCall): boolean {
  const last = positionalArguments(call.call).at(-1)
  if (last === undefined) return false
  if (/not_?allowed|allowed_?methods|only_?methods|405/i.test(slotText(walk.reader, call, last))) return true
  const code = codeOf(walk.reader, walk.reader.denoter.denote(call, last), callBehind(walk.reader, call, last), 'next')
  return code !== null && bodyVerdict(walk.reader, code.target, 'next').statuses.has(405)
}

interface RouteChain {
  readonly node: RouterNode
  readonly path: string
  /** What runs for all methods and stands before in the chain: `.all(signedIn)`. */
  readonly before: readonly SeenCall[]
}

/** `router.route('/x').get(a).post(b)`: the path stands at the start of the chain. */
function routeChain(walk: Walk, call: SeenCall): RouteChain | null {
  if (VERBS[call.method] === undefined) return null
  const before: SeenCall[] = []
  let at: SeenCall | null = callBehind(walk.reader, call, call.call.receiver)
  for (let step = 0; step < 20 && at !== null && at.call.receiver >= 0; step += 1) {
    if (at.method === 'route') {
      const node = receiverNode(walk, at)
      const path = stringAt(walk.reader, at, positionalArguments(at.call)[0] ?? -1)
      return node === null || path === null || positionalArguments(at.call).length !== 1 ? null : { node, path, before }
    }
    if (VERBS[at.method] === undefined) return null
    if (at.method === 'all') before.unshift(at)
    at = callBehind(walk.reader, at, at.call.receiver)
  }
  return null
}

function readVerb(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [first, ...rest] = listedArguments(call.call)
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
  for (const path of paths) {
    const isPassed = call.method === 'all' && isPassedOn(walk, node, call, rest)
    const prefixes = isPassed ? prefixesOf(path) : []
    if (isPassed && prefixes.length === 0) keepForPath(walk, node, call, path, rest)
    else if (prefixes.length === 0) addRoute(walk, node, call, VERBS[call.method] ?? 'ANY', path, rest)
    for (const prefix of prefixes)
      for (const slot of flatten(walk.reader, call, rest))
        node.uses.push({ path: prefix, attachment: { scope: call, slot, manner: 'next' }, order: orderOf(walk, call) })
  }
}

const keptForPath = new WeakMap<RouterNode, Map<string, readonly Attachment[]>>()

/** `router.all('/notes/:id', signedIn)`: it runs before what answers that path from there on. */
function keepForPath(walk: Walk, node: RouterNode, call: SeenCall, path: string, handlers: readonly Slot[]): void {
  const kept = keptForPath.get(node) ?? new Map<string, readonly Attachment[]>()
  keptForPath.set(node, kept)
  const more = flatten(walk.reader, call, handlers).map((slot): Attachment => ({ scope: call, slot, manner: 'next' }))
  kept.set(path, [...(kept.get(path) ?? []), ...more])
}

function addRoute(walk: Walk, node: RouterNode, call: SeenCall, method: string, path: string, handlers: readonly Slot[]): void {
  if (node.framework === 'elysia') {
    const [handler, hooks] = handlers
    if (handler !== undefined) {
      const before = elysiaHooks(walk.reader, call, hooks ?? -1)
      node.routes.push({ ...makeRoute(walk, node, call, [method], path, handler, [], null), attachments: before })
    }
    return
  }
  const options = handlers.length > 1 ? optionsOf(walk, node, call, handlers[0] ?? -1) : null
  const flat = flatten(walk.reader, call, options === null ? handlers : handlers.slice(1))
  const last = flat.at(-1)
  if (last === undefined) return
  const route = makeRoute(walk, node, call, [method], path, last, flat.slice(0, -1), options)
  node.routes.push({ ...route, attachments: [...(keptForPath.get(node)?.get(path) ?? []), ...route.attachments] })
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
  const hooks = node.framework === 'fastify' ? hookSlots(reader, call, options) : []
  const schema = entryOf(options, 'schema')
  const rateLimit = entryOf(entryOf(options, 'config') ?? null, 'rateLimit')
  return {
    framework: node.framework,
    methods,
    path,
    place: placeInChain(reader, call),
    handler,
    handlerName: handler === null ? slotText(reader, call, handlerSlot) : handlerNameOf(reader, call, handlerSlot, handler),
    owner: null,
    attachments: [
      ...before.map((slot): Attachment => ({ scope: call, slot, manner: node.framework === 'fastify' ? 'returns' : 'next' })),
      ...hooks,
      ...ownWrappers(walk.reader, call, handlerSlot),
    ],
    guards: rolesOfConfig(reader, entryOf(options, 'config')).map((name) => ({
      kind: 'role',
      name,
      place: placeInChain(reader, call),
      level: 'route',
      proof: 'named',
    })),
    rateLimits: rateLimit?.kind === 'dict' ? [limitWords(rateLimit)] : [],
    parameters: [],
    body: fastifyBody(reader, schema),
    responseSchema: entryOf(schema ?? null, 'response') === undefined ? null : 'response',
    csrf: null,
    isPublic: isMarkedPublic(entryOf(options, 'config')),
    // `config: { rateLimit: false }` takes a route out of the limit of all.
    skipsLimits: isConstant(rateLimit, false),
    order: orderOf(walk, call),
    confidence: path === '' ? 'medium' : 'high',
  }
}

/** In `new Hono().get(...).delete(...)` every call begins where the chain does: a route stands at its own verb. */
function placeInChain(reader: Reader, call: SeenCall): FoundRoute['place'] {
  const given = givenAt(reader, call)
  if (given !== null) return placeAt(reader, given.scope, given.start, given.end)
  const before = callBehind(reader, call, call.call.receiver)
  if (before === null || before.function !== call.function || before.call.start !== call.call.start) return placeOfCall(reader, call)
  const rest = reader.textOf(call.module.file).slice(before.call.end, call.call.end)
  return placeAt(reader, call, before.call.end + (/^\s*(?:\/\/[^\n]*\s*)*/.exec(rest)?.[0].length ?? 0), call.call.end)
}

/** `router.get('/x', withSession(async (event, session) => ...))` where the source has the wrapper. */
function ownWrappers(reader: Reader, call: SeenCall, handler: Slot): readonly Attachment[] {
  return wrappersOf(reader, call, handler).filter(({ scope, slot }) => reader.denoter.denote(scope, slot).kind === 'function')
}

/** `config: { access: 'admin' }`, where a hook of the application reads `routeOptions.config.access`. */
function rolesOfConfig(reader: Reader, config: Denotation | undefined): readonly string[] {
  if (config?.kind !== 'dict') return []
  return [...config.entries].flatMap(([key, value]) => {
    const given = value.kind === 'list' ? value.items : [value]
    const roles = given.flatMap((one) => (one.kind === 'constant' && typeof one.value === 'string' ? [one.value] : []))
    const isRole = ACCESS_KEY.test(key) && roles.length > 0 && roles.every((role) => PRIVILEGED.test(role))
    return isRole && isConfigRead(reader, key) ? [`${key}: ${roles.join(', ')}`] : []
  })
}

const ACCESS_KEY = /^(?:access|roles?|allow(?:ed)?(?:Roles?)?|requires?(?:Role)?|permissions?|scopes?|auth)$/i
const PRIVILEGED = /admin|super|staff|root|operator|moderat|manag|owner|support|internal/i

function isConfigRead(reader: Reader, key: string): boolean {
  const reads = new RegExp(
    `\\b(?:routeOptions|context|routeConfig)\\??\\.(?:config\\??\\.)?${key}\\b|\\{[^{}]*\\b${key}\\b[^{}]*\\}\\s*=\\s*\\w+\\.(?:routeOptions|context)\\.config\\b`,
  )
  return reader.program.modules.some(({ file, language }) => language === 'javascript' && reads.test(reader.textOf(file)))
}

/** `config: { public: true }`, which a hook of the application reads. */
function isMarkedPublic(config: Denotation | undefined): boolean {
  if (config?.kind !== 'dict') return false
  return [...config.entries].some(
    ([key, value]) =>
      value.kind === 'constant' &&
      (/^(?:is)?(?:public|anonymous|skip_?auth|no_?auth)$/i.test(key)
        ? value.value === true
        : /^(?:auth|requires?_?auth|authenticated?|protected)$/i.test(key) && value.value === false),
  )
}

/** `table.forEach((entry) => router.use(entry.path, entry.route))` with the table written out. */
function readTable(walk: Walk, node: RouterNode, call: SeenCall): boolean {
  const [path, router] = positionalArguments(call.call).map((slot) => walk.reader.denoter.denote(call, slot))
  if (path?.kind !== 'parameter' || router?.kind !== 'parameter' || path.function !== router.function || path.path === '') return false
  const outer = path.module.functions[path.function.parent]
  const loop =
    outer === undefined
      ? undefined
      : walk.reader.callsIn(outer).find((one) => /^(?:forEach|map)$/.test(one.method) && runs(walk, one, path.function))
  const table = loop === undefined ? undefined : walk.reader.denoter.denote(loop, loop.call.receiver)
  if (table?.kind !== 'list') return false
  const order = orderOf(walk, call)
  for (const entry of table.items) {
    const prefix = entryOf(entry, path.path.slice(1))
    const target = entryOf(entry, router.path.slice(1))
    const child = target === undefined ? null : nodeOf(walk, target)
    if (child !== null && child !== node && prefix?.kind === 'constant')
      node.mounts.push({ child: child.key, prefix: String(prefix.value), attachments: [], order })
  }
  return true
}

function runs(walk: Walk, call: SeenCall, callback: IrFunction): boolean {
  const first = call.call.args[0]
  const denoted = first === undefined ? undefined : walk.reader.denoter.denote(call, first.value)
  return denoted?.kind === 'function' && denoted.function === callback
}

function readUse(walk: Walk, node: RouterNode, call: SeenCall): void {
  const slots = listedArguments(call.call)
  const first = slots[0]
  if (first === undefined) return
  if (readTable(walk, node, call)) return
  const paths = stringsAt(walk.reader, call, first)
  const rest = flatten(walk.reader, call, paths.length > 0 ? slots.slice(1) : slots)
  const order = orderOf(walk, call)
  for (const path of paths.length > 0 ? paths : ['']) {
    const before: Attachment[] = []
    for (const slot of rest) {
      if (readKoaRoute(walk, node, call, slot)) continue
      const children = mountedRouters(walk, call, slot).filter((child) => child !== node)
      for (const child of children) node.mounts.push({ child: child.key, prefix: path, attachments: [...before], order })
      if (children.length === 0) {
        const attachment: Attachment = { scope: call, slot, manner: 'next' }
        before.push(attachment)
        if (rest.every((other) => other === slot || mountedRouters(walk, call, other).length === 0))
          node.uses.push({ path, attachment, order })
      }
    }
  }
}

function readRegister(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [pluginSlot, optionsSlot] = positionalArguments(call.call)
  if (pluginSlot === undefined || node.framework !== 'fastify') return
  const options = optionsSlot === undefined ? null : walk.reader.denoter.denote(call, optionsSlot)
  const prefix = entryOf(options, 'prefix')
  const denoted = walk.reader.denoter.denote(call, pluginSlot)
  const library = nameOf(denoted)
  if (library.startsWith('@fastify/rate-limit') || library.startsWith('fastify-rate-limit')) registerRateLimit(node, options)
  for (const plugin of pluginFunctions(walk, call, pluginSlot)) {
    const key = pluginKey(plugin.target.module.file, plugin.target.function)
    const parameterKey = `${plugin.target.module.file}:parameter:${plugin.target.function.index}:0`
    if (plugin.isTransparent) {
      walk.keys.set(parameterKey, node.key)
      continue
    }
    if (plugin.target.function.parameters.length > 0) {
      addNode(walk, key, FASTIFY, false)
      walk.keys.set(parameterKey, key)
    }
    const own = prefix?.kind === 'constant' && typeof prefix.value === 'string' ? prefix.value : ''
    node.mounts.push({ child: key, prefix: own, attachments: [], order: orderOf(walk, call) })
  }
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

/** `router.register('/path', ['get', 'post'], handler)` of koa-router; without methods it is middleware. */
function readKoaRegister(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [pathSlot, methodSlot, ...handlers] = listedArguments(call.call)
  if (node.framework !== 'koa' || pathSlot === undefined || methodSlot === undefined) return
  const methods = stringsAt(walk.reader, call, methodSlot).map((method) => method.toUpperCase())
  for (const path of pathsAt(walk.reader, call, pathSlot)) for (const method of methods) addRoute(walk, node, call, method, path, handlers)
}

/** `app.use(route.get('/pets/:name', handler))` of koa-route, whose handler gets the parameters of the path one by one. */
function readKoaRoute(walk: Walk, node: RouterNode, scope: Scope, slot: Slot): boolean {
  const call = node.framework === 'koa' ? callBehind(walk.reader, scope, slot) : null
  const method = VERBS[call?.method ?? '']
  if (call === null || method === undefined || !/^koa-route\./.test(call.name)) return false
  const [pathSlot, handlerSlot] = positionalArguments(call.call)
  const path = pathSlot === undefined ? null : stringAt(walk.reader, call, pathSlot)
  if (path === null || handlerSlot === undefined) return false
  const route = makeRoute(walk, node, call, [method], path, handlerSlot, [], null)
  const given = route.handler?.function.parameters.slice(1, 1 + [...path.matchAll(/:\w+/g)].length) ?? []
  node.routes.push({ ...route, places: new Map(given.map(({ name }) => [name, 'path'])) })
  return true
}

/** `app.on(['GET', 'POST'], '/path', handler)` of Hono. */
function readOn(walk: Walk, node: RouterNode, call: SeenCall): void {
  const [methodSlot, pathSlot, ...handlers] = listedArguments(call.call)
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
