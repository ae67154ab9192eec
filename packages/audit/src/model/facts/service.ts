import type { RouteFact } from '@assay/flow'
import type { Exchange } from '../evidence.ts'
import type { Intensity, NotVerifiedReason } from '../words.ts'

/** Families of live probes; each is a fact of its own, so that what could not be run keeps its reason. */
export const PROBES = [
  'anonymousAccess',
  'objectAccess',
  'functionAccess',
  'massAssignment',
  'dataExposure',
  'tokenMutation',
  'tokenAlgorithm',
  'tokenLifetime',
  'tokenUse',
  'secretStrength',
  'refreshRotation',
  'revocation',
  'loginThrottle',
  'accountLockout',
  'accountState',
  'enumeration',
  'passwordPolicy',
  'defaultCredentials',
  'raceConditions',
  'sqlInjection',
  'nosqlInjection',
  'commandInjection',
  'templateInjection',
  'dynamicCode',
  'pathTraversal',
  'serverSideRequests',
  'crossSiteScripting',
  'headerInjection',
  'openRedirect',
  'prototypePollution',
  'xmlEntities',
  'redos',
  'fileUpload',
  'typeHandling',
  'schemaValidation',
  'sizeLimits',
  'contentTypes',
  'errorCorpus',
  'rateLimit',
  'rateSpoofing',
  'rateRecovery',
  'rateKeying',
  'cors',
  'methods',
  'csrf',
  'sessionCookies',
  'hostHeader',
  'caching',
  'compression',
  'pagination',
  'pageHeaders',
  'exposedPaths',
  'docsExposure',
  'debugMode',
  'healthEndpoints',
  'metricsEndpoints',
  'oldVersions',
  'credentialsInUrl',
  'graphql',
  'websocket',
  'tls',
  'plainHttp',
  'serviceLog',
  'listeners',
  'slowClients',
  'requestSmuggling',
  'deserialization',
  'outgoingCalls',
  'apiKeys',
  'burstImpact',
] as const
export type ProbeName = (typeof PROBES)[number]

/** What gathering learned of the running service. */
export type ServiceFacts = ServiceCoreFacts & { readonly [P in ProbeName]: ProbeFact }

export interface ServiceCoreFacts {
  readonly service: ServiceFact
  readonly operations: readonly OperationFact[]
  /** A sample of what was exchanged: up to three for each operation, identity and status; masked. */
  readonly exchanges: readonly Exchange[]
  readonly identities: IdentitiesFact
  readonly tokens: readonly TokenFact[]
  readonly startedService: StartedServiceFact
  readonly residue: readonly ResidueFact[]
}

export interface ServiceFact {
  readonly baseUrl: string
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly isLoopback: boolean
  readonly startedByUs: boolean
  readonly intensity: Intensity
  readonly requests: number
  /** Requests that got no response, by error code. */
  readonly failures: Readonly<Record<string, number>>
  /** Times that a 429 was met and another local address or a pause was used. */
  readonly limitedTimes: number
  /** Why probing ended early; empty when it ran to its end. */
  readonly stopped: string
  readonly warnings: readonly string[]
  /** What each stage took, in order; absent in runs of versions before it was added. */
  readonly costs?: readonly StageCost[]
  /** How the specification was found; null when there is none. */
  readonly openapi: {
    readonly from: string
    readonly version: string
    readonly operations: number
    readonly warnings: readonly string[]
  } | null
}

/** Requests and wall time of one family of probes, or of what comes before and after them. */
export interface StageCost {
  readonly stage: string
  readonly requests: number
  readonly milliseconds: number
}

export type OperationOrigin = 'openapi' | 'source' | 'recording' | 'crawl' | 'graphql'

export interface OperationFact {
  /** `GET /orders/{id}`. */
  readonly key: string
  readonly method: string
  /** OpenAPI style template. */
  readonly path: string
  readonly origins: readonly OperationOrigin[]
  readonly parameters: readonly OperationParameter[]
  readonly body: OperationBody | null
  /** What the specification or the source says of authentication. */
  readonly declaredAccess: 'public' | 'authenticated' | 'privileged' | 'unknown'
  readonly purpose: RouteFact['purpose']
  /** Whether the service answered it at all, as its owner or anonymously. */
  readonly exists: 'yes' | 'no' | 'unknown'
  /** Status of the valid request by the first ordinary user; 0 when none was sent. */
  readonly baselineStatus: number
  readonly coverage: 'tested' | 'partly' | 'not'
  readonly coverageBecause: string
  readonly file: string | null
  readonly line: number | null
}

export interface OperationParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly isRequired: boolean
  readonly schema: Schema
}

export interface OperationBody {
  readonly contentType: string
  readonly isRequired: boolean
  readonly schema: Schema
}

/** The part of a JSON schema that values are made from; references are resolved, cycles cut. */
export interface Schema {
  readonly type?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly example?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly isClosed?: boolean
  /** The service puts something else in its place where it is left out. */
  readonly isOptional?: boolean
  /** Set by the server alone (`readOnly`): no request should send it. */
  readonly isReadOnly?: boolean
}

export interface IdentitiesFact {
  readonly identities: readonly IdentityFact[]
  /** How callers prove who they are. */
  readonly scheme: 'bearer' | 'cookie' | 'header' | 'none'
  /** Steps that were tried, in order, each with its result. */
  readonly steps: readonly string[]
  /** The operation that tells identities apart; null when none was found. */
  readonly verifiedBy: string | null
}

export interface IdentityFact {
  readonly name: string
  readonly role: 'user' | 'admin'
  readonly made: 'registered' | 'declared' | 'promoted' | 'default-credentials'
  readonly ownTokenAccepted: boolean
  readonly anonymousRefused: boolean
  readonly garbageRefused: boolean
}

export interface TokenFact {
  readonly identity: string
  readonly use: 'access' | 'refresh'
  /** The operation that gave it, as `POST /login`; absent where none of the run's did. */
  readonly issuedBy?: string
  readonly kind: 'jwt' | 'opaque' | 'cookie'
  readonly algorithm: string | null
  /** Names of the claims; values only of time, issuer, audience, type and algorithm. */
  readonly claims: readonly string[]
  readonly issuer: string | null
  readonly audience: string | null
  readonly lifetimeSeconds: number | null
  /** Claims whose name or value is personal or secret. */
  readonly sensitiveClaims: readonly string[]
  readonly length: number
}

export interface StartedServiceFact {
  readonly command: string
  readonly log: readonly string[]
  readonly logLines: number
  readonly exitCode: number | null
  readonly endedEarly: boolean
}

export interface ResidueFact {
  /** What was created, as a path or a name; with its method what was asked of an object that was there before. */
  readonly what: string
  readonly identity: string
  readonly outcome: 'removed' | 'left'
  readonly because: string
}

/** What one family of probes did. */
export interface ProbeFact {
  readonly trials: readonly Trial[]
  readonly notTried: readonly NotTried[]
  readonly requests: number
}

export interface NotTried {
  readonly what: string
  readonly reason: NotVerifiedReason
  readonly because: string
}

/** One experiment on one place: what was sent, what came back, what was measured. No judgement. */
export interface Trial {
  /** Class of payload or case: `alg-none`, `boolean`, `content`. */
  readonly name: string
  readonly method: string
  /** Template of the operation, or the path that was asked. */
  readonly path: string
  /** `query q`, `body email`; null when the whole request is meant. */
  readonly parameter: string | null
  readonly identity: string
  /** `effect`: seen and repeated. `blocked`: a 3xx, 429, 5xx or filter page stood in the way. `unclear`: seen once, or noisy. */
  readonly saw: 'effect' | 'no-effect' | 'blocked' | 'unclear'
  /** What was seen, as a sentence. */
  readonly effect: string
  readonly baseline: Exchange | null
  readonly control: Exchange | null
  readonly attempts: readonly Exchange[]
  readonly reproduced: { readonly count: number; readonly of: number }
  readonly details: Readonly<Record<string, string | number | boolean>>
  readonly file: string | null
  readonly line: number | null
}
