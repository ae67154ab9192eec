/** What source analysis yields: plain data, no severity, no fix, no control. */

/** A place in the analysed tree. Lines count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly endLine: number
  /** Enclosing function or class, dotted; `<module>` at the top. */
  readonly symbol: string
  /** The line(s) as written, trimmed, at most 240 characters. Callers mask secrets before storing it. */
  readonly snippet: string
}

export interface SourceAnalysis {
  readonly files: readonly AnalysedFile[]
  readonly routes: readonly RouteFact[]
  /**
   * What callers reach by a name instead of a method and a path: fields of GraphQL's root types, procedures of tRPC, sockets. `method`
   * is `QUERY`, `MUTATION`, `SUBSCRIPTION` or `SOCKET`, `path` the name (`Mutation.rename`, for a socket its path).
   */
  readonly procedures: readonly RouteFact[]
  readonly paths: readonly TaintedPath[]
  readonly patterns: readonly PatternFact[]
  /** What was looked at and found safe, so that a pass can name what it examined. */
  readonly examined: readonly Examined[]
  /** Every import of a package from outside the tree, for reachability of dependencies; and of the runtime's own SQLite, as `python:sqlite3` or `node:sqlite`. */
  readonly packageImports: readonly PackageImport[]
  /** Frameworks seen, e.g. `express`, `flask`. */
  readonly frameworks: readonly string[]
  readonly totals: { readonly files: number; readonly lines: number; readonly bytes: number; readonly functions: number }
}

export interface AnalysedFile {
  readonly file: string
  readonly language: 'python' | 'javascript'
  /** What the file is for, from its path and its package: findings in tests and one-off scripts weigh other than in the service. */
  readonly role: 'application' | 'test' | 'script' | 'migration' | 'vendored' | 'browser'
  readonly lines: number
  readonly bytes: number
  readonly outcome: 'analysed' | 'partly' | 'left-out' | 'failed'
  /** Why it is not `analysed`: which parts, which limit. Empty otherwise. */
  readonly because: string
}

export type Confidence = 'high' | 'medium' | 'low'

/** Weaknesses found by following a value. */
export type FlowKind =
  | 'sql-injection'
  | 'nosql-injection'
  | 'command-injection'
  | 'code-injection'
  | 'template-injection'
  | 'ldap-injection'
  | 'xpath-injection'
  | 'header-injection'
  | 'log-injection'
  | 'path-traversal'
  | 'ssrf'
  | 'open-redirect'
  | 'xss'
  | 'stored-xss'
  | 'xxe'
  | 'deserialisation'
  | 'trust-boundary'
  | 'prototype-pollution'
  | 'redos'
  | 'mass-assignment'
  | 'sensitive-log'
  | 'sensitive-response'
  | 'unsafe-upload'
  | 'unsafe-reflection'

export interface TaintedPath {
  readonly kind: FlowKind
  readonly cwe: number
  readonly steps: readonly [FlowStep, ...FlowStep[]]
  readonly source: Place
  readonly sink: Place
  /** The called function at the sink, e.g. `sqlite3.Cursor.execute`. */
  readonly sinkName: string
  /** Where the value enters; `argument`: through a parameter of a function that a published package exports. */
  readonly parameter: {
    readonly in: 'query' | 'path' | 'body' | 'header' | 'cookie' | 'form' | 'file' | 'argument' | 'other'
    readonly name: string
  } | null
  /** Index into `routes` when the source lies in, or is reached from, one handler. */
  readonly route: number | null
  /** Of what one request stores and another reads: index into `routes` of the handler that reads it, where it is not the same. */
  readonly readBy?: number
  readonly confidence: Confidence
  readonly confidenceBecause: string
  /** A sanitizer on the path that does not protect this sink. */
  readonly weakSanitizer: string | null
  /** The attack string of a `redos` path. */
  readonly attack: string | null
  /** Stable identity without line numbers. */
  readonly identity: string
}

export interface FlowStep {
  readonly place: Place
  /** What happened to the value here, as a phrase: "read from the query string", "joined into a string", "returned by build()". */
  readonly what: string
}

/** Weaknesses seen at one place without following a request value. */
export type PatternKind =
  | 'weak-hash'
  | 'weak-password-hash'
  | 'weak-cipher'
  | 'weak-random'
  | 'insecure-cookie'
  | 'no-tls-verification'
  | 'hardcoded-secret'
  | 'default-credentials'
  | 'debug-mode'
  | 'debug-print'
  | 'swallowed-exception'
  | 'blocking-call'
  | 'n-plus-one'
  | 'unbounded-query'
  | 'missing-timeout'
  | 'cache-without-expiry'
  | 'cache-not-keyed-by-user'
  | 'cache-not-invalidated'
  | 'jwt-not-verified'
  | 'jwt-no-algorithms'
  | 'jwt-no-expiry'
  | 'jwt-long-expiry'
  | 'jwt-weak-secret'
  | 'jwt-no-claims'
  | 'unsafe-yaml'
  | 'unsafe-xml'
  | 'autoescape-off'
  | 'cors-any-origin'
  | 'cors-reflected-origin'
  | 'csrf-off'
  | 'body-limit-missing'
  | 'stack-trace-response'
  | 'bind-all-interfaces'
  | 'dev-server'
  | 'redos-pattern'
  | 'redos-validator'
  | 'security-headers-missing'
  | 'secret-in-url'
  | 'check-then-act'
  | 'config-fallback-secret'
  | 'unsafe-deserialiser'
  | 'shell-true'
  | 'mass-assignment-pattern'
  | 'sensitive-log-pattern'
  | 'sensitive-response-pattern'
  | 'weak-password-policy'
  | 'session-fixation'
  | 'role-in-page-only'
  | 'role-claimed'
  | 'caller-claimed'
  | 'claimed-tenant'
  | 'owner-overridden'
  | 'api-key-listed'
  | 'role-granted-above'
  | 'scope-without-action'
  | 'operator-object'
  | 'open-files'
  | 'claimed-type'
  | 'session-kept'
  | 'session-long'
  | 'account-told'
  | 'account-state-unasked'
  | 'login-unlocked'
  | 'jwt-use-unasked'
  | 'refresh-kept'
  | 'refresh-unspent'
  | 'logout-idle'
  | 'spoofable-address'
  | 'server-timeout-off'
  | 'host-in-link'
  | 'optional-signature'
  | 'optional-form-token'
  | 'unset-secret'
  | 'limit-without-retry-after'
  | 'config-unvalidated'
  | 'development-default'
  | 'quoted-hole'
  | 'page-size-open'
  | 'template-run'
  | 'host-by-name'
  | 'amount-below-nothing'
  | 'blind-health'
  | 'docs-served'
  | 'shared-answer'
  | 'answer-unmarked'
  | 'type-unasked'
  | 'change-unrecorded'
  | 'body-type-unasked'
  | 'jwt-key-by-path'
  | 'socket-origin-unasked'
  | 'taken-name-fails'
  | 'error-format-mixed'
  | 'page-policy-missing'
  | 'page-policy-loose'
  | 'served-folder'
  | 'runtime-told'
  | 'banner-told'

export interface PatternFact {
  readonly kind: PatternKind
  readonly cwe: number
  readonly place: Place
  /** What was seen, as a sentence without judgement: "md5 hashes the argument named password". */
  readonly message: string
  /** Values a check needs: `{ algorithm: 'md5', rounds: 4, seconds: 86400 }`. */
  readonly details: Readonly<Record<string, string | number | boolean>>
  readonly confidence: Confidence
  /** What it is about, where that stands elsewhere: the store that a line fills. */
  readonly about?: { readonly place: Place; readonly note: string }
}

export interface Examined {
  readonly kind:
    | FlowKind
    | PatternKind
    | 'password-hash'
    | 'graceful-shutdown'
    | 'health-route'
    | 'error-handler'
    | 'compression'
    | 'security-headers'
    | 'rate-limiter'
    | 'structured-log'
    | 'jwt-verify'
    | 'pagination'
    | 'config-validation'
    | 'shared-rate-store'
    | 'log-redaction'
    | 'body-limit'
    | 'metrics'
    | 'error-tracking'
    | 'pool'
    | 'audit-log'
  /** How many places of this kind were examined. */
  readonly count: number
  /** The first twenty of them. */
  readonly places: readonly Place[]
}

export interface PackageImport {
  readonly package: string
  readonly file: string
  readonly line: number
}

export interface RouteFact {
  /** Upper case; `ANY` when the framework answers every method. */
  readonly method: string
  /** OpenAPI style template with all prefixes: `/orders/{id}`. */
  readonly path: string
  readonly framework: string
  readonly place: Place
  /** Where its address is given to it, when that is elsewhere: `path('orders/', views.orders)` of Django. */
  readonly registered?: Place
  /** Dotted name of the handler, `<anonymous>` when it has none. */
  readonly handler: string
  readonly guards: readonly GuardFact[]
  /** Guards of the source that do not run before this route, when none does; at most three, those nearest to it first. */
  readonly bypassed: readonly BypassedGuard[]
  readonly parameters: readonly RouteParameter[]
  /** The declared schema of the body, when there is one: a Pydantic model, a zod object, a DTO. */
  readonly body: BodyFact | null
  /** Whether a handler reads the request body without a schema. */
  readonly readsRawBody: boolean
  /** The schema that filters what the handler answers (`response_model`, a serializer, Fastify's `response`); null when there is none. */
  readonly responseSchema: string | null
  readonly rateLimits: readonly string[]
  /** `same-site`: nothing but `SameSite` of the cookies keeps other sites off. */
  readonly csrf: 'protected' | 'exempt' | 'none' | 'same-site' | 'not-applicable'
  /** Kinds of effect seen from the handler: data read or written, by id, by owner. */
  readonly effects: readonly RouteEffect[]
  /** Of a handler that answers several methods: whether it looks at the method itself. */
  readonly testsMethod?: boolean
  /** Set on a handler that does nothing but send the caller on to another address. */
  readonly onlyRedirects?: true
  /** Role in the life of a user, from path, handler and calls. */
  readonly purpose:
    | 'login'
    | 'register'
    | 'logout'
    | 'refresh'
    | 'password-reset'
    | 'health'
    | 'metrics'
    | 'docs'
    | 'static'
    | 'upload'
    | 'admin'
    | 'other'
  readonly confidence: Confidence
}

export interface GuardFact {
  readonly kind: 'authentication' | 'role' | 'owner' | 'api-key' | 'signature' | 'ip' | 'unknown'
  /** As the source names it: `login_required`, `requireAuth`, `Depends(get_current_user)`. */
  readonly name: string
  readonly place: Place
  /** Where it is attached. */
  readonly level: 'route' | 'router' | 'application' | 'handler'
  /**
   * Whether the guard was seen to refuse (throw, 401, redirect), was only recognised by name, lets everyone through although it should
   * not, or lets this route through because the source says aloud that it is open: `AllowAny`, an entry of a list of open paths.
   */
  readonly proof: 'refuses' | 'named' | 'never-refuses' | 'declared-open'
  /** The attribute that the framework would have read, where the guard stands under another name. */
  readonly misnamed?: string
  /** Set on a role that a decorator names where no guard that would read it is attached. */
  readonly isUnread?: true
  /** Set where it stands behind the view among the bases of a class, whose `dispatch` goes no further. */
  readonly isBehind?: true
  /** Set on an owner who is asked for by what is known of the caller alone, of whichever object: `if (!user.isOwner) throw ...`. */
  readonly ofCallerAlone?: true
  /** Of a role: the words that it is compared with, and whether those or all others are let on. */
  readonly roles?: { readonly names: readonly string[]; readonly are: 'admitted' | 'refused' }
  /** Set where callers get past it by what they write into the address of this route. */
  readonly avoidable?: AvoidableGuard
}

/** A test of the address in a guard that frees more than it means to. */
export interface AvoidableGuard {
  /**
   * Which addresses pass: those that contain a text anywhere, the query string included; those whose path ends with it, as the route's own
   * does, or as its last parameter may.
   */
  readonly how: 'address-contains' | 'path-ends' | 'path-may-end'
  readonly texts: readonly string[]
  readonly place: Place
}

/** A guard that is there, and that requests to a route do not meet. */
export interface BypassedGuard {
  readonly kind: GuardFact['kind']
  readonly name: string
  readonly place: Place
  /**
   * Why: it decorates what the router has registered already, the route is marked as free of it, it is attached after the route, it is
   * attached to other routes only, or nothing in the source asks it.
   */
  readonly how: 'above-route' | 'freed' | 'later' | 'elsewhere' | 'unused'
}

export interface RouteParameter {
  /** Fields of objects by their path, those of the elements of lists with brackets: `address.city`, `lines[].quantity`. */
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'form' | 'file'
  readonly type: string | null
  readonly isRequired: boolean
  readonly isValidated: boolean
  /** The handler reads it from the address, a header or a cookie, and nothing declares it. */
  readonly isRead?: true
  /** What the source takes of it, where it tests or looks up the value. */
  readonly value?: ValueFact
}

/** What a value has to be like, as far as the source says. */
export interface ValueFact {
  /** As in OpenAPI: `integer`, `string`; where the declared type does not say. */
  readonly type?: string
  /** Constants that it is looked up among. */
  readonly choices?: readonly (string | number)[]
  /** Something stands in where it is left out. */
  readonly isOptional?: true
  /** What stands in, where it is one text or number. */
  readonly usual?: string | number
  /** As in OpenAPI: `email`, `uri`, `uuid`, `date`, `date-time`. */
  readonly format?: string
  /** A regular expression that it has to match, in the notation of JavaScript. */
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

export interface BodyFact {
  readonly name: string
  readonly fields: readonly BodyField[]
  /** Whether fields that the schema does not name are refused or dropped. */
  readonly extra: 'refused' | 'dropped' | 'kept' | 'unknown'
}

export interface BodyField {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  /** Fields of the object that it is, where its own schema is known. */
  readonly inside?: readonly BodyField[]
  /** What the schema says of the value behind the name of its type: choices, bounds. */
  readonly value?: ValueFact
  /** The elements of the list that it is; without a name. */
  readonly items?: BodyField
}

export interface RouteEffect {
  readonly kind: 'read-one' | 'read-many' | 'create' | 'update' | 'delete' | 'send' | 'file' | 'process'
  readonly place: Place
  /** The table, model or collection, where it is known. */
  readonly of: string | null
  /** The columns that are read, where the query names them all. */
  readonly columns?: readonly string[]
  /** Whether the object is chosen by an id of the request. */
  readonly byRequestId: boolean
  /** Whether a secret that the request brings chooses the object: a token of an invitation, the key of a device. */
  readonly bySecret?: boolean
  /** Whether the condition also names the caller (owner, tenant), or the loaded object is compared with the caller. */
  readonly byOwner: boolean
  /** Whether it is the tenant of the caller alone that the condition names, whoever of it is calling. */
  readonly ofTenant?: boolean
  /** Set where the request may say whose rows are meant, and what it says goes before what is known of the caller. */
  readonly isOverridden?: true
  /**
   * Of a path that names a row below another (`/plots/{plot}/plantings/{planting}`): whether the row is asked for by its own parameter alone,
   * by those above it, or by both.
   */
  readonly namedBy?: 'child' | 'parent' | 'both'
  /** Whether the model is seen to have a column for what stands above in the path. */
  readonly isBelow?: boolean
  /** Whether the condition takes a list of ids. */
  readonly byIds?: boolean
  /** For `read-many`: whether a limit bounds it. */
  readonly isBounded: boolean
  /** Whether it happens only under a condition on the caller: `if request.user.has_perm('x'): row.delete()`. */
  readonly isPermitted?: boolean
}
