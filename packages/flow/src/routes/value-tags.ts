import { definitionsOf } from '../engine/definitions.ts'
import { textOf as sourceOf } from '../engine/place.ts'
import { boundAt, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Parameter, Slot } from '../ir/ir.ts'
import { nameTest, remembered } from '../remembered.ts'
import { comesFrom } from './comes-from.ts'
import { DEPENDS_TEXT, holdsCaller, keepsCaller, propertyResults } from './held-caller.ts'
import { isContextOfHono } from './hono-context.ts'
import { guardKindOfName, IDENTITY_NAME } from './known-guards.ts'
import { CHILD, holderTags, type NestedPath, PARENT, readPathTags } from './nested-path.ts'
import { promiseBehind } from './promise-behind.ts'
import { itemTaken, keyAt, nameOf, type Reader, type SeenCall, slotText, stringAt } from './reader.ts'
import { BODY_KEYS, CHOSEN_KEYS, HEADER_KEYS, ID_OF_CALLER, IDENTITY_KEYS, LOCAL_KEYS, THROUGH_KEYS } from './request-names.ts'
import { givesUnchosenRows } from './secret-rows.ts'

/** What a value has to do with the request, as bits: a value may come of several things. */
export type Tags = number
export const REQUEST = 1
export const RESPONSE = 2
export const NEXT = 4
/** Chosen by who sends the request: path, query, body. */
export const CHOSEN = 8
export const BODY = 16
/** Derived from the identity of the caller, as the server knows it. */
export const IDENTITY = 32
export const HEADER = 64
/** A credential itself: Authorization header, token cookie. */
export const CREDENTIAL = 128
/** The context object of Koa and Hono, which is request and response at once. */
export const CONTEXT = 256
/** What a middleware has left for the handler: `res.locals`, `ctx.state`, `request.state`. */
const LOCALS = 512
/** A number of rows that the caller may choose as large as it likes. */
export const UNCAPPED = 1024
/** Something that the caller was found to have a right to, as a guard left it on the request. */
const GRANTED = 2048
/** The caller, or what is the caller's own: rows that are asked for by it belong to who asks. */
export const OWN = IDENTITY | GRANTED

const granted = new WeakMap<Reader, ReadonlySet<string>>()

/** Makes known under which names the guards of a program leave what they asked the caller's right to. */
export function rememberGranted(reader: Reader, keys: ReadonlySet<string>): void {
  granted.set(reader, keys)
}

const callers = new WeakMap<Reader, ReadonlySet<string>>()

/** Makes known under which names functions of a program leave the caller on the request. */
export function rememberCallers(reader: Reader, keys: ReadonlySet<string>): void {
  callers.set(reader, keys)
  // What was answered before they were known may be otherwise now.
  plainReaders.delete(reader)
}

/** The tenant of the caller, whoever of it is calling. */
export const TENANT = 16384

/** Tags of the parameters of the functions under consideration. */
export type Frame = ReadonlyMap<IrFunction, ReadonlyMap<Slot, Tags>>

const CREDENTIAL_NAMES =
  /^(?:authorization|x-?api-?key|x-access-token|x-auth-token|token|access_?token|jwt|session(?:_?id)?|auth|auth_?token|sid|apikey|api_key)$/i
const isIdentityCall = nameTest(
  /(?:^|[._])(?:get_?jwt(?:_?identity|_?claims)?|current_?(?:user|identity|account|actor)|get_?current_?\w*user\w*|get_?(?:auth|session|server_?session|user_?(?:id_?)?from_?\w+|logged_?in_?user|authenticated_?user|user_?id|caller|principal|identity)|require_?(?:user|auth|session)|(?<![a-z])auth|(?<=next-auth\/jwt\.)getToken|whoami|authorized_?user_?id|check_?authorized|(?:principal|caller|viewer|account|user)_?of|jwt_?verify|verify_?(?:token|jwt|access_?token|id_?token)|decode_?(?:token|jwt|access_?token)|(?:jwt|jsonwebtoken|jose\.jwt)\.(?:verify|decode))$/i,
)
const GIVES_REQUEST = /^(?:getRequest|getContext|getClient|getData|getArgs)$/
const MAX_STEPS = 4000

export const isIdentityName = nameTest(IDENTITY_NAME)

/** Answers what values of one handler, and of what it calls, have to do with the request. */
export interface TagReader {
  /** The path whose parameters it tells apart. */
  readonly path: NestedPath | null
  readonly tags: (scope: Scope, slot: Slot) => Tags
}

export function createTagReader(reader: Reader, frame: Frame, path: NestedPath | null = null): TagReader {
  if (frame.size > 0 || path !== null) return newTagReader(reader, frame, path)
  let plain = plainReaders.get(reader)
  if (plain === undefined) {
    plain = newTagReader(reader, frame, null)
    plainReaders.set(reader, plain)
  }
  return plain
}

/** Where nothing is known of parameters, all that ask are given the same answers. */
const plainReaders = new WeakMap<Reader, TagReader>()

function newTagReader(reader: Reader, frame: Frame, path: NestedPath | null): TagReader {
  const memo = new Map<IrFunction, (Tags | undefined)[]>()
  let steps = 0
  const follow = (scope: Scope, slot: Slot): Tags => {
    if (slot < 0) return 0
    let known = memo.get(scope.function)
    if (known === undefined) {
      known = []
      memo.set(scope.function, known)
    }
    const answer = known[slot]
    if (answer !== undefined) return answer
    steps += 1
    if (steps > MAX_STEPS) return 0
    known[slot] = 0
    let found = parameterTags(reader, frame, scope, slot) | namedTags(reader, scope, slot)
    const promised = promiseBehind(reader, scope, slot)
    if (promised !== null) found |= follow(promised.scope, promised.slot) & ~(REQUEST | RESPONSE | CONTEXT)
    if (path !== null) found |= holderTags(path, scope.function, slot)
    for (const definition of definitionsOf(scope.module, scope.function, slot)) {
      if (definition.kind === 'loop') found |= follow(scope, definition.iterable)
      else if (definition.kind === 'inner') found |= follow({ module: scope.module, function: definition.function }, definition.src)
      else {
        found |= instructionTags(reader, scope, definition.instruction, follow)
        if (path !== null)
          found |= readPathTags(reader, path, scope, definition.instruction, isOfPath(scope, definition.instruction, found, follow))
      }
    }
    known[slot] = found
    return found
  }
  return {
    path,
    tags(scope, slot) {
      steps = 0
      return follow(scope, slot)
    },
  }
}

/** Whether what an instruction gives, or reads from, is what the request chose, beyond its body. */
function isOfPath(scope: Scope, instruction: Instruction, given: Tags, tags: (scope: Scope, slot: Slot) => Tags): boolean {
  const of = instruction.op === 'get' || instruction.op === 'index' ? tags(scope, instruction.object) : given
  return (of & (CHOSEN | BODY)) === CHOSEN
}

/** Values that carry their meaning in their qualified name: `flask.request`, `flask_login.current_user`. */
function namedTags(reader: Reader, scope: Scope, slot: Slot): Tags {
  const name = nameOf(reader.denoter.denote(scope, slot))
  return name === '' ? 0 : tagsOfName(name)
}

const tagsOfName = remembered((name): Tags => {
  if (name === 'flask.request' || name === 'quart.request' || name === 'flask.globals.request' || name === 'bottle.request') return REQUEST
  if (name === 'flask.g') return REQUEST
  if (
    /^(?:flask_login|flask_login\.utils|flask_jwt_extended|flask_jwt|flask_security|flask_praetorian|quart_auth|quart_jwt_extended|flask_httpauth\.\w+\(\))\.(?:current_user|current_user_id|current_identity|get_jwt_identity\(\)|get_jwt\(\)|get_jwt_claims\(\))$/.test(
      name,
    )
  )
    return IDENTITY
  if (name === 'flask.session' || name === 'quart.session') return IDENTITY
  if (
    /^(?:express|fastify|koa|hono|next\/server|fastapi|starlette\.requests|django\.http|rest_framework\.request)\.(?:Fastify|Next|Http)?Request\(\)$/.test(
      name,
    )
  )
    return REQUEST
  if (name === 'express.Response()') return RESPONSE
  if (name === 'koa.Context()' || name === 'hono.Context()') return CONTEXT
  return 0
})

function parameterTags(reader: Reader, frame: Frame, scope: Scope, slot: Slot): Tags {
  const bound = frame.get(scope.function)?.get(slot)
  if (bound !== undefined) return bound
  for (const { slot: own, name, defaultValue } of scope.function.parameters) {
    if (own !== slot) continue
    if (slot === scope.function.selfSlot) return 0
    if (defaultValue !== null && scope.module.language === 'python') {
      const text = slotText(reader, { module: scope.module, function: functionAt(scope.module, defaultValue.function) }, defaultValue.slot)
      const kind = guardKindOfName(DEPENDS_TEXT.exec(text)?.[1] ?? '')
      if (kind === 'authentication' || kind === 'role') return IDENTITY
    }
    if (name === 'req' || name === 'request' || name === '_req') return REQUEST
    if (name === 'res' && scope.module.language === 'javascript') return RESPONSE
    if (name === 'ctx' || name === 'socket' || (name === 'c' && isContextOfHono(scope))) return CONTEXT
    return isIdentityName(name) ? IDENTITY : 0
  }
  return 0
}

function instructionTags(reader: Reader, scope: Scope, instruction: Instruction, tags: (scope: Scope, slot: Slot) => Tags): Tags {
  switch (instruction.op) {
    case 'move':
    case 'await':
    case 'enter':
    case 'yield':
      return tags(scope, instruction.src)
    case 'load-up':
      return tags({ module: scope.module, function: functionAt(scope.module, instruction.function) }, instruction.slot)
    case 'bound': {
      const given = boundAt(scope.module, instruction)
      return given === null ? 0 : tags(given.scope, given.slot)
    }
    case 'import':
      return isCallerImported(reader, scope, instruction) ? IDENTITY : 0
    case 'element':
    case 'slice':
      return tags(scope, instruction.object)
    case 'unary':
      return tags(scope, instruction.operand) & ~REQUEST
    case 'binary':
      return (tags(scope, instruction.left) | tags(scope, instruction.right)) & ~REQUEST
    case 'template':
      return instruction.parts.reduce<Tags>((sum, part) => (typeof part === 'string' ? sum : sum | (tags(scope, part) & ~REQUEST)), 0)
    case 'get': {
      const object = tags(scope, instruction.object)
      return memberTags(object, instruction.key) | leftTags(reader, object, instruction.key) | selfTags(reader, scope, instruction, tags)
    }
    case 'index': {
      const item = itemTaken(scope, instruction)
      if (item !== null) return tags(scope, item)
      const object = tags(scope, instruction.object)
      const key = keyAt(reader, scope, instruction.index)
      return key === null ? object & ~REQUEST : memberTags(object, key) | leftTags(reader, object, key)
    }
    case 'list':
      return instruction.items.reduce<Tags>((sum, item) => sum | (tags(scope, item) & ~REQUEST), 0)
    case 'dict':
      return instruction.entries.reduce<Tags>((sum, entry) => sum | (tags(scope, entry.value) & ~REQUEST), 0)
    case 'call':
      return callTags(reader, scope, instruction, tags)
    default:
      return 0
  }
}

/** What functions of the tree have left under that name on the request. */
function leftTags(reader: Reader, object: Tags, key: string): Tags {
  if ((object & (REQUEST | CONTEXT)) === 0) return 0
  return (granted.get(reader)?.has(key) === true ? GRANTED : 0) | (callers.get(reader)?.has(key) === true ? IDENTITY : 0)
}

/** `from .login import current_user`, which a module of the tree makes of a proxy: no function that gives the caller, but the caller. */
function isCallerImported(reader: Reader, scope: Scope, { dst, name }: Extract<Instruction, { op: 'import' }>): boolean {
  if (name === null || scope.module.language !== 'python' || !isIdentityName(name)) return false
  const { kind } = reader.denoter.denote(scope, dst)
  return kind === 'library' || kind === 'unknown'
}

/** `self.request`, `this.req`, `self.kwargs` of class-based views. */
function selfTags(
  reader: Reader,
  scope: Scope,
  { object, key }: Extract<Instruction, { op: 'get' }>,
  tags: (scope: Scope, slot: Slot) => Tags,
): Tags {
  if (object !== scope.function.selfSlot || object < 0) return 0
  if (key === 'request' || key === 'req') return REQUEST
  if (key === 'current_user') return IDENTITY
  if (key === 'kwargs' || key === 'path_kwargs') return CHOSEN
  const given = propertyResults(reader, scope, key).reduce<Tags>((sum, { scope: at, slot }) => sum | (tags(at, slot) & OWN), 0)
  return holdsCaller(reader, scope, key, (at, slot) => (tags(at, slot) & IDENTITY) !== 0) ? given | IDENTITY : given
}

/** What a guard leaves behind for the handlers: the user, or an id of whoever calls. */
const isIdentityKey = remembered(
  (key) =>
    IDENTITY_KEYS.has(key) ||
    isIdentityName(key) ||
    (/(?:Id|_id|ID)$/.test(key) && !/^(?:request|req|trace|correlation|transaction|span|message|event)/i.test(key)),
)

/** Functions of h3 and Nitro, which are given the event: `getRouterParam(event, 'id')`, `await readBody(event)`. */
function eventTags(name: string): Tags | null {
  const word = name.slice(name.lastIndexOf('.') + 1)
  if (/^(?:getRouterParams?|getValidatedRouterParams|getQuery|getValidatedQuery|getRequestURL|getRequestPath)$/.test(word)) return CHOSEN
  if (/^(?:readBody|readValidatedBody|readFormData|readMultipartFormData|readRawBody)$/.test(word)) return CHOSEN | BODY
  if (/^(?:useSession|getUserSession|requireUserSession|serverSupabaseUser|useUserSession)$/.test(word)) return IDENTITY
  return /^(?:getHeaders?|getRequestHeaders?|getCookie|parseCookies)$/.test(word) ? HEADER : null
}

/** What reading `key` of something with these tags gives. */
export function memberTags(object: Tags, key: string): Tags {
  if ((object & CONTEXT) !== 0) return contextTags(key)
  if ((object & (REQUEST | RESPONSE)) === 0) {
    if ((object & HEADER) !== 0 && CREDENTIAL_NAMES.test(key)) return object | CREDENTIAL
    return object
  }
  const rest = object & ~(REQUEST | RESPONSE)
  if (LOCAL_KEYS.has(key)) return rest | REQUEST | LOCALS
  if (THROUGH_KEYS.has(key)) return rest | REQUEST
  // The id that a middleware leaves is that of the caller: `res.locals.listenerId`.
  if ((object & LOCALS) !== 0 && ID_OF_CALLER.test(key)) return (rest & ~LOCALS) | IDENTITY
  if ((object & REQUEST) === 0) return rest
  if (CHOSEN_KEYS.has(key)) return rest | CHOSEN
  if (BODY_KEYS.has(key)) return rest | CHOSEN | BODY
  if (HEADER_KEYS.has(key)) return rest | HEADER | (key === 'authorization' ? CREDENTIAL : 0)
  if (isIdentityKey(key)) return rest | ofIdentity(key)
  return rest
}

const TENANT_KEY =
  /^(?:current_?)?(?:workspace|org(?:ani[sz]ation)?|tenant|team|company|group|club|household|project|department|site|store|shop)(?:_?id)?$/i

const ofIdentity = (key: string): Tags => (TENANT_KEY.test(key) ? IDENTITY | TENANT : IDENTITY)

function contextTags(key: string): Tags {
  // `socket.data` of Socket.IO keeps what was found out when somebody connected.
  if (LOCAL_KEYS.has(key) || key === 'data') return REQUEST | LOCALS
  if (key === 'req' || key === 'request' || key === 'var') return REQUEST
  if (CHOSEN_KEYS.has(key)) return CHOSEN
  if (HEADER_KEYS.has(key)) return HEADER
  return isIdentityKey(key) ? ofIdentity(key) : 0
}

const KEPT =
  /^(?:redis|ioredis|aioredis|valkey|iovalkey|@redis\/client|@upstash\/redis|memcache|pymemcache|aiomcache|memjs)\b.*\.(?:get|get_?del|get_?ex|hget|hget_?all|hmget|mget)$/i

function callTags(
  reader: Reader,
  scope: Scope,
  call: Extract<Instruction, { op: 'call' }>,
  tags: (scope: Scope, slot: Slot) => Tags,
): Tags {
  const given = plainCallTags(reader, scope, call, tags)
  const seen = (given & CHOSEN) === 0 ? undefined : reader.seenCall(call)
  return seen !== undefined && givesUnchosenRows(reader, seen, tags) ? given & ~(CHOSEN | BODY) : given
}

function plainCallTags(
  reader: Reader,
  scope: Scope,
  call: Extract<Instruction, { op: 'call' }>,
  tags: (scope: Scope, slot: Slot) => Tags,
): Tags {
  const seen = reader.seenCall(call)
  const name =
    seen?.name === '' || seen === undefined
      ? call.method === ''
        ? seen?.callee.kind === 'function'
          ? seen.callee.function.name
          : ''
        : call.method
      : seen.name
  let inner: Tags = 0
  for (const argument of call.args) inner |= tags(scope, argument.value) & ~(REQUEST | RESPONSE | NEXT | CONTEXT)
  if ((inner & IDENTITY) !== 0 && (inner & CHOSEN) !== 0 && loadsWithoutCaller(seen, scope, call, tags)) inner &= ~IDENTITY
  if (CAPS.test(name)) inner &= ~UNCAPPED
  // Where a page begins chooses none of its rows.
  if (call.receiver >= 0 && WINDOW.test(call.method)) inner &= ~(CHOSEN | BODY)
  // What the service has kept under a key that the request brings is its own.
  if (KEPT.test(name)) inner &= ~(CHOSEN | BODY)
  if (
    isIdentityCall(name) ||
    isMadeIdentityCall(reader, scope, call, name) ||
    (AUTHENTICATES.test(name) && isOfConnection(scope, call, tags))
  )
    return IDENTITY
  if ((inner & IDENTITY) === 0) inner |= ofCaller(seen, tags)
  if ((inner & CHOSEN) === 0) inner |= ofRequest(seen, scope, call, tags)
  const asked = call.args[0] !== undefined && (tags(scope, call.args[0].value) & REQUEST) !== 0 ? eventTags(name) : null
  if (asked !== null) return asked
  if (call.receiver < 0) return inner
  // `context.switchToHttp().getRequest()`, `GqlExecutionContext.create(context).getContext()` of Nest.
  if (call.args.length === 0 && GIVES_REQUEST.test(call.method))
    return call.method === 'getData' || call.method === 'getArgs' ? CHOSEN | BODY : REQUEST
  // `self.get_argument('id')` of Tornado.
  if (call.receiver === scope.function.selfSlot && /^get_(?:query_|body_)?arguments?$/.test(call.method))
    return call.method.startsWith('get_body') ? CHOSEN | BODY : CHOSEN
  const receiver = tags(scope, call.receiver) & ~(worksForCaller(reader, seen) ? OWN : 0)
  if ((receiver & CONTEXT) !== 0) return call.method === 'get' || call.method === 'header' ? requestCallTags(reader, scope, call) : 0
  if ((receiver & REQUEST) === 0) {
    if ((receiver & HEADER) !== 0)
      return (
        receiver |
        inner |
        (call.args.some((argument) => CREDENTIAL_NAMES.test(stringAt(reader, scope, argument.value) ?? '')) ? CREDENTIAL : 0)
      )
    return (receiver | inner) & ~RESPONSE
  }
  return requestCallTags(reader, scope, call) | (receiver & ~REQUEST)
}

/** `export const currentUser = cache(async () => ...)`: what a library made of a function has the name of its variable. */
const isMadeIdentityCall = (
  reader: Reader,
  scope: Scope,
  { receiver, callee }: Extract<Instruction, { op: 'call' }>,
  name: string,
): boolean => receiver < 0 && (name === '' || name.endsWith('()')) && isIdentityCall(slotText(reader, scope, callee))

/** `crud.get(entry_id)` of an object that was made with the caller: the method itself tells whether it asks by it. */
function worksForCaller(reader: Reader, seen: SeenCall | undefined): boolean {
  if (seen?.callee.kind !== 'function') return false
  const { module, function: fn } = seen.callee
  const owner = module.classes[fn.ownerClass]
  return owner !== undefined && keepsCaller(reader, module, owner)
}

const WINDOW = /^(?:offset|limit|skip|take)$/
const CAPS = /^(?:min|clamp|cap|bounded?|limit_\w+|\w+\.(?:clip|clamp))$/

/** `authenticate(context)`, `identify(request)`: given the connection or a credential, and nothing that the caller filled in. */
const AUTHENTICATES =
  /(?:^|[._])(?:authenticate(?:d|_?\w+)?|identify(?:_?\w+)?|handshake|session_?(?:user|account|member)|resolve_?(?:user|caller|principal)|who_?(?:is|calls))$/i

function isOfConnection(scope: Scope, call: Extract<Instruction, { op: 'call' }>, tags: (scope: Scope, slot: Slot) => Tags): boolean {
  const given = call.args.map(({ value }) => tags(scope, value))
  return given.some((one) => (one & (REQUEST | CONTEXT | HEADER | CREDENTIAL)) !== 0) && !given.some((one) => (one & CHOSEN) !== 0)
}

/** `owned_orders()` of the tree that returns a query narrowed to the caller. */
function ofCaller(seen: SeenCall | undefined, tags: (scope: Scope, slot: Slot) => Tags): Tags {
  if (seen?.callee.kind !== 'function') return 0
  const { module, function: fn } = seen.callee
  return fn.blocks.reduce<Tags>(
    (sum, { terminator }) => (terminator.op === 'return' ? sum | (tags({ module, function: fn }, terminator.src) & IDENTITY) : sum),
    0,
  )
}

/** `def payload(schema): return schema().load(request.get_json())`: the request of Flask and its kin is at hand everywhere. */
const readsAmbientRequest = (module: Scope['module'], { start, end }: IrFunction): boolean =>
  module.language === 'python' &&
  module.imports.some(({ from, name }) => name === 'request' && /^(?:flask|quart|bottle|sanic|apiflask)\b/.test(from)) &&
  /\brequest\./.test(sourceOf(module).slice(start, end))

/** `number(request, 'id')`, `await read_json(request)`: what a function of the tree gives of the request that it is handed. */
function ofRequest(
  seen: SeenCall | undefined,
  scope: Scope,
  { args }: Extract<Instruction, { op: 'call' }>,
  tags: (scope: Scope, slot: Slot) => Tags,
): Tags {
  if (seen?.callee.kind !== 'function') return 0
  const { module, function: fn } = seen.callee
  if (!args.some(({ value }) => (tags(scope, value) & (REQUEST | CONTEXT)) !== 0) && !readsAmbientRequest(module, fn)) return 0
  return fn.blocks.reduce<Tags>(
    (sum, { terminator }) =>
      terminator.op === 'return' ? sum | (tags({ module, function: fn }, terminator.src) & (CHOSEN | BODY | CHILD | PARENT)) : sum,
    0,
  )
}

/** A function of the tree whose result comes of what the request chose, and not of the caller whom it is handed as well. */
function loadsWithoutCaller(
  seen: SeenCall | undefined,
  scope: Scope,
  call: Extract<Instruction, { op: 'call' }>,
  tags: (scope: Scope, slot: Slot) => Tags,
): boolean {
  if (seen?.callee.kind !== 'function') return false
  const target = { module: seen.callee.module, function: seen.callee.function }
  const parameters = target.function.parameters.filter(({ slot }) => slot !== target.function.selfSlot)
  const returned = target.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  const given = call.args.flatMap((argument, index) => {
    const parameter =
      argument.kind === 'named' ? parameters.find(({ name }) => name === argument.name) : (parameters[index] ?? restOf(parameters))
    return parameter === undefined
      ? []
      : [
          {
            tags: tags(scope, argument.value),
            isUsed: target.function.captured.has(parameter.slot) || returned.some((slot) => comesFrom(target, slot, parameter.slot)),
          },
        ]
  })
  return given.some((one) => (one.tags & CHOSEN) !== 0 && one.isUsed) && !given.some((one) => (one.tags & IDENTITY) !== 0 && one.isUsed)
}

/** `...values`, which takes what no parameter before it does. */
export const restOf = (parameters: readonly Parameter[]): Parameter | undefined => parameters.find(({ kind }) => kind === 'rest')

/** `req.get('authorization')`, `c.get('user')`, `request.get_json()`, `req.param('id')`, `await request.formData()`. */
function requestCallTags(reader: Reader, scope: Scope, call: Extract<Instruction, { op: 'call' }>): Tags {
  const first = call.args[0]
  const key = first === undefined ? null : stringAt(reader, scope, first.value)
  if (call.method === 'param' || call.method === 'query' || call.method === 'queries') return CHOSEN
  if (BODY_KEYS.has(call.method) || /^(?:receive|iter)_(?:text|json|bytes)$/.test(call.method)) return CHOSEN | BODY
  if (call.method === 'get' || call.method === 'header' || call.method === 'getHeader') {
    if (key === null) return HEADER
    if (isIdentityKey(key) || (call.method === 'get' && callers.get(reader)?.has(key) === true)) return ofIdentity(key)
    return CREDENTIAL_NAMES.test(key) ? HEADER | CREDENTIAL : HEADER
  }
  if (call.method === 'isAuthenticated' || call.method === 'jwtVerify' || call.method === 'is_authenticated') return IDENTITY
  return memberTags(REQUEST, call.method)
}
