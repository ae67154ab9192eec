import { admitsEverybody, type RouteFact, type RouteParameter } from '@assay/flow'
import type { OperationBody, OperationFact, OperationOrigin, OperationParameter, Schema } from '../../model/facts/service.ts'
import type { SpecifiedOperation } from './openapi.ts'
import { asksForRights } from './privileged-guards.ts'
import { completed, placeInside, type SourceField, schemaOfField, schemaOfParameter } from './source-schemas.ts'

type Purpose = OperationFact['purpose']

/** Days that were asked for one after the other. */
export interface FreshDays {
  asked: number
}

/** An operation while it is being probed: what is known of it grows. */
export interface Operation
  extends Omit<
    OperationFact,
    'coverage' | 'coverageBecause' | 'exists' | 'baselineStatus' | 'origins' | 'purpose' | 'parameters' | 'body'
  > {
  parameters: OperationFact['parameters']
  body: OperationFact['body']
  /** The page whose form sends it; null when none was seen. */
  page: string | null
  purpose: OperationFact['purpose']
  origins: OperationOrigin[]
  exists: OperationFact['exists']
  /** How often days were asked for, of an operation that gives each away once; absent of all others. */
  freshDays?: FreshDays | null
  baselineStatus: number
  /** Guards that the source attaches, by name. */
  readonly guards: readonly string[]
  readonly effects: readonly RouteFact['effects'][number]['kind'][]
  /** Reasons why it could not be probed in full. */
  readonly gaps: Set<string>
  probes: number
}

/** Paths that switch a user off: only on a user made for it. */
export const SWITCHES_OFF = /(?:^|[/-])(?:disable|deactivate|suspend|block|ban|lock)(?:-\w+)?\/?$/i

/** What gives a user more rights, by the last word of a path that names the user: only for a user made for it. */
export const RAISES =
  /\/(?:users?|members?|accounts?|customers?|people)\/\{[^}]+\}\/(?:promote|elevate|make[-_]?(?:admin|staff|moderator|manager|officer)|(?:set|change|assign|grant|update)[-_]?(?:admin|roles?|permissions?)|roles?|permissions?)\/?$/i

const MAX_OPERATIONS = 400
const READING_PURPOSES: ReadonlySet<Purpose> = new Set<Purpose>(['health', 'metrics', 'docs', 'static'])

/** One list of what there is to test, from specification and source, sorted; routes that serve files or the documentation are left to their own probes. */
export function mergeOperations(
  specified: readonly SpecifiedOperation[],
  routes: readonly RouteFact[],
  publicRoutes: readonly string[],
  recorded: readonly SpecifiedOperation[] = [],
): { readonly operations: readonly Operation[]; readonly warnings: readonly string[] } {
  const byKey = new Map<string, Operation>()
  for (const operation of specified) add(byKey, fromSpecification(operation))
  for (const route of routes) for (const method of methodsOf(route)) add(byKey, fromRoute(route, method))
  for (const operation of recorded) add(byKey, fitted(fromSpecification(operation, 'recording'), [...byKey.values()]))
  const declaredPublic = new Set(
    publicRoutes.map((route) => identityOf(route.slice(0, route.indexOf(' ')), route.slice(route.indexOf(' ') + 1))),
  )
  const all = [...byKey.values()]
    .map((operation) => (isMisjudged(operation) ? { ...operation, purpose: 'other' as const } : operation))
    .map((operation) =>
      declaredPublic.has(identityOf(operation.method, operation.path)) ? { ...operation, declaredAccess: 'public' as const } : operation,
    )
    .sort((a, b) => (a.path === b.path ? compare(a.method, b.method) : compare(a.path, b.path)))
  const warnings = all.length > MAX_OPERATIONS ? [`only the first ${MAX_OPERATIONS} of ${all.length} operations are probed`] : []
  return { operations: all.slice(0, MAX_OPERATIONS), warnings }
}

/** `/status/{name}` and a POST to `/tools/ping` only sound like health checks. */
function isMisjudged({ method, path, purpose }: Operation): boolean {
  if (method !== 'GET') return READING_PURPOSES.has(purpose)
  return (purpose === 'health' || purpose === 'metrics') && path.includes('{')
}

/** An operation that was met by following a link or a well-known path. */
export function crawledOperation(method: string, path: string): Operation {
  return emptyOperation(method, path, 'crawl')
}

/** Same method and same template, whatever the parameters are called. */
export function identityOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}').replace(/(.)\/+$/, '$1')}`
}

function add(byKey: Map<string, Operation>, operation: Operation): void {
  const identity = identityOf(operation.method, operation.path)
  const known = byKey.get(identity)
  byKey.set(identity, known === undefined ? operation : combine(known, operation))
}

/** The first one's fields with what only the second knows of them. */
function completedBody(first: OperationBody, second: OperationBody | null): OperationBody {
  return second === null ? first : { ...first, schema: completed(first.schema, second.schema) }
}

/** The first one's shape with what only the second knows. */
function combine(first: Operation, second: Operation): Operation {
  const names = new Set(first.parameters.map((parameter) => `${parameter.in} ${parameter.name}`))
  const extra = second.parameters.filter((parameter) => parameter.in !== 'path' && !names.has(`${parameter.in} ${parameter.name}`))
  const known = first.parameters.map((parameter) => {
    const same = second.parameters.find(({ name, in: place }) => name === parameter.name && place === parameter.in)
    return same === undefined ? parameter : { ...parameter, schema: completed(parameter.schema, same.schema) }
  })
  const hasFields = Object.keys(first.body?.schema.properties ?? {}).length > 0 || first.body?.schema.example !== undefined
  return {
    ...first,
    origins: [...new Set([...first.origins, ...second.origins])],
    parameters: [...known, ...extra],
    body: hasFields && first.body !== null ? completedBody(first.body, second.body) : (second.body ?? first.body),
    declaredAccess: strongest(first.declaredAccess, second.declaredAccess),
    purpose: first.purpose === 'other' ? second.purpose : first.purpose,
    guards: [...new Set([...first.guards, ...second.guards])],
    effects: [...new Set([...first.effects, ...second.effects])],
    file: first.file ?? second.file,
    line: first.line ?? second.line,
  }
}

const ACCESS_ORDER = ['unknown', 'public', 'authenticated', 'privileged'] as const

function strongest(a: Operation['declaredAccess'], b: Operation['declaredAccess']): Operation['declaredAccess'] {
  return ACCESS_ORDER[Math.max(ACCESS_ORDER.indexOf(a), ACCESS_ORDER.indexOf(b))] ?? 'unknown'
}

/** A recorded path under the template that it is an instance of: `/posts/hello` under `/posts/{slug}`. */
function fitted(operation: Operation, known: readonly Operation[]): Operation {
  const parts = operation.path.split('/')
  const template = known.find(({ method, path }) => {
    const pattern = path.split('/')
    return (
      method === operation.method &&
      pattern.length === parts.length &&
      path.includes('{') &&
      pattern.every((part, index) => part === parts[index] || part.startsWith('{'))
    )
  })
  const isKnown = known.some(({ method, path }) => identityOf(method, path) === identityOf(operation.method, operation.path))
  return template === undefined || isKnown
    ? operation
    : {
        ...operation,
        path: template.path,
        key: template.key,
        parameters: operation.parameters.filter((parameter) => parameter.in !== 'path'),
      }
}

function fromSpecification(specified: SpecifiedOperation, origin: OperationOrigin = 'openapi'): Operation {
  const empty = emptyOperation(specified.method, specified.path, origin)
  const purpose = purposeOf(specified.method, specified.path, specified.operationId)
  // What a specification says of all its operations is seldom meant for health checks, documents and the start page.
  const isOpenByNature = READING_PURPOSES.has(purpose) || specified.path === '/'
  const access = specified.inheritsAccess === true && isOpenByNature ? 'unknown' : specified.access
  return {
    ...empty,
    parameters: withPathParameters(specified.path, specified.parameters),
    body: specified.body,
    purpose,
    declaredAccess: access === 'authenticated' && purpose === 'admin' ? 'privileged' : access,
  }
}

function fromRoute(route: RouteFact, method: string): Operation {
  const guards = route.guards.filter((guard) => !admitsEverybody(guard))
  // A guard of the whole application mostly has exceptions that reading does not see.
  const own = guards.filter((guard) => guard.level !== 'application')
  const isPrivileged = own.some(asksForRights)
  const isGuarded = own.some(({ kind }) => kind === 'authentication' || kind === 'owner' || kind === 'api-key' || kind === 'role')
  const parameters = route.parameters
    .filter(({ in: place, isRead }) => isRead !== true || place === 'cookie' || method === 'GET' || route.method !== 'ANY')
    .filter(({ in: place }) => place === 'path' || place === 'query' || place === 'header' || place === 'cookie')
    .map((parameter) => ({
      name: parameter.name,
      in: parameter.in as OperationParameter['in'],
      isRequired: parameter.in === 'path',
      schema: schemaOfParameter(parameter),
    }))
  return {
    ...emptyOperation(method, route.path, 'source'),
    parameters: withPathParameters(route.path, parameters),
    body: bodyOfRoute(route, method),
    purpose: route.purpose === 'other' ? unlessGuarded(purposeOf(method, route.path, ''), isGuarded) : route.purpose,
    declaredAccess: isPrivileged ? 'privileged' : isGuarded ? 'authenticated' : 'unknown',
    guards: guards.map((guard) => guard.name),
    effects: [...new Set(route.effects.map((effect) => effect.kind))],
    file: route.place.file,
    line: route.place.line,
  }
}

/** A way in lets in who is not in yet: what a path alone takes for one is something else behind a guard. */
function unlessGuarded(purpose: Purpose, isGuarded: boolean): Purpose {
  return isGuarded && (purpose === 'login' || purpose === 'register') ? 'other' : purpose
}

/** What a page gives to be sent back is nothing that a caller makes up. */
const FORGERY_TOKEN = /csrf|xsrf|authenticity_?token|requestverificationtoken/i

function bodyOfRoute(route: RouteFact, method: string): OperationBody | null {
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE') return null
  const files = route.parameters.filter((parameter) => parameter.in === 'file')
  const named = route.parameters.filter((parameter) => parameter.in === 'body' || parameter.in === 'form')
  // The parameter of a handler that is the body itself is none of its fields.
  const fields = named.length === 1 && route.body !== null && isTypeOf(named[0]?.type ?? null, route.body.name) ? [] : named
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  const all: readonly (SourceField & Pick<RouteParameter, 'isRequired'>)[] = [...(route.body?.fields ?? []), ...fields]
  for (const field of all) {
    if (FORGERY_TOKEN.test(field.name)) continue
    if (/\.|\[\]$/.test(field.name)) {
      placeInside(properties, field.name.split('.'), schemaOfParameter(field))
      continue
    }
    properties[field.name] ??= schemaOfField(field)
    if (field.isRequired && !required.includes(field.name)) required.push(field.name)
  }
  for (const file of files) {
    properties[file.name] = { type: 'string', format: 'binary' }
    required.push(file.name)
  }
  const isForm = fields.length > 0 && fields.every((field) => field.in === 'form')
  const contentType = files.length > 0 ? 'multipart/form-data' : isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  return { contentType, isRequired: true, schema: { type: 'object', properties, required } }
}

/** `Register` and `schemas.Register`, `Annotated[Register, Body()]`, `Register | None`. */
function isTypeOf(type: string | null, name: string): boolean {
  const bare = (type ?? '').replace(/^(?:typing\.)?(?:Annotated|Optional)\[([^,\]]+).*$/, '$1').replace(/\s*\|\s*None$/, '')
  const last = (text: string): string => text.slice(text.lastIndexOf('.') + 1)
  return bare !== '' && last(bare) === last(name)
}

function methodsOf(route: RouteFact): readonly string[] {
  if (route.method !== 'ANY') return route.method === 'HEAD' || route.method === 'OPTIONS' ? [] : [route.method]
  if (SENT_WITH_A_BODY.has(route.purpose)) return ['POST']
  return route.readsRawBody || route.body !== null ? ['GET', 'POST'] : ['GET']
}

/** What takes credentials is posted, whatever else a view of a library might answer. */
const SENT_WITH_A_BODY: ReadonlySet<Purpose> = new Set<Purpose>(['login', 'register', 'refresh', 'password-reset', 'logout'])

function withPathParameters(path: string, parameters: readonly OperationParameter[]): readonly OperationParameter[] {
  const names = [...path.matchAll(/\{([^}/]+)\}/g)].map((match) => match[1] ?? '')
  const missing = names.filter((name) => !parameters.some((parameter) => parameter.in === 'path' && parameter.name === name))
  return [...parameters, ...missing.map((name) => ({ name, in: 'path' as const, isRequired: true, schema: {} }))]
}

function emptyOperation(method: string, path: string, origin: OperationOrigin): Operation {
  return {
    key: `${method} ${path}`,
    method,
    path,
    origins: [origin],
    parameters: withPathParameters(path, []),
    body: null,
    page: null,
    declaredAccess: 'unknown',
    purpose: purposeOf(method, path, ''),
    exists: 'unknown',
    baselineStatus: 0,
    file: null,
    line: null,
    guards: [],
    effects: [],
    gaps: new Set(),
    probes: 0,
  }
}

const BY_PATH: readonly (readonly [Purpose, RegExp])[] = [
  ['password-reset', /(?:forgot|reset|recover|lost)[-_ ]?(?:password|pwd)|password[-_ /]?(?:reset|forgot|recovery)|\/forgot\b/],
  ['refresh', /refresh(?:[-_]?(?:token|session))?$|\/renew[-_]?token/],
  ['logout', /\b(?:log|sign)[-_]?out\b/],
  ['register', /\b(?:register|registration|sign[-_]?up|create[-_]?account)\/?$/],
  ['login', /\b(?:log|sign)[-_]?in\b|\/authenticate$|\/(?:auth|oauth2?|jwt|api)[-_/]token$|\/tokens?$|\/sessions?$/],
  ['health', /\/(?:health\w*|livez?|liveness|readyz?|readiness|ping|heartbeat|status)\/?$|\/health\//],
  ['metrics', /\/(?:metrics|prometheus)$/],
  ['docs', /^(?:\/api|\/v\d)*\/(?:docs?|documentation|redoc|swagger|openapi(?:\.\w+)?|api-?docs?|graphiql)\b/],
  ['static', /^\/(?:static|assets|public|favicon\.ico|robots\.txt)\b/],
  ['upload', /\/(?:uploads?|avatar|attachments?)$/],
  ['admin', /\/(?:admin|administration|backoffice|superuser|staff)\b/],
]

/** The part of an operation in the life of a user or of the service, by its path and its name. */
export function purposeOf(method: string, path: string, name: string): Purpose {
  const text = path
    .toLowerCase()
    .replace(/\{[^}]*\}/g, '')
    .replace(/(.)\/+$/, '$1')
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
  if (method === 'DELETE' && /\/sessions?(?:\/current)?\/?$/.test(text)) return 'logout'
  for (const [purpose, pattern] of BY_PATH) {
    if ((purpose === 'login' || purpose === 'register' || purpose === 'upload') && method !== 'POST' && method !== 'PUT') continue
    if (pattern.test(text) || (['login', 'register', 'logout', 'refresh'].includes(purpose) && pattern.test(`/${words}`))) return purpose
  }
  return 'other'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
