import { functionAt, type Scope } from '../engine/program.ts'
import type { BodyFact, RouteParameter } from '../facts.ts'
import type { IrFunction, Module, Parameter, Slot, TypeReference } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { viewBases } from './class-views.ts'
import { slotsNamed } from './django-settings.ts'
import { braceTemplate, type PathTemplate } from './path-template.ts'
import { attachedFunction, pythonRoute } from './python-route.ts'
import {
  addPythonNode,
  decoratorCall,
  importsAny,
  itemsOf,
  nodesOfArgument,
  type PythonWalk,
  pythonCalls,
  pythonModules,
  pythonNodeAt,
} from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  type FunctionRef,
  isConstant,
  namedArgument,
  nameOf,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  siteKey,
  slotText,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'
import { classSchema, isOptionalType, typeText } from './schemas.ts'

const FRAMEWORK = 'django-ninja'
const APPLICATION = { framework: FRAMEWORK, isApplication: true }
const ROUTER = { framework: FRAMEWORK, isApplication: false }
export const NINJA_MAKERS: PythonWalk['makers'] = new Map([
  ['ninja.NinjaAPI()', APPLICATION],
  ['ninja.main.NinjaAPI()', APPLICATION],
  ['ninja_extra.NinjaExtraAPI()', APPLICATION],
  ['ninja.Router()', ROUTER],
  ['ninja.router.Router()', ROUTER],
  ['ninja_extra.Router()', ROUTER],
])
const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' })

/** `/notes/{int:id}`: its converters are those of Django. */
export const ninjaTemplate = (path: string): PathTemplate => braceTemplate(path.replace(/\{(\w+):(\w+)\}/g, '{$2:$1}'))

/** Django Ninja: operations of an API and its routers, with `auth=` at each of the three levels. */
export function readNinja(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^ninja(?:_extra)?\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: NINJA_MAKERS, template: ninjaTemplate }
  const calls = pythonCalls(reader)
  const given = new Map<RouterNode, Auth>()
  for (const call of calls) declare(walk, call, given)
  for (const call of calls) if (call.method === 'add_router' && call.call.receiver >= 0) readMount(walk, call)
  for (const module of pythonModules(reader))
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn, given)
}

function declare(walk: PythonWalk, call: SeenCall, given: Map<RouterNode, Auth>): void {
  const kind = walk.makers.get(`${call.name}()`)
  if (kind === undefined) return
  const { reader } = walk
  const node = addPythonNode(walk, siteKey(call), kind.framework, kind.isApplication, '')
  const auth = authOf(reader, call)
  for (const attachment of auth?.attachments ?? []) node.uses.push({ path: '', attachment, order: [0] })
  node.rateLimits.push(...throttles(reader, call))
  if (auth !== null && !node.isApplication) given.set(node, auth)
  const csrf = namedArgument(call.call.args, 'csrf')
  if (auth?.csrf === 'protected' || (csrf >= 0 && isConstant(reader.denoter.denote(call, csrf), true))) node.csrf = 'protected'
}

/** `api.add_router('/events', router, auth=...)`; the router may be told by its name, `'events.api.router'`. */
function readMount(walk: PythonWalk, call: SeenCall): void {
  const { reader } = walk
  const node = pythonNodeAt(walk, call, call.call.receiver)
  const positional = positionalArguments(call.call)
  const prefix = stringAt(reader, call, positional[0] ?? namedArgument(call.call.args, 'prefix'))
  const slot = positional[1] ?? namedArgument(call.call.args, 'router')
  if (node === null || prefix === null || slot < 0) return
  const attachments = authOf(reader, call)?.attachments ?? []
  const named = routerNamed(walk, call, slot)
  for (const child of named === null ? nodesOfArgument(walk, call, slot) : [named])
    if (child !== node) node.mounts.push({ child: child.key, prefix, attachments, order: [0] })
}

function routerNamed(walk: PythonWalk, call: SeenCall, slot: Slot): RouterNode | null {
  const name = stringAt(walk.reader, call, slot)
  const dot = name?.lastIndexOf('.') ?? -1
  const file = name === null || dot < 0 ? null : walk.reader.program.resolve(call.module, name.slice(0, dot))
  const module = file === null ? undefined : walk.reader.program.moduleByFile.get(file)
  const [variable] = module === undefined || name === null ? [] : slotsNamed(module, new RegExp(`^${name.slice(dot + 1)}$`))
  return module === undefined || variable === undefined ? null : pythonNodeAt(walk, { module, function: functionAt(module, 0) }, variable)
}

interface Auth {
  readonly attachments: readonly Attachment[]
  readonly csrf: FoundRoute['csrf']
}

/** What `auth=` says: one of the listed ones has to know the caller; `None` asks for nothing. Null where it is not given. */
function authOf(reader: Reader, call: SeenCall): Auth | null {
  const slot = namedArgument(call.call.args, 'auth')
  if (slot < 0) return null
  const listed = itemsOf(call, slot)
  const items = (listed.length > 0 ? listed : [{ scope: call, slot }]).filter(
    (item) => !isConstant(reader.denoter.denote(item.scope, item.slot), null),
  )
  return {
    attachments: items.flatMap((item) => authenticator(reader, item)),
    csrf: items.some((item) => usesCookie(reader, item)) ? 'protected' : null,
  }
}

/** A function of the request, or an object whose `authenticate` answers who calls. */
function authenticator(reader: Reader, { scope, slot }: SlotRef): readonly Attachment[] {
  const denoted = reader.denoter.denote(scope, slot)
  const method = denoted.kind === 'instance' ? reader.denoter.member(denoted, 'authenticate') : denoted
  if (denoted.kind === 'instance' && method.kind === 'function') {
    const label = slotText(reader, scope, slot)
    return attachedFunction(method, 'returns-truth').map((attachment) => ({ ...attachment, label }))
  }
  return [{ scope, slot, manner: 'returns-truth' }]
}

const COOKIE = /^ninja\.security\.(?:apikey\.|session\.)?(?:django_auth\w*|SessionAuth\w*|APIKeyCookie)(?:\(\))?$/

/** Ninja itself checks for forgery where a cookie tells who calls. */
function usesCookie(reader: Reader, { scope, slot }: SlotRef): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'instance') return COOKIE.test(nameOf(denoted))
  return viewBases(reader, denoted.module, denoted.class).some((name) => COOKIE.test(name))
}

/** `throttle=[AnonRateThrottle('10/s')]`. */
function throttles(reader: Reader, call: SeenCall): readonly string[] {
  const slot = namedArgument(call.call.args, 'throttle')
  if (slot < 0) return []
  const listed = itemsOf(call, slot)
  return (listed.length > 0 ? listed : [{ scope: call, slot }])
    .filter((item) => !isConstant(reader.denoter.denote(item.scope, item.slot), null))
    .map((item) => slotText(reader, item.scope, item.slot))
}

function readFunction(walk: PythonWalk, module: Module, fn: IrFunction, given: ReadonlyMap<RouterNode, Auth>): void {
  const { reader } = walk
  const decorators = decoratorsOf(module, fn)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(reader, decorator)
    if (call === null || call.call.receiver < 0 || (VERBS[call.method] === undefined && call.method !== 'api_operation')) return
    const node = pythonNodeAt(walk, call, call.call.receiver)
    if (node?.framework !== FRAMEWORK) return
    const below = decorators.slice(index + 1).map(({ scope, slot }): Attachment => ({ scope, slot, manner: 'wrapper' }))
    addOperation(walk, node, call, { module, function: fn }, below, given.get(node) ?? null)
  })
}

function addOperation(
  { reader }: PythonWalk,
  node: RouterNode,
  call: SeenCall,
  handler: FunctionRef,
  wrappers: readonly Attachment[],
  authOfRouter: Auth | null,
): void {
  const positional = positionalArguments(call.call)
  const verb = VERBS[call.method]
  const path = stringAt(reader, call, positional[verb === undefined ? 1 : 0] ?? namedArgument(call.call.args, 'path'))
  if (path === null) return
  const listed = stringsAt(reader, call, positional[0] ?? namedArgument(call.call.args, 'methods'))
  // The nearest one holds, in place of those further out.
  const auth = authOf(reader, call) ?? authOfRouter
  node.routes.push({
    ...pythonRoute(reader, call, {
      framework: FRAMEWORK,
      methods: verb === undefined ? listed : [verb],
      path,
      handler,
      attachments: [...(auth?.attachments ?? []), ...wrappers],
      rateLimits: throttles(reader, call),
    }),
    ...readSignature(reader, handler, path),
    responseSchema: responseOf(reader, call),
    csrf: auth?.csrf ?? null,
    isPublic: auth !== null,
  })
}

function responseOf(reader: Reader, call: SeenCall): string | null {
  const slot = namedArgument(call.call.args, 'response')
  if (slot < 0) return null
  const denoted = reader.denoter.denote(call, slot)
  return denoted.kind === 'constant' ? null : denoted.kind === 'class' ? denoted.class.name : slotText(reader, call, slot)
}

const PLACES = tableOf<RouteParameter['in']>({
  Path: 'path',
  PathEx: 'path',
  Query: 'query',
  QueryEx: 'query',
  Header: 'header',
  Cookie: 'cookie',
  Body: 'body',
  BodyEx: 'body',
  Form: 'form',
  FormEx: 'form',
  File: 'file',
  PatchDict: 'body',
})
const UNCHECKED = /^(?:str|unknown|dict|Any|bytes|Dict|list|List|object|.*UploadedFile)\b/

/** What Ninja reads from a signature after the request: names of the path, schemas of the body, the rest from the query. */
function readSignature(
  reader: Reader,
  handler: FunctionRef,
  path: string,
): { readonly parameters: readonly RouteParameter[]; readonly body: BodyFact | null } {
  const names = new Set(ninjaTemplate(path).parameters.map(({ name }) => name))
  const own = handler.function.parameters.filter(({ slot, kind }) => slot !== handler.function.selfSlot && kind === 'positional')
  const parameters: RouteParameter[] = []
  let body: BodyFact | null = null
  for (const parameter of own.slice(1)) {
    const { type, place } = declaredPlace(reader, handler, parameter)
    const element = type !== null && /^(?:list|List)$/.test(type.name) ? (type.args[0] ?? type) : type
    const denoted = reader.denoter.instanceOfType(outerOf(handler), element)
    const model = denoted.kind === 'instance' ? classSchema(reader, denoted.module, denoted.class) : null
    const text = typeText(type)
    const where = place ?? (names.has(parameter.name) ? 'path' : /UploadedFile/.test(text) ? 'file' : model === null ? 'query' : 'body')
    if (model !== null && (where === 'body' || where === 'form')) body = model
    parameters.push({
      name: parameter.name,
      in: where,
      type: type === null ? null : text,
      isRequired: parameter.defaultValue === null && !isOptionalType(type),
      isValidated: model !== null || !UNCHECKED.test(text),
    })
  }
  return { parameters, body }
}

const outerOf = ({ module, function: fn }: FunctionRef): Scope => ({ module, function: functionAt(module, Math.max(fn.parent, 0)) })

/** `data: Form[Note]`, `data: Note = Form(...)`. */
function declaredPlace(
  reader: Reader,
  handler: FunctionRef,
  { type, defaultValue }: Parameter,
): { readonly type: TypeReference | null; readonly place: RouteParameter['in'] | null } {
  const boxed = type === null || type.args.length !== 1 ? undefined : PLACES[type.name.slice(type.name.lastIndexOf('.') + 1)]
  if (type !== null && boxed !== undefined) return { type: type.args[0] ?? null, place: boxed }
  if (defaultValue === null) return { type, place: null }
  const scope = { module: handler.module, function: functionAt(handler.module, defaultValue.function) }
  const name = /^ninja\.(?:\w+\.)*(\w+)$/.exec(callBehind(reader, scope, defaultValue.slot)?.name ?? '')?.[1]
  return { type, place: (name === undefined ? undefined : PLACES[name]) ?? null }
}
