import { functionAt, type Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { memberFunction } from './class-views.ts'
import { flatten, handlerOf } from './handler-values.ts'
import { guardKindOfName } from './known-guards.ts'
import { colonTemplate } from './path-template.ts'
import { pythonRoute } from './python-route.ts'
import {
  callBehind,
  definitionBehind,
  type FunctionRef,
  isServed,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'

const ROUTER = /^(?:@adonisjs\/core\/services\/router|@ioc:Adonis\/Core\/Route)$/
const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', any: 'ANY' })
/** What `resource()` asks of a controller. */
const ACTIONS: readonly (readonly [action: string, method: string, path: string])[] = [
  ['index', 'GET', ''],
  ['create', 'GET', '/create'],
  ['store', 'POST', ''],
  ['show', 'GET', '/:id'],
  ['edit', 'GET', '/:id/edit'],
  ['update', 'PUT', '/:id'],
  ['update', 'PATCH', '/:id'],
  ['destroy', 'DELETE', '/:id'],
]
const DEEPEST = 6

/** AdonisJS: `router.get('/notes/:id', [NotesController, 'show']).use(middleware.auth())`, groups, resources. */
export function readAdonis(reader: Reader, nodes: Map<string, RouterNode>): void {
  const node: RouterNode = {
    key: 'adonis:application',
    framework: 'adonis',
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: colonTemplate,
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
  for (const module of reader.program.modules) {
    if (module.language !== 'javascript' || !isServed(reader, module.file)) continue
    if (!module.imports.some(({ from }) => ROUTER.test(from))) continue
    for (const call of reader.callsOfModule(module)) node.routes.push(...routesOf(reader, call))
  }
  if (node.routes.length > 0) nodes.set(node.key, node)
}

function isRouter(reader: Reader, call: SeenCall): boolean {
  const behind = call.call.receiver < 0 ? null : definitionBehind(call, call.call.receiver)
  if (behind?.instruction.op === 'import') return ROUTER.test(behind.instruction.from)
  const denoted = call.call.receiver < 0 ? null : reader.denoter.denote(call, call.call.receiver)
  return denoted?.kind === 'library' && ROUTER.test(denoted.name.replace(/\.default$/, ''))
}

function routesOf(reader: Reader, call: SeenCall): readonly FoundRoute[] {
  const { method } = call
  if (VERBS[method] === undefined && method !== 'route' && method !== 'resource' && method !== 'apiResource') return []
  if (!isRouter(reader, call)) return []
  const [first, second, third] = positionalArguments(call.call)
  const path = stringAt(reader, call, first ?? -1)
  if (path === null || second === undefined) return []
  const around = surroundings(reader, call)
  const route = (methods: readonly string[], at: string, handler: FunctionRef | null): FoundRoute => ({
    ...pythonRoute(reader, call, {
      framework: 'adonis',
      methods,
      path: `${around.prefix}${slashed(at)}`,
      handler,
      attachments: around.attachments,
    }),
    guards: around.guards,
  })
  if (method === 'resource' || method === 'apiResource') {
    const controller = controllerAt(reader, call, second)
    if (controller === null) return []
    const steps = stepsOn(reader, call).map((step) => step.method)
    const isApi = method === 'apiResource' || steps.includes('apiOnly')
    return ACTIONS.flatMap(([action, verb, below]) => {
      const handler =
        isApi && (action === 'create' || action === 'edit') ? null : memberFunction(reader, controller.module, controller.owner, action)
      return handler === null ? [] : [route([verb], `${path.split('.').join('/:parent/')}${below}`, handler)]
    })
  }
  const methods = method === 'route' ? stringsAt(reader, call, second) : [VERBS[method] ?? 'ANY']
  return [route(methods, path, targetOf(reader, call, (method === 'route' ? third : second) ?? -1))]
}

const slashed = (path: string): string => (path === '' || path.startsWith('/') ? path : `/${path}`)

interface Surroundings {
  readonly prefix: string
  readonly attachments: readonly Attachment[]
  /** Middleware by the name under which the kernel knows it: `.middleware('auth:api')`. */
  readonly guards: readonly GuardFact[]
}

/** The prefix and the middleware of a route, of the group in whose callback it stands, and of those round that. */
function surroundings(reader: Reader, call: SeenCall, depth = 0): Surroundings {
  const steps = stepsOn(reader, call)
  const uses = steps.filter((step) => /^(?:use|middleware)$/.test(step.method))
  const own = {
    prefix: steps
      .flatMap((step) => (step.method === 'prefix' ? [slashed(stringAt(reader, step, positionalArguments(step.call)[0] ?? -1) ?? '')] : []))
      .join(''),
    attachments: uses.flatMap((step) => attachmentsOf(reader, step)),
    guards: uses.flatMap((step) => guardsNamed(reader, step)),
  }
  const group = depth > DEEPEST ? undefined : groupRound(reader, call)
  if (group === undefined) return own
  const outer = surroundings(reader, group, depth + 1)
  return {
    prefix: outer.prefix.replace(/\/$/, '') + own.prefix,
    attachments: [...outer.attachments, ...own.attachments],
    guards: [...outer.guards, ...own.guards],
  }
}

/** The call of `router.group(...)` whose callback a call stands in. */
function groupRound(reader: Reader, call: SeenCall): SeenCall | undefined {
  return reader.callsOfModule(call.module).find((other) => {
    const [callback] = positionalArguments(other.call)
    if (other.method !== 'group' || callback === undefined || !isRouter(reader, other)) return false
    const denoted = reader.denoter.denote(other, callback)
    return denoted.kind === 'function' && denoted.function === call.function
  })
}

/** What is called on what a call gave: `.prefix('/api').use(middleware.auth())`. */
function stepsOn(reader: Reader, call: SeenCall): readonly SeenCall[] {
  const found: SeenCall[] = []
  let at = call
  for (let step = 0; step < 12; step += 1) {
    const next = reader
      .callsIn(at.function)
      .find((other) => other.call.receiver >= 0 && callBehind(reader, other, other.call.receiver)?.call === at.call)
    if (next === undefined) break
    found.push(next)
    at = next
  }
  return found
}

/** Middleware by itself or in a list. */
function attachmentsOf(reader: Reader, step: SeenCall): readonly Attachment[] {
  const listed = flatten(reader, step, positionalArguments(step.call))
  return listed.flatMap((slot) => (stringAt(reader, step, slot) === null ? [{ scope: step, slot, manner: 'next' }] : []))
}

function guardsNamed(reader: Reader, step: SeenCall): readonly GuardFact[] {
  return flatten(reader, step, positionalArguments(step.call)).flatMap((slot): readonly GuardFact[] => {
    const name = stringAt(reader, step, slot)?.replace(/:.*$/, '') ?? ''
    const kind = guardKindOfName(name)
    return kind === null ? [] : [{ kind, name, place: placeOfCall(reader, step), level: 'route', proof: 'named' }]
  })
}

/** A function, `[NotesController, 'show']`, or `'NotesController.show'`. */
function targetOf(reader: Reader, scope: Scope, slot: Slot): FunctionRef | null {
  const direct = handlerOf(reader, scope, slot)
  if (direct !== null) return direct
  const written = stringAt(reader, scope, slot)
  if (written !== null) {
    const [name = '', action = 'handle'] = written.split('.')
    const controller = controllerNamed(reader, (module, owner) => owner.name === name.split('/').at(-1) && isServed(reader, module.file))
    return controller === null ? null : memberFunction(reader, controller.module, controller.owner, action)
  }
  const list = definitionBehind(scope, slot)
  if (list?.instruction.op !== 'list') return null
  const [owner, action] = list.instruction.items
  const controller = owner === undefined ? null : controllerAt(reader, list.scope, owner)
  return controller === null
    ? null
    : memberFunction(reader, controller.module, controller.owner, stringAt(reader, list.scope, action ?? -1) ?? 'handle')
}

interface Controller {
  readonly module: Module
  readonly owner: IrClass
}

/** A class, or a function that imports the file of one: `() => import('#controllers/notes_controller')`. */
function controllerAt(reader: Reader, scope: Scope, slot: Slot): Controller | null {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'class') return { module: denoted.module, owner: denoted.class }
  const behind = definitionBehind(scope, slot)
  const from =
    behind?.instruction.op === 'import' ? behind.instruction.from : denoted.kind === 'function' ? importIn(reader, denoted) : null
  const path = from?.replace(/^#|^(?:\.{1,2}\/)+|\.[jt]s$/g, '').replace(/^App\//, '')
  if (path === undefined || path === '') return null
  return controllerNamed(reader, ({ file }, owner) => file.replace(/\.[cm]?[jt]s$/, '').endsWith(path) && /controller$/i.test(owner.name))
}

function importIn(reader: Reader, { module, function: fn }: FunctionRef): string | null {
  return /\bimport\(\s*['"]([^'"]+)['"]/.exec(reader.textOf(module.file).slice(fn.start, fn.end))?.[1] ?? null
}

function controllerNamed(reader: Reader, fits: (module: Module, owner: IrClass) => boolean): Controller | null {
  for (const module of reader.program.modules)
    for (const owner of module.classes) if (functionAt(module, owner.parent).index === 0 && fits(module, owner)) return { module, owner }
  return null
}
