import type { Denotation } from '../engine/denotation.ts'
import type { IrFunction } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { elysiaHooks } from './elysia-hooks.ts'
import { HOOKS } from './fastify-options.ts'
import { dictEntries } from './handler-values.ts'
import { colonTemplate } from './path-template.ts'
import {
  callBehind,
  definitionBehind,
  entryOf,
  nameOf,
  originalKey,
  positionalArguments,
  type Reader,
  type SeenCall,
  siteKey,
  stringAt,
} from './reader.ts'
import type { RouterNode } from './router-graph.ts'

export interface Dialect {
  readonly framework: string
  readonly isOrdered: boolean
}

export const EXPRESS: Dialect = { framework: 'express', isOrdered: true }

export const KOA: Dialect = { framework: 'koa', isOrdered: true }

export const HONO: Dialect = { framework: 'hono', isOrdered: true }

export const FASTIFY: Dialect = { framework: 'fastify', isOrdered: false }

export const H3: Dialect = { framework: 'h3', isOrdered: true }

export const ELYSIA: Dialect = { framework: 'elysia', isOrdered: true }

export interface MakerKind {
  readonly dialect: Dialect
  readonly isApplication: boolean
}

/** What makes an application or a router, by the name of what it returns. */
export const MAKERS: ReadonlyMap<string, MakerKind> = new Map(
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
    'h3.createApp()': { dialect: H3, isApplication: true },
    'h3.H3()': { dialect: H3, isApplication: true },
    'h3.createRouter()': { dialect: H3, isApplication: false },
    'elysia.Elysia()': { dialect: ELYSIA, isApplication: true },
    'elysia()': { dialect: ELYSIA, isApplication: true },
    'fastify()': { dialect: FASTIFY, isApplication: true },
    'fastify.fastify()': { dialect: FASTIFY, isApplication: true },
  } satisfies Record<string, MakerKind>),
)

const MAKER_CALLS = new Map([...MAKERS].map(([made, kind]) => [made.slice(0, -'()'.length), kind]))

/** Types by which a parameter is known to be an application although its maker is elsewhere. */
export const ROUTER_TYPES: ReadonlyMap<string, Dialect> = new Map([
  ['express.Express()', EXPRESS],
  ['express.Application()', EXPRESS],
  ['express.IRouter()', EXPRESS],
  ['express.Router()', EXPRESS],
  ['fastify.FastifyInstance()', FASTIFY],
  ['koa.Koa()', KOA],
  ['@koa/router.Router()', KOA],
  ['@koa/router()', KOA],
  ['koa-router()', KOA],
  ['hono.Hono()', HONO],
])

export const VERBS = tableOf<string>({
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  delete: 'DELETE',
  del: 'DELETE',
  patch: 'PATCH',
  options: 'OPTIONS',
  head: 'HEAD',
  all: 'ANY',
})

export interface Walk {
  readonly reader: Reader
  readonly nodes: Map<string, RouterNode>
  /** Nodes of the parameters that stand for a router. */
  readonly keys: Map<string, string | null>
  /** Whether a parameter may count as a router for its name alone. */
  guesses: boolean
}

export function declareNode(walk: Walk, call: SeenCall): void {
  const kind = MAKER_CALLS.get(call.name)
  if (kind === undefined) return
  const options = call.call.args[0]
  const denoted = options === undefined ? null : walk.reader.denoter.denote(call, options.value)
  const prefix = entryOf(denoted, 'prefix')
  const key = siteKey(call)
  const { copy } = call.function
  addNode(
    walk,
    key,
    kind.dialect,
    kind.isApplication,
    prefix?.kind === 'constant' && typeof prefix.value === 'string' ? prefix.value : '',
    copy === undefined ? undefined : { key: originalKey(key), file: copy.file, start: copy.start, end: copy.end },
  )
}

export function addNode(
  walk: Walk,
  key: string,
  dialect: Dialect,
  isApplication: boolean,
  prefix = '',
  copyOf?: RouterNode['copyOf'],
): RouterNode {
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
    ...(copyOf === undefined ? {} : { copyOf }),
  }
  walk.nodes.set(key, node)
  return node
}

const CHAINED =
  /^(.*\(\))\.(?:basePath|withTypeProvider|openapi|register|after|use|get|post|put|delete|patch|options|all|route|prefix|onError|notFound|derive|resolve|decorate|state|model|guard|group|onBeforeHandle|macro)\(\)$/
/** Steps of `new Hono().get(...).post(...)` that are followed to where it begins. */
const LONGEST_CHAIN = 200

/** The node that a value is; null when it is no router. */
export function nodeOf(walk: Walk, denoted: Denotation, depth = 0): RouterNode | null {
  if (depth > 6) return null
  let at = denoted
  for (let step = 0; step < LONGEST_CHAIN && at.kind === 'library' && at.origin !== null; step += 1) {
    const { origin } = at
    if (MAKERS.has(at.name)) return walk.nodes.get(siteKey(origin)) ?? null
    if (!CHAINED.test(at.name) || origin.call.receiver < 0) return null
    const receiver = walk.reader.denoter.denote(origin, origin.call.receiver)
    if (origin.call.method === 'basePath') {
      const parent = nodeOf(walk, receiver, depth + 1)
      return parent === null ? null : basePathNode(walk, parent, origin)
    }
    at = receiver
  }
  if (at.kind === 'parameter' && at.path === '') return parameterNode(walk, at.module.file, at, depth)
  return null
}

/** `const api = app.basePath('/api')` is a router of its own below the application. */
export function basePathNode(
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

const GIVES_ITSELF =
  /^(?:get|post|put|patch|delete|options|head|all|use|guard|group|derive|resolve|decorate|state|model|onBeforeHandle|onError|macro)$/

/** `(app) => app.get('/a', a).post('/b', b)`: each step gives what the first was called on. */
function chainNode(walk: Walk, call: SeenCall): RouterNode | null {
  let at: SeenCall | null = call
  for (let step = 0; step < 40; step += 1) {
    const behind: SeenCall | null = at.call.receiver < 0 ? null : callBehind(walk.reader, at, at.call.receiver)
    if (behind === null) break
    if (behind.call.receiver < 0 || !GIVES_ITSELF.test(behind.method)) return null
    at = behind
  }
  if (at === call || at.call.receiver < 0) return null
  const base = walk.reader.denoter.denote(at, at.call.receiver)
  return base.kind === 'parameter' ? nodeOf(walk, base) : null
}

/** `this.app.use(...)` where a method of the class gave the field its application, whatever type the field declares. */
function fieldNode(walk: Walk, call: SeenCall): RouterNode | null {
  const behind = definitionBehind(call, call.call.receiver)
  if (behind?.instruction.op !== 'get') return null
  const { denoter } = walk.reader
  const object = denoter.denote(behind.scope, behind.instruction.object)
  if (object.kind !== 'instance' && object.kind !== 'class') return null
  for (const { scope, slot } of denoter.fieldAssignments(object.module, object.class, behind.instruction.key)) {
    const found = nodeOf(walk, denoter.denote(scope, slot))
    if (found !== null) return found
  }
  return null
}

/** A parameter is what its callers pass; a plugin's first parameter is a context of its own. */
export function parameterNode(walk: Walk, file: string, denoted: Denotation & { kind: 'parameter' }, depth: number): RouterNode | null {
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
  found ??= denoted.index === 0 ? scopeNode(walk, denoted, depth) : null
  walk.keys.set(key, found?.key ?? null)
  return found
}

/** `app.group('/v1', (app) => ...)`, `app.guard({ beforeHandle: asks }, (app) => ...)` of Elysia: what the callback is given is a router of its own. */
function scopeNode(walk: Walk, denoted: Denotation & { kind: 'parameter' }, depth: number): RouterNode | null {
  const { reader } = walk
  const call = reader.callsOfModule(denoted.module).find((one) => {
    const last = positionalArguments(one.call).at(-1)
    if ((one.method !== 'group' && one.method !== 'guard') || one.call.receiver < 0 || last === undefined) return false
    const callback = reader.denoter.denote(one, last)
    return callback.kind === 'function' && callback.function === denoted.function
  })
  const parent =
    call === undefined ? null : (nodeOf(walk, reader.denoter.denote(call, call.call.receiver), depth + 1) ?? chainNode(walk, call))
  if (call === undefined || parent?.framework !== ELYSIA.framework) return null
  const positional = positionalArguments(call.call)
  const prefix = call.method === 'group' ? (stringAt(reader, call, positional[0] ?? -1) ?? '') : ''
  const node = addNode(walk, `${siteKey(call)}:scope`, ELYSIA, false, prefix)
  const order = [call.call.start]
  if (!parent.mounts.some(({ child }) => child === node.key)) parent.mounts.push({ child: node.key, prefix: '', attachments: [], order })
  for (const attachment of positional.length > 1 ? elysiaHooks(reader, call, positional.at(-2) ?? -1) : [])
    node.uses.push({ path: '', attachment, order: [0] })
  return node
}

export function pluginKey(file: string, fn: IrFunction): string {
  return `${file}:plugin:${fn.index}`
}

/** The router on which a method is called, also through a typed parameter, or one that is only called like a router. */
export function receiverNode(walk: Walk, call: SeenCall): RouterNode | null {
  if (call.call.receiver < 0) return null
  const denoted = walk.reader.denoter.denote(call, call.call.receiver)
  const direct = nodeOf(walk, denoted)
  if (direct !== null) return direct
  const found = fieldNode(walk, call) ?? chainNode(walk, call)
  if (found !== null) return found
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

export function guessDialect(walk: Walk, denoted: Denotation & { kind: 'parameter' }): Dialect {
  const name = denoted.function.parameters[denoted.index]?.name ?? ''
  if (name === 'fastify' || usesFastifyOptions(walk, denoted.function)) return FASTIFY
  for (const node of walk.nodes.values()) if (node.framework === 'fastify') return FASTIFY
  return EXPRESS
}

/** `app.get('/x', { preHandler }, handler)`, `app.addHook(...)`: only Fastify's routes take options. */
function usesFastifyOptions({ reader }: Walk, fn: IrFunction): boolean {
  return reader.callsIn(fn).some((call) => {
    if (call.method === 'addHook') return true
    const [, options, handler] = positionalArguments(call.call)
    if (options === undefined || handler === undefined || !looksLikeRoute(reader, call)) return false
    return dictEntries(call, options).some(({ key }) => HOOKS.has(key) || key === 'schema' || key === 'config')
  })
}

/** `function routes(fastify: FastifyInstance)`: the plugin that was registered, else the application that a caller passes. */
export function typedParameterNode(walk: Walk, call: SeenCall, dialect: Dialect): RouterNode | null {
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

export function looksLikeRoute(reader: Reader, call: SeenCall): boolean {
  const [path, handler] = positionalArguments(call.call)
  if (path === undefined || handler === undefined) return false
  return VERBS[call.method] !== undefined && (stringAt(reader, call, path)?.startsWith('/') ?? false)
}
