import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { assessAttachment } from './assess-attachment.ts'
import { CONTROLLER_LIBRARIES, type ControllerLibrary } from './controller-libraries.ts'
import { dictEntries, orderOf } from './handler-values.ts'
import { nodeOf } from './javascript-nodes.ts'
import { callersOf } from './nest-callers.ts'
import { readParameters } from './nest-parameters.ts'
import { pythonRoute } from './python-route.ts'
import {
  callBehind,
  decoratorsOf,
  entryOf,
  isConstant,
  isServed,
  placeAt,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  stringAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

/** Controllers of routing-controllers, tsoa and LoopBack: classes whose methods are decorated, with guards on methods and classes. */
export function readDecoratedControllers(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter(({ file, language }) => language === 'javascript' && isServed(reader, file))
  for (const library of CONTROLLER_LIBRARIES) {
    const own = modules.filter(({ imports }) => imports.some(({ from }) => library.package.test(`${from}.`)))
    if (own.length === 0) continue
    const walk: Walk = { reader, library, node: nodeFor(library), checkers: checkersOf(reader, library) }
    walk.node.guards.push(...byDefault(walk))
    for (const module of own) for (const owner of module.classes) readController(walk, module, owner)
    if (walk.node.routes.length === 0) continue
    const isMounted = mount(walk, nodes)
    nodes.set(walk.node.key, { ...walk.node, isApplication: !isMounted })
  }
}

interface Walk {
  readonly reader: Reader
  readonly library: ControllerLibrary
  readonly node: RouterNode
  /** Functions of the program that decide for the library whether a caller passes. */
  readonly checkers: readonly Attachment[]
}

function nodeFor({ framework, template }: ControllerLibrary): RouterNode {
  return {
    key: `${framework}:controllers`,
    framework,
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template,
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
}

/** `this.configure(AuthenticationBindings.COMPONENT).to({ defaultMetadata: { strategy: 'jwt' } })` of LoopBack. */
function byDefault({ reader, library }: Walk): readonly GuardFact[] {
  if (library.framework !== 'loopback') return []
  return reader.calls.flatMap((call): readonly GuardFact[] => {
    const metadata = call.method === 'to' ? entryOf(reader.denoter.argument(call, call.call, 0), 'defaultMetadata') : undefined
    if (entryOf(metadata ?? null, 'strategy') === undefined) return []
    const place = placeAt(reader, call, call.call.start, call.call.end)
    return [{ kind: 'authentication', name: 'defaultMetadata', place, level: 'application', proof: 'refuses' }]
  })
}

/** `useExpressServer(app, { routePrefix: '/api' })`, `RegisterRoutes(app)`: what the application uses before stands before them. */
function mount({ reader, library, node }: Walk, nodes: Map<string, RouterNode>): boolean {
  let isMounted = false
  for (const call of reader.calls) {
    const isMount = library.mounts.test(call.method)
    if (!isMount && call.name !== 'routing-controllers.createExpressServer' && call.name !== 'routing-controllers.createKoaServer') continue
    if (library.framework === 'routing-controllers') {
      const prefix = entryOf(reader.denoter.argument(call, call.call, isMount ? 1 : 0), 'routePrefix')
      if (prefix?.kind === 'constant' && typeof prefix.value === 'string') node.prefix = prefix.value
    }
    const [application] = positionalArguments(call.call)
    if (!isMount || application === undefined) continue
    const parent = nodeOf({ reader, nodes, keys: new Map(), guesses: false }, reader.denoter.denote(call, application))
    if (parent === null) continue
    parent.mounts.push({ child: node.key, prefix: '', attachments: [], order: orderOf({ reader }, call) })
    isMounted = true
  }
  return isMounted
}

/** `authorizationChecker: async (action, roles) => ...` of routing-controllers, `expressAuthentication` of tsoa. */
function checkersOf(reader: Reader, { framework }: ControllerLibrary): readonly Attachment[] {
  if (framework === 'tsoa')
    return reader.program.modules.flatMap((module) =>
      module.exports.flatMap((one): readonly Attachment[] =>
        one.kind === 'local' && /^(?:express|koa|hapi)Authentication$/.test(one.name)
          ? [{ scope: { module, function: functionAt(module, 0) }, slot: one.slot, manner: 'returns' }]
          : [],
      ),
    )
  if (framework !== 'routing-controllers') return []
  return reader.calls.flatMap((call) =>
    /^(?:create|use)(?:Express|Koa)Server$/.test(call.method)
      ? call.call.args.flatMap(({ value }) =>
          dictEntries(call, value).flatMap((entry): readonly Attachment[] =>
            entry.key === 'authorizationChecker' ? [{ scope: entry.scope, slot: entry.value, manner: 'returns-truth' }] : [],
          ),
        )
      : [],
  )
}

/** The name of a decorator of the library, with the call that makes it. */
interface Decorator {
  readonly name: string
  readonly call: SeenCall
}

function decoratorsBehind({ reader, library }: Walk, refs: readonly SlotRef[]): readonly Decorator[] {
  return refs.flatMap(({ scope, slot }): readonly Decorator[] => {
    const call = callBehind(reader, scope, slot)
    const start = call === null ? null : library.package.exec(call.name)
    return call === null || start === null ? [] : [{ name: call.name.slice(start[0].length), call }]
  })
}

function readController(walk: Walk, module: Module, owner: IrClass): void {
  const { reader, library } = walk
  const marks = decoratorsOf(module, owner)
  const decorators = decoratorsBehind(walk, marks)
  if (decorators.some(({ name, call }) => name === 'Middleware' && isBefore(reader, call))) useClass(walk, module, owner)
  const controller = decorators.find(({ name }) => (library.controller ?? /^api$/).test(name))
  if (controller === undefined && library.controller !== null) return
  const options = controller === undefined ? null : reader.denoter.argument(controller.call, controller.call.call, 0)
  const base = entryOf(options, 'basePath') ?? options
  const prefix = base?.kind === 'constant' && typeof base.value === 'string' ? base.value : ''
  for (const { kind, function: index } of owner.members)
    if (kind === 'method' && index >= 0) readMethod(walk, { module, owner, fn: functionAt(module, index), prefix, marks, decorators })
}

const isBefore = (reader: Reader, call: SeenCall): boolean =>
  isConstant(entryOf(reader.denoter.argument(call, call.call, 0), 'type'), 'before')

/** `@Middleware({ type: 'before' }) class Asks { use(request, response, next) { ... } }` stands before all. */
function useClass({ node }: Walk, module: Module, owner: IrClass): void {
  const scope = { module, function: functionAt(module, owner.parent) }
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions)
      if (one.op === 'class' && one.class === owner.index)
        node.uses.push({ path: '', attachment: { scope, slot: one.dst, manner: 'next' }, order: [0] })
}

interface Method {
  readonly module: Module
  readonly owner: IrClass
  readonly fn: IrFunction
  readonly prefix: string
  readonly marks: readonly SlotRef[]
  readonly decorators: readonly Decorator[]
}

function readMethod(walk: Walk, { module, owner, fn, prefix, marks, decorators: ofClass }: Method): void {
  const { reader, library, node } = walk
  const handler = { module, function: fn }
  const own = decoratorsOf(module, fn)
  const decorators = decoratorsBehind(walk, own)
  const shape = readParameters(reader, library.checks, handler, [...marks, ...own])
  const guards = guardsOf(walk, ofClass, decorators)
  const isPublic = [...ofClass, ...decorators].some(({ name }) => name === 'authenticate.skip')
  for (const { name, call } of decorators) {
    const method = library.verbs[name]
    const first = positionalArguments(call.call)[0]
    const path = first === undefined ? '' : stringAt(reader, call, first)
    if (method === undefined || path === null) continue
    const route = pythonRoute(reader, null, {
      framework: library.framework,
      methods: [method],
      path: `/${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, ''),
      handler,
      attachments: guards.attachments,
      owner: { module, class: owner },
    })
    node.routes.push({
      ...route,
      guards: guards.facts,
      isPublic,
      parameters: shape.parameters,
      places: shape.places,
      body: shape.body,
      callers: new Set([...callersOf(reader, module, fn), ...givenCallers(walk, handler)]),
    })
  }
}

/** `@CurrentUser() user`, `@inject(SecurityBindings.USER) profile`. */
function givenCallers({ reader }: Walk, { module, function: fn }: { readonly module: Module; readonly function: IrFunction }): string[] {
  const scope = { module, function: functionAt(module, Math.max(fn.parent, 0)) }
  return fn.parameters.flatMap(({ name, decorators }) => {
    const isCaller = decorators.some((slot) => {
      const call = callBehind(reader, scope, slot)
      if (call?.name === 'routing-controllers.CurrentUser') return true
      const [key] = call?.name === '@loopback/core.inject' ? positionalArguments(call.call) : []
      const denoted = call === null || key === undefined ? null : reader.denoter.denote(call, key)
      return denoted?.kind === 'library' && /\.(?:SecurityBindings\.USER|AuthenticationBindings\.CURRENT_USER)$/.test(denoted.name)
    })
    return isCaller ? [name] : []
  })
}

interface Guards {
  readonly facts: readonly GuardFact[]
  readonly attachments: readonly Attachment[]
}

/** What stands before a method: its own decorators come instead of those of the class where they let everybody in. */
function guardsOf(walk: Walk, ofClass: readonly Decorator[], own: readonly Decorator[]): Guards {
  const opened = own.filter(({ name }) => walk.library.asks(name) === 'nobody').map(({ name }) => familyOf(name))
  const all = [...ofClass.filter(({ name }) => !opened.includes(familyOf(name))), ...own]
  const facts: GuardFact[] = []
  const attachments: Attachment[] = []
  for (const { name, call } of all) {
    const kind = walk.library.asks(name)
    if (kind === null || kind === 'nobody') continue
    const slots = positionalArguments(call.call)
    if (kind === 'arguments') {
      attachments.push(...slots.map((slot): Attachment => ({ scope: call, slot, manner: 'next' })))
      continue
    }
    const place = placeAt(walk.reader, call, call.call.start, call.call.end)
    const fact = (as: GuardFact['kind'], proof: GuardFact['proof']): GuardFact => ({
      kind: as,
      name: `@${name}`,
      place,
      level: 'route',
      proof,
    })
    facts.push(fact(kind, DECIDED.test(name) ? proofOf(walk) : 'refuses'))
    const roles = walk.reader.denoter.argument(call, call.call, name === 'Security' ? 1 : 0)
    const isRole = name === 'Security' || name === 'Authorized' ? roles !== null && !isEmpty(roles) : false
    if (isRole) facts.push(fact('role', 'named'))
  }
  return { facts, attachments }
}

/** These ask a function of the program. */
const DECIDED = /^(?:Authorized|Security)$/

/** Without a checker routing-controllers refuses everybody; that of tsoa is called as its options say. */
function proofOf({ reader, library, checkers }: Walk): GuardFact['proof'] {
  const [guard] = checkers.flatMap((one) => assessAttachment(reader, one).flatMap((assessment) => assessment.guard ?? []))
  if (guard !== undefined) return guard.proof
  return checkers.length === 0 && library.framework === 'routing-controllers' ? 'refuses' : 'named'
}

const isEmpty = (roles: { readonly kind: string; readonly items?: readonly unknown[] }): boolean =>
  roles.kind === 'list' && roles.items?.length === 0

/** `Security` and `NoSecurity`, `authenticate` and `authenticate.skip` are of one family. */
const familyOf = (name: string): string => name.replace(/^No/, '').replace(/\..*/, '')
