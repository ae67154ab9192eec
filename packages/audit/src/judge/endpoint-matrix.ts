import type { RouteFact } from '@assay/flow'
import type { OperationFact, ProbeFact, ProbeName, Trial } from '../model/facts/service.ts'
import { type GatheredFacts, valueIfKnown } from '../model/facts.ts'
import type { EndpointAspect, EndpointCategory } from '../model/report.ts'

const AUTHENTICATION = ['anonymousAccess'] as const
const AUTHORIZATION = ['objectAccess', 'functionAccess'] as const
const VALIDATION = [
  'typeHandling',
  'schemaValidation',
  'sqlInjection',
  'nosqlInjection',
  'commandInjection',
  'templateInjection',
  'pathTraversal',
  'crossSiteScripting',
  'fileUpload',
] as const
const LIMITS = ['rateLimit', 'loginThrottle'] as const
const OWN_PAGES: ReadonlySet<string> = new Set(['health', 'metrics', 'docs', 'static'])
const MAX_CATEGORIES = 60

type Held = 'held' | 'failed' | 'unknown' | 'none'

/** How far each category of endpoints is covered: of its operations, how many were seen to refuse strangers, to keep to who may, to validate and to limit. */
export function endpointMatrix(facts: GatheredFacts): readonly EndpointCategory[] {
  const operations = (valueIfKnown(facts.operations) ?? []).filter(({ exists, purpose }) => exists !== 'no' && !OWN_PAGES.has(purpose))
  const trials = new Trials(facts)
  const routes = valueIfKnown(facts.source)?.routes ?? []
  return [...Map.groupBy(operations, categoryOf)]
    .map(([name, members]) => ({
      name,
      operations: members.length,
      authentication: count(members, (operation) => authenticationOf(operation, trials)),
      authorization: count(members, (operation) => authorizationOf(operation, trials)),
      validation: count(members, (operation) => validationOf(operation, trials)),
      limits: count(members, (operation) => limitsOf(operation, trials, routes)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MAX_CATEGORIES)
}

/** The noun of a path: its first word that is no version. */
function categoryOf({ path, purpose }: OperationFact): string {
  if (['login', 'register', 'refresh', 'logout', 'password-reset'].includes(purpose)) return 'authentication'
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{') && !/^(?:api|rest|v\d+)$/i.test(part))
  return words[0] ?? '/'
}

function count(operations: readonly OperationFact[], look: (operation: OperationFact) => Held): EndpointAspect {
  const seen = operations.map(look)
  const of = (held: Held): number => seen.filter((one) => one === held).length
  return { held: of('held'), failed: of('failed'), unknown: of('unknown') }
}

/** Meant for everybody is none: there is nothing that could be held. */
function authenticationOf(operation: OperationFact, trials: Trials): Held {
  const own = trials.on(operation, AUTHENTICATION)
  if (operation.declaredAccess === 'public' || ['login', 'register', 'refresh', 'password-reset'].includes(operation.purpose)) return 'none'
  const state = stateOf(own)
  if (state !== 'failed') return state
  // Who reads a catalogue needs no name: only what is declared, private or changed by strangers fails.
  const isMeant =
    operation.declaredAccess === 'unknown' && own.every(({ details }) => details.changesState !== true && details.showsOwnObject !== true)
  return isMeant ? 'none' : 'failed'
}

function authorizationOf(operation: OperationFact, trials: Trials): Held {
  const own = trials.on(operation, AUTHORIZATION)
  const isApplicable = operation.path.includes('{') || operation.purpose === 'admin' || operation.declaredAccess === 'privileged'
  return own.length > 0 ? stateOf(own) : isApplicable && operation.declaredAccess !== 'public' ? 'unknown' : 'none'
}

function validationOf(operation: OperationFact, trials: Trials): Held {
  const own = trials.on(operation, VALIDATION)
  const takesInput = operation.parameters.length > 0 || operation.body !== null
  return own.length > 0 ? stateOf(own) : takesInput ? 'unknown' : 'none'
}

function limitsOf(operation: OperationFact, trials: Trials, routes: readonly RouteFact[]): Held {
  const own = trials.on(operation, LIMITS)
  if (own.length > 0) return stateOf(own)
  const route = routes.find(
    ({ method, path }) => (method === operation.method || method === 'ANY') && shape(path) === shape(operation.path),
  )
  return route !== undefined && route.rateLimits.length > 0 ? 'held' : 'unknown'
}

function stateOf(trials: readonly Trial[]): Held {
  if (trials.some(({ saw }) => saw === 'effect')) return 'failed'
  return trials.some(({ saw }) => saw === 'no-effect') ? 'held' : 'unknown'
}

/** Trials by operation. */
class Trials {
  private readonly byProbe = new Map<ProbeName, ReadonlyMap<string, readonly Trial[]>>()

  constructor(facts: GatheredFacts) {
    for (const probe of [...AUTHENTICATION, ...AUTHORIZATION, ...VALIDATION, ...LIMITS]) {
      const fact: ProbeFact | undefined = valueIfKnown(facts[probe])
      this.byProbe.set(
        probe,
        Map.groupBy(fact?.trials ?? [], ({ method, path }) => `${method} ${path}`),
      )
    }
  }

  on({ key }: OperationFact, probes: readonly ProbeName[]): readonly Trial[] {
    return probes.flatMap((probe) => this.byProbe.get(probe)?.get(key) ?? [])
  }
}

function shape(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}').replace(/(.)\/+$/, '$1')
}
