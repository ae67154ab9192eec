import { type Denotation, UNKNOWN } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { BodyFact, GuardFact, RouteParameter } from '../facts.ts'
import type { IrFunction, Module, Parameter, TypeReference } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { assessAttachment } from './assess-attachment.ts'
import { fieldsOf } from './body-reads.ts'
import { annotatedValues, DEPENDS, dependencies, dependsBehind, parameterDependencies } from './fastapi-dependencies.ts'
import { admitsEverybody, guardKindOfName } from './known-guards.ts'
import { asksForAnyNumber, givesAnyNumber } from './open-numbers.ts'
import { braceTemplate } from './path-template.ts'
import { attachedFunction } from './python-route.ts'
import { addPythonNode, decoratorCall, nodesOfArgument, type PythonWalk, pythonNodeAt, wrappedFunction } from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  type FunctionRef,
  isServed,
  namedArgument,
  nameOf,
  placeAt,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  siteKey,
  slotText,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'
import { classSchema, isOptionalType, typeText } from './schemas.ts'
import { readStarletteLists } from './starlette.ts'

const MAKERS = new Map(
  Object.entries({
    'fastapi.FastAPI()': { framework: 'fastapi', isApplication: true },
    'fastapi.applications.FastAPI()': { framework: 'fastapi', isApplication: true },
    'fastapi.APIRouter()': { framework: 'fastapi', isApplication: false },
    'fastapi.routing.APIRouter()': { framework: 'fastapi', isApplication: false },
    'starlette.applications.Starlette()': { framework: 'starlette', isApplication: true },
    'starlette.routing.Router()': { framework: 'starlette', isApplication: false },
  }),
)

const MAKER_CALLS = new Map([...MAKERS].map(([made, kind]) => [made.slice(0, -'()'.length), kind]))

const VERBS = tableOf<string>({
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  delete: 'DELETE',
  patch: 'PATCH',
  options: 'OPTIONS',
  head: 'HEAD',
  api_route: 'ANY',
  route: 'ANY',
  websocket: 'SOCKET',
})

/** FastAPI and Starlette: routers, dependencies at every level, models of the body. */
export function readFastapi(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!reader.program.modules.some((module) => module.imports.some((one) => /^(?:fastapi|starlette)/.test(one.from)))) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: braceTemplate }
  const calls = reader.calls.filter((call) => call.module.language === 'python' && isServed(reader, call.module.file))
  for (const call of calls) declare(walk, call)
  for (const call of calls) readCall(walk, call)
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn)
  }
}

function declare(walk: PythonWalk, call: SeenCall): void {
  const kind = MAKER_CALLS.get(call.name)
  if (kind === undefined) return
  const { reader } = walk
  const node = addPythonNode(
    walk,
    siteKey(call),
    kind.framework,
    kind.isApplication,
    stringAt(reader, call, namedArgument(call.call.args, 'prefix')) ?? '',
  )
  for (const attachment of dependencies(reader, call, namedArgument(call.call.args, 'dependencies')))
    node.uses.push({ path: '', attachment, order: [0] })
  readStarletteLists(walk, node, call)
}

function readCall(walk: PythonWalk, call: SeenCall): void {
  if (call.call.receiver < 0 || !INTERESTING.has(call.method)) return
  const { reader } = walk
  const node = pythonNodeAt(walk, call, call.call.receiver)
  if (node === null) return
  const positional = positionalArguments(call.call)
  if (call.method === 'include_router') {
    const prefix = stringAt(reader, call, namedArgument(call.call.args, 'prefix')) ?? ''
    const attachments = dependencies(reader, call, namedArgument(call.call.args, 'dependencies'))
    for (const child of positional[0] === undefined ? [] : nodesOfArgument(walk, call, positional[0]))
      if (child !== node) node.mounts.push({ child: child.key, prefix, attachments, order: [0] })
  } else if (call.method === 'mount') {
    const path = stringAt(reader, call, positional[0] ?? -1)
    const slot = positional[1] ?? namedArgument(call.call.args, 'app')
    for (const child of slot < 0 || path === null ? [] : nodesOfArgument(walk, call, slot))
      if (child !== node) node.mounts.push({ child: child.key, prefix: path ?? '', attachments: [], order: [0] })
  } else if (call.method === 'add_middleware') {
    const slot = positional[0]
    if (slot !== undefined) node.uses.push({ path: '', attachment: { scope: call, slot, manner: 'next' }, order: [0] })
  } else if (call.method === 'add_api_route' || call.method === 'add_route') {
    const slot = positional[1] ?? namedArgument(call.call.args, 'endpoint')
    const { target, wrappers } = slot < 0 ? { target: null, wrappers: [] } : wrappedFunction(reader, call, slot)
    addRoute(walk, node, call, target, wrappers)
  }
}

const INTERESTING = new Set(['include_router', 'mount', 'add_middleware', 'add_api_route', 'add_route'])

function readFunction(walk: PythonWalk, module: Module, fn: IrFunction): void {
  const { reader } = walk
  const decorators = decoratorsOf(module, fn)
  decorators.forEach((decorator, index) => {
    const call = decoratorCall(reader, decorator)
    if (call === null || call.call.receiver < 0) return
    if (VERBS[call.method] === undefined && call.method !== 'middleware') return
    const node = pythonNodeAt(walk, call, call.call.receiver)
    if (node === null) return
    if (call.method === 'middleware') {
      for (const attachment of attachedFunction({ module, function: fn }, 'next')) node.uses.push({ path: '', attachment, order: [0] })
      return
    }
    const below = decorators.slice(index + 1).map(({ scope, slot }): Attachment => ({ scope, slot, manner: 'wrapper' }))
    addRoute(walk, node, call, { module, function: fn }, below)
  })
}

function addRoute(walk: PythonWalk, node: RouterNode, call: SeenCall, handler: FunctionRef | null, wrappers: readonly Attachment[]): void {
  const { reader } = walk
  const path =
    stringAt(reader, call, positionalArguments(call.call)[0] ?? -1) ?? stringAt(reader, call, namedArgument(call.call.args, 'path'))
  if (path === null) return
  const verb = VERBS[call.method]
  const given = stringsAt(reader, call, namedArgument(call.call.args, 'methods')).map((method) => method.toUpperCase())
  const methods = given.length > 0 ? given : [verb === undefined || verb === 'ANY' ? 'GET' : verb]
  const names = new Set(braceTemplate(path).parameters.map(({ name }) => name))
  const shape =
    handler === null || node.framework !== 'fastapi'
      ? { parameters: [], body: null, attachments: [], callers: new Set<string>(), guards: [], openNumbers: new Set<string>() }
      : readParameters(reader, handler, names)
  const response = namedArgument(call.call.args, 'response_model')
  const responseModel = response >= 0 ? reader.denoter.denote(call, response) : null
  node.routes.push({
    framework: node.framework,
    methods,
    path,
    place:
      handler === null || handler.module !== call.module
        ? placeOfCall(reader, call)
        : placeAt(reader, handler, call.call.start, call.call.end),
    handler,
    handlerName: handler === null ? '<anonymous>' : handler.function.name,
    owner: null,
    attachments: [...dependencies(reader, call, namedArgument(call.call.args, 'dependencies')), ...wrappers, ...shape.attachments],
    callers: shape.callers,
    openNumbers: shape.openNumbers,
    guards: shape.guards,
    rateLimits: [],
    parameters: shape.parameters,
    body: shape.body,
    responseSchema: responseSchema(reader, responseModel, handler),
    csrf: null,
    isPublic: false,
    order: [0],
    confidence: 'high',
  })
}

function responseSchema(reader: Reader, given: Denotation | null, handler: FunctionRef | null): string | null {
  if (given?.kind === 'class') return given.class.name
  if (given !== null) return given.kind === 'constant' ? null : nameOf(given) || 'response_model'
  const type = handler?.function.returnType ?? null
  if (handler === null || type === null) return null
  const inner = /^(?:list|List|Sequence|Optional|typing\.\w+)$/.test(type.name) ? (type.args[0] ?? type) : type
  const denoted = reader.denoter.instanceOfType(
    { module: handler.module, function: functionAt(handler.module, Math.max(handler.function.parent, 0)) },
    inner,
  )
  return denoted.kind === 'instance' && classSchema(reader, denoted.module, denoted.class) !== null ? denoted.class.name : null
}

interface Shape {
  readonly parameters: RouteParameter[]
  body: BodyFact | null
  readonly attachments: Attachment[]
  readonly callers: Set<string>
  readonly guards: GuardFact[]
  readonly openNumbers: Set<string>
}

const MARKERS = tableOf<RouteParameter['in']>({
  Path: 'path',
  Query: 'query',
  Header: 'header',
  Cookie: 'cookie',
  Body: 'body',
  Form: 'form',
  File: 'file',
})
const FRAMEWORK_TYPES = /(?:^|\.)(?:Request|Response|WebSocket|BackgroundTasks|HTTPConnection|SecurityScopes)$/
/** `user: CurrentUser`, an alias whose dependency is out of sight. */
const CALLER_TYPE = /^(?:Current|Authenticated|LoggedIn|SignedIn)[A-Z]\w*$/
const UNCHECKED_TYPES = new Set(['str', 'unknown', 'dict', 'Any', 'typing.Any', 'bytes', 'Dict', 'list', 'object'])

/** What FastAPI reads from the signature of a handler. */
function readParameters(reader: Reader, handler: FunctionRef, pathNames: ReadonlySet<string>): Shape {
  const shape: Shape = { parameters: [], body: null, attachments: [], callers: new Set(), guards: [], openNumbers: new Set() }
  for (const parameter of handler.function.parameters) {
    if (parameter.slot === handler.function.selfSlot || parameter.kind === 'rest' || parameter.kind === 'rest-named') continue
    const attached = parameterDependencies(reader, handler, parameter, 0)
    shape.attachments.push(...attached)
    const isCaller = attached.some((attachment) => findsCaller(reader, attachment)) && !loadsByPath(reader, attached.at(-1), pathNames)
    if (isCaller || givesWhomItLetIn(reader, attached.at(-1))) shape.callers.add(parameter.name)
    if (attached.length > 0 || isInjected(reader, handler, parameter)) {
      if (dependenciesOf(reader, handler, parameter).some((denoted) => givesAnyNumber(reader, denoted)))
        shape.openNumbers.add(parameter.name)
      continue
    }
    if (asksForAnyNumber(reader, handler.module, handler.function, parameter) || isOpenModel(reader, handler, parameter))
      shape.openNumbers.add(parameter.name)
    readParameter(reader, handler, parameter, pathNames, shape)
  }
  return shape
}

/** `Depends(current_account)`: what it gives is whoever calls. */
function findsCaller(reader: Reader, { scope, slot }: Attachment): boolean {
  const kind = guardKindOfName(slotText(reader, scope, slot))
  return kind === 'authentication' || kind === 'role'
}

/** `key: KeyInfo = Depends(require_key)`, which refuses strangers and is handed nothing that the caller could choose a row by. */
function givesWhomItLetIn(reader: Reader, attachment: Attachment | undefined): boolean {
  const denoted = attachment === undefined ? UNKNOWN : reader.denoter.denote(attachment.scope, attachment.slot)
  const code = denoted.kind === 'instance' ? reader.denoter.member(denoted, '__call__') : denoted
  if (attachment === undefined || code.kind !== 'function') return false
  const own = code.function.parameters.filter(({ slot }) => slot !== code.function.selfSlot)
  const takesOnlyCredentials = own.every(
    (parameter) =>
      FRAMEWORK_TYPES.test(plainType(parameter.type)?.name ?? '') ||
      ['header', 'cookie'].includes(markerOf(reader, code, parameter)?.place ?? '') ||
      parameterDependencies(reader, code, parameter, 0).length > 0 ||
      isInjected(reader, code, parameter),
  )
  return (
    takesOnlyCredentials &&
    assessAttachment(reader, attachment).some(({ guard }) => guard !== null && LETS_IN.has(guard.kind) && !admitsEverybody(guard))
  )
}

const LETS_IN = new Set<GuardFact['kind']>(['authentication', 'role', 'api-key'])

/** What is called, or made, for a parameter: `Depends(page)`, `Annotated[Page, Depends()]`. */
function dependenciesOf(reader: Reader, handler: FunctionRef, parameter: Parameter): readonly Denotation[] {
  const values = [...annotatedValues(reader, handler, parameter.type)]
  if (parameter.defaultValue !== null)
    values.push({
      scope: { module: handler.module, function: functionAt(handler.module, parameter.defaultValue.function) },
      slot: parameter.defaultValue.slot,
    })
  return values.flatMap((value) => {
    const call = dependsBehind(reader, value)
    if (call === null || !DEPENDS.test(call.name)) return []
    const first = positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'dependency')
    return first >= 0 ? [reader.denoter.denote(call, first)] : [typeOf(reader, handler, parameter)]
  })
}

function typeOf(reader: Reader, handler: FunctionRef, parameter: Parameter): Denotation {
  const outer = { module: handler.module, function: functionAt(handler.module, Math.max(handler.function.parent, 0)) }
  return reader.denoter.instanceOfType(outer, plainType(parameter.type))
}

/** `page: Annotated[Page, Query()]`: a model of query parameters. */
function isOpenModel(reader: Reader, handler: FunctionRef, parameter: Parameter): boolean {
  return markerOf(reader, handler, parameter)?.place === 'query' && givesAnyNumber(reader, typeOf(reader, handler, parameter))
}

/** `Depends(ticket_of_path)`, which itself takes what the path names, gives that thing and not the caller. */
function loadsByPath(reader: Reader, attachment: Attachment | undefined, pathNames: ReadonlySet<string>): boolean {
  if (attachment === undefined || findsCaller(reader, attachment)) return false
  const call = callBehind(reader, attachment.scope, attachment.slot)
  const denoted = reader.denoter.denote(attachment.scope, attachment.slot)
  const code = call === null && denoted.kind === 'function' ? denoted.function : null
  return code?.parameters.some(({ name }) => pathNames.has(name)) === true
}

/** `db = Depends()`: injected by its type. */
function isInjected(reader: Reader, handler: FunctionRef, parameter: Parameter): boolean {
  if (parameter.defaultValue === null) return false
  const scope = { module: handler.module, function: functionAt(handler.module, parameter.defaultValue.function) }
  const call = dependsBehind(reader, { scope, slot: parameter.defaultValue.slot })
  return call !== null && DEPENDS.test(call.name)
}

function readParameter(reader: Reader, handler: FunctionRef, parameter: Parameter, pathNames: ReadonlySet<string>, shape: Shape): void {
  const type = plainType(parameter.type)
  const text = typeText(type)
  if (type !== null && FRAMEWORK_TYPES.test(type.name)) return
  if (type !== null && CALLER_TYPE.test(type.name)) {
    shape.callers.add(parameter.name)
    const place = placeAt(reader, handler, handler.function.start, handler.function.start + 1)
    shape.guards.push({ kind: 'authentication', name: type.name, place, level: 'route', proof: 'named' })
    return
  }
  const marker = markerOf(reader, handler, parameter)
  if (marker?.place === null) return
  const outer = { module: handler.module, function: functionAt(handler.module, Math.max(handler.function.parent, 0)) }
  const element = type !== null && /^(?:list|List|Sequence|typing\.List)$/.test(type.name) ? (type.args[0] ?? type) : type
  const denoted = reader.denoter.instanceOfType(outer, element)
  const model = denoted.kind === 'instance' ? classSchema(reader, denoted.module, denoted.class) : null
  const isUpload = /UploadFile/.test(text)
  const place = pathNames.has(parameter.name)
    ? 'path'
    : (marker?.place ?? (isUpload ? 'file' : model !== null || text.startsWith('dict') || text.startsWith('Dict') ? 'body' : 'query'))
  if (model !== null && (place === 'body' || place === 'form' || place === 'query')) shape.body = place === 'query' ? shape.body : model
  const keys = model === null && place === 'body' && DICTIONARY.test(text) ? fieldsOf(reader, handler, parameter.slot) : []
  if (keys.length > 0) {
    const within = marker?.isEmbedded === true ? `${parameter.name}.` : ''
    for (const key of keys) shape.parameters.push({ name: within + key, in: 'body', type: null, isRequired: false, isValidated: false })
    return
  }
  const isTyped = text !== 'unknown' && !UNCHECKED_TYPES.has(text.split('[')[0] ?? '')
  shape.parameters.push({
    name: parameter.name,
    in: place,
    type: type === null ? null : text,
    isRequired: parameter.defaultValue === null && !isOptionalType(type),
    isValidated: model !== null || isTyped || (marker?.isConstrained ?? false),
  })
}

/** A body whose fields are those that the handler asks for. */
const DICTIONARY = /^(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping|Any)\b/

function plainType(type: TypeReference | null): TypeReference | null {
  return type !== null && /Annotated$/.test(type.name) ? (type.args[0] ?? type) : type
}

/** `Query(ge=0)`, `Header()`, and whether it constrains the value. */
function markerOf(
  reader: Reader,
  handler: FunctionRef,
  parameter: Parameter,
): { readonly place: RouteParameter['in'] | null; readonly isConstrained: boolean; readonly isEmbedded?: boolean } | null {
  const values = [...annotatedValues(reader, handler, parameter.type)]
  if (parameter.defaultValue !== null)
    values.push({
      scope: { module: handler.module, function: functionAt(handler.module, parameter.defaultValue.function) },
      slot: parameter.defaultValue.slot,
    })
  for (const value of values) {
    const call = callBehind(reader, value.scope, value.slot)
    const name = /^fastapi\.(?:\w+\.)?(\w+)$/.exec(call?.name ?? '')?.[1]
    const place = name === undefined ? undefined : MARKERS[name]
    if (call !== null && place !== undefined) {
      return {
        place,
        isEmbedded: call.call.args.some((argument) => argument.kind === 'named' && argument.name === 'embed'),
        isConstrained: call.call.args.some(
          (argument) =>
            argument.kind === 'named' && /^(?:ge|gt|le|lt|min_length|max_length|pattern|regex|multiple_of)$/.test(argument.name),
        ),
      }
    }
  }
  return null
}
