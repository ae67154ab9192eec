import type { Scope } from '../engine/program.ts'
import type { BodyFact, Confidence, GuardFact, Place, RouteEffect, RouteParameter } from '../facts.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import type { PathTemplate } from './path-template.ts'
import type { FunctionRef } from './reader.ts'

/** Something put before a handler: a middleware, a decorator, a dependency, a hook. */
export interface Attachment {
  readonly scope: Scope
  readonly slot: Slot
  /** How it says that the request goes on. */
  readonly manner: Manner
  /** How the source names it, where the slot does not tell. */
  readonly label?: string
  /** It asks for the scopes that it is attached with, and is attached without any. */
  readonly isUnscoped?: true
}

/**
 * How an attached function lets a request through: `next` calls its continuation (a parameter), `wrapper` is a decorator that calls
 * what it wraps, `returns` goes on by returning (and refuses by throwing), `returns-nothing` refuses by returning a response,
 * `returns-truth` refuses by returning false.
 */
export type Manner = 'next' | 'wrapper' | 'returns' | 'returns-nothing' | 'returns-truth'

export interface FoundRoute {
  readonly framework: string
  readonly methods: readonly string[]
  /** In the framework's own syntax. */
  readonly path: string
  readonly place: Place
  /** Where its address is given to it, when that is elsewhere. */
  readonly registered?: Place
  readonly handler: FunctionRef | null
  readonly handlerName: string
  /** When the handler is a method of a view class. */
  readonly owner: { readonly module: Module; readonly class: IrClass } | null
  readonly attachments: readonly Attachment[]
  /** Guards that need no reading, such as a known mixin. */
  readonly guards: readonly GuardFact[]
  readonly rateLimits: readonly string[]
  readonly parameters: readonly RouteParameter[]
  /** Where the parameters of the handler come from, when they are not called as on the wire. */
  readonly places?: ReadonlyMap<string, RouteParameter['in']>
  readonly body: BodyFact | null
  readonly responseSchema: string | null
  readonly csrf: 'protected' | 'exempt' | null
  /** Guards of application or router that this route is freed from (`AllowAny`, `@Public()`). */
  readonly isPublic: boolean
  /** Parameters of the handler that hold the caller, as a dependency has found it. */
  readonly callers?: ReadonlySet<string>
  /** Parameters of the handler that hold a number of rows which nothing bounds. */
  readonly openNumbers?: ReadonlySet<string>
  /** Guards of the application that this route switches off by name: `permission_classes = []`. */
  readonly switchedOff?: readonly GuardFact[]
  /** What is attached to the whole application and asks only those routes that are marked, of which this is none. */
  readonly unasked?: readonly Attachment[]
  /** Limits of application or router that this route is freed from (`@SkipThrottle()`). */
  readonly skipsLimits?: boolean
  readonly order: Order
  readonly confidence: Confidence
  /** What the framework itself does for a handler that the tree does not spell out. */
  readonly effects?: readonly RouteEffect[]
}

/** Position among the statements that configure one router; compared item by item. */
export type Order = readonly number[]

export interface Use {
  /** Path below which it works; '' for all. */
  readonly path: string
  readonly attachment: Attachment
  readonly order: Order
}

export interface Mount {
  readonly child: string
  readonly prefix: string
  readonly attachments: readonly Attachment[]
  readonly order: Order
  /** Whether `prefix` stands in for the child's own (Flask). */
  readonly replacesPrefix?: boolean
}

/** An application, or a router, blueprint or plugin that some application mounts. */
export interface RouterNode {
  readonly key: string
  readonly framework: string
  prefix: string
  readonly isApplication: boolean
  /** Whether only what was attached before a route counts for it. */
  readonly isOrdered: boolean
  readonly template: (path: string) => PathTemplate
  readonly routes: FoundRoute[]
  readonly uses: Use[]
  readonly mounts: Mount[]
  /** Guards that were read without an attachment, of the whole node. */
  readonly guards: GuardFact[]
  readonly rateLimits: string[]
  csrf: 'protected' | 'exempt' | null
  /** Where a copy of a function makes it: the router that the function itself makes, and the call that the copy is for. */
  readonly copyOf?: { readonly key: string; readonly file: string; readonly start: number; readonly end: number }
}

export interface AttachedAt {
  readonly attachment: Attachment
  readonly level: GuardFact['level']
}

/** A route with everything that works on it. */
export interface PlacedRoute {
  readonly route: FoundRoute
  readonly template: PathTemplate
  readonly attached: readonly AttachedAt[]
  /** What is attached on the way after the route, where the order counts. */
  readonly later: readonly AttachedAt[]
  readonly guards: readonly GuardFact[]
  readonly rateLimits: readonly string[]
  readonly csrf: 'protected' | 'exempt' | null
}

/** What is attached above for a path that goes further than where the router is mounted, from there on. */
interface Deeper {
  readonly path: string
  readonly at: AttachedAt
  readonly isLater: boolean
}

interface Surroundings {
  readonly prefix: string
  /** What a router above attached to single whole paths (Hono). */
  readonly exact: readonly ExactUse[]
  readonly deeper: readonly Deeper[]
  readonly attached: readonly AttachedAt[]
  readonly later: readonly AttachedAt[]
  readonly guards: readonly GuardFact[]
  readonly rateLimits: readonly string[]
  readonly csrf: 'protected' | 'exempt' | null
}

interface ExactUse extends AttachedAt {
  readonly path: string
}

const MAX_NESTING = 12
const MAX_ROUTES = 20_000

export function compareOrder(a: Order, b: Order): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1)
    if (difference !== 0 && !Number.isNaN(difference)) return difference
  }
  return 0
}

/** Every route of every application, with prefixes joined and what is attached on the way collected. */
export function placeRoutes(nodes: ReadonlyMap<string, RouterNode>): readonly PlacedRoute[] {
  const mounted = new Set<string>()
  for (const node of nodes.values()) for (const mount of node.mounts) if (mount.child !== node.key) mounted.add(mount.child)
  const placed: PlacedRoute[] = []
  for (const node of nodes.values()) {
    // A router that nobody mounts is still code that somebody means to serve: its routes are listed without a prefix.
    if (mounted.has(node.key)) continue
    placeNode(nodes, node, surroundingsOf(nodes, node), [], placed)
  }
  return placed
}

/** A router whose mounting we could not follow is served by the only application of its framework, if there is just one. */
function surroundingsOf(nodes: ReadonlyMap<string, RouterNode>, node: RouterNode): Surroundings {
  const alone: Surroundings = { prefix: '', exact: [], deeper: [], attached: [], later: [], guards: [], rateLimits: [], csrf: null }
  const applications = [...nodes.values()].filter((other) => other.isApplication && other.framework === node.framework)
  const [application] = applications
  if (node.isApplication || applications.length !== 1 || application === undefined) return alone
  const attached = application.uses
    .filter((use) => use.path === '')
    .map(({ attachment }) => ({ attachment, level: 'application' as const }))
  const deeper = application.uses.flatMap(({ path, attachment }): Deeper[] =>
    path === '' || isExact(application, path) ? [] : [{ path, at: { attachment, level: 'application' }, isLater: false }],
  )
  return { ...alone, deeper, attached, guards: application.guards, rateLimits: application.rateLimits, csrf: application.csrf }
}

function placeNode(
  nodes: ReadonlyMap<string, RouterNode>,
  node: RouterNode,
  above: Surroundings,
  path: readonly string[],
  placed: PlacedRoute[],
  ownPrefix = node.prefix,
): void {
  if (path.includes(node.key) || path.length > MAX_NESTING) return
  const here: Surroundings = {
    prefix: join(above.prefix, ownPrefix, false),
    exact: [...above.exact, ...exactUses(node, join(above.prefix, ownPrefix, false))],
    deeper: above.deeper,
    attached: above.attached,
    later: above.later,
    guards: [...above.guards, ...node.guards],
    rateLimits: [...above.rateLimits, ...node.rateLimits],
    csrf: node.csrf === 'exempt' ? 'exempt' : (above.csrf ?? node.csrf),
  }
  const level: GuardFact['level'] = node.isApplication ? 'application' : 'router'
  for (const route of node.routes) {
    if (placed.length >= MAX_ROUTES) return
    const { before, after } = usesFor(node, route.order, route.path, level, above.deeper, ownPrefix)
    const whole = join(here.prefix, route.path, !node.isOrdered && node.framework !== 'fastify')
    const exact = here.exact.filter(({ path: wanted }) => isSamePath(wanted, whole))
    placed.push({
      route,
      template: node.template(whole),
      attached: [
        ...here.attached,
        ...exact,
        ...before,
        ...route.attachments.map((attachment) => ({ attachment, level: 'route' as const })),
      ],
      later: [...here.later, ...after],
      guards: [...here.guards, ...route.guards],
      rateLimits: [...here.rateLimits, ...route.rateLimits],
      csrf: here.csrf,
    })
  }
  for (const mount of node.mounts) {
    const child = nodes.get(mount.child)
    if (child === undefined) continue
    const { before, after, deeper } = usesFor(node, mount.order, mount.prefix, level, above.deeper, ownPrefix)
    const own = mount.attachments.map((attachment) => ({ attachment, level: 'router' as const }))
    const below = {
      ...here,
      prefix: join(here.prefix, mount.prefix, false),
      deeper,
      attached: [...here.attached, ...before, ...own],
      later: [...here.later, ...after],
    }
    placeNode(nodes, child, below, [...path, node.key], placed, mount.replacesPrefix === true ? '' : child.prefix)
  }
}

interface UsesFor {
  readonly before: readonly AttachedAt[]
  readonly after: readonly AttachedAt[]
  /** What works further down than this path. */
  readonly deeper: readonly Deeper[]
}

function usesFor(
  node: RouterNode,
  order: Order,
  path: string,
  level: GuardFact['level'],
  above: readonly Deeper[],
  ownPrefix: string,
): UsesFor {
  const own = node.uses
    .filter(({ path: prefix }) => !isExact(node, prefix))
    .map(
      ({ path: prefix, attachment, order: at }): Deeper => ({
        path: prefix,
        at: { attachment, level },
        isLater: node.isOrdered && compareOrder(at, order) >= 0,
      }),
    )
  const whole = join(ownPrefix, path, false)
  const candidates = [...above.map((one) => ({ ...one, from: whole })), ...own.map((one) => ({ ...one, from: path }))]
  const covering = candidates.filter((one) => covers(one.path, one.from))
  return {
    before: covering.flatMap(({ at, isLater }) => (isLater ? [] : [at])),
    after: covering.flatMap(({ at, isLater }) => (isLater ? [at] : [])),
    deeper: candidates.flatMap(({ path: prefix, from, at, isLater }) => {
      const rest = pathBelow(from, prefix)
      return rest === null ? [] : [{ path: rest, at, isLater }]
    }),
  }
}

/** What of `/api/admin` is left below `/api`; null where it does not lead through there. */
function pathBelow(mount: string, prefix: string): string | null {
  const base = `/${mount}/`.replace(/\/{2,}/g, '/')
  const whole = `/${prefix}`.replace(/\/{2,}/g, '/')
  return whole.startsWith(base) && whole.length > base.length ? whole.slice(base.length - 1) : null
}

/** `app.use('/admin', guard)` of Hono is for `/admin` alone; `/admin/*` is for what lies below. */
function isExact({ framework }: RouterNode, path: string): boolean {
  return framework === 'hono' && path !== '' && path !== '/' && !path.includes('*')
}

function exactUses(node: RouterNode, prefix: string): readonly ExactUse[] {
  const level = node.isApplication ? 'application' : 'router'
  return node.uses
    .filter(({ path }) => isExact(node, path))
    .map(({ path, attachment }) => ({ path: join(prefix, path, false), attachment, level }))
}

function isSamePath(a: string, b: string): boolean {
  const plain = (path: string): string => path.replace(/:\w+(?:\{[^}]*\})?\??/g, ':').replace(/\/+$/, '')
  return plain(a) === plain(b)
}

/** Whether middleware attached below one path sees requests to another: `/api` and `/api/*` see `/api/users`. */
function covers(prefix: string, path: string): boolean {
  const base = prefix.replace(/\/?\(?\.?\*\)?$/, '').replace(/\/+$/, '')
  if (base === '' || base === '/') return true
  const named = (text: string): string => (text.startsWith('/') ? text : `/${text}`).replace(/:\w+/g, ':')
  const rest = named(path)
  const start = named(base)
  return rest === start || rest.startsWith(`${start}/`)
}

/** Unlike a path's parts, prefixes are glued: Flask's `/api` + `/x`, Django's `api/` + `x`; only the Python frameworks tell `/x/` from `/x`. */
function join(prefix: string, path: string, keepsSlash: boolean): string {
  if (prefix === '' || prefix === '/') return path
  if (path === '/' && keepsSlash) return prefix.endsWith('/') ? prefix : `${prefix}/`
  if (path === '' || path === '/') return prefix
  return prefix.endsWith('/') || path.startsWith('/') || path.startsWith('^')
    ? `${prefix.replace(/\/$/, '')}/${path.replace(/^\^?\/?/, '')}`
    : `${prefix}/${path}`
}
