import { admitsEverybody, type BypassedGuard, type GuardFact, type RouteFact, type SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ProbeFact, Trial } from '../../model/facts/service.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { showsProfile } from '../authz/profile-columns.ts'
import {
  applicationProcedures,
  applicationRoutes,
  filesEvidence,
  patternFinding,
  patternsOf,
  routeFinding,
  routeText,
  unsupported,
} from '../source-checks.ts'
import { decideTrials, keyOf, refusedRoutes, type TrialFinding } from '../trials.ts'
import { judgeAvoidable } from './avoidable-guards.ts'

export const authRequiredByDefault = defineControl({
  id: 'auth.required-by-default',
  title: 'Every non-public route rejects anonymous requests',
  why: 'Protects private data and functions from unauthenticated callers.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [306, 862],
    asvs: ['v5.0.0-8.3.1', 'v5.0.0-7.2.1'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023', 'API5:2023'],
  },
  documents: ['B-AUTH-06', 'B-AUTH-07', 'B-AUTH-18', 'B-INP-16', 'B-API-06', 'SECURITY-016'],
  verifiedBy: {
    live: 'call every discovered route (source route table + OpenAPI + crawl) with no credentials; expect 401/403 unless declared public',
    static: 'route table vs guard/decorator/dependency per route; global guard present',
  },
  passesWhen: 'list of all routes with status for anonymous call; 0 non-public routes answering 2xx; public list reviewed in config',
  failsWhen: 'any non-public route answers 2xx (or performs the action) without credentials',
  fix: {
    python: 'register auth as app-wide before_request / FastAPI router dependency; mark public routes explicitly',
    node: 'app-level onRequest/middleware guard + explicit public allow-list',
  },
  effortHours: [4, 16],
  checks: [
    live(
      ['anonymousAccess'],
      ({ anonymousAccess }) =>
        decideTrials(anonymousAccess, {
          probe: 'anonymous access',
          same: (trial) => defectOf(trial, anonymousAccess),
          passes: 'operations that asked who the caller is, or are meant for everybody',
          finding: (trial) => anonymousFinding(trial) ?? openListFinding(trial, anonymousAccess),
        }),
      { refutes: ({ anonymousAccess }) => refusedRoutes(anonymousAccess, ['anonymous'], [401, 403]) },
    ),
    fromSource(['source', 'publicRoutes'], ({ source, publicRoutes }) => unsupported(source) ?? decideGuards(source, publicRoutes)),
  ],
})

/** Purposes that answer strangers by their nature. */
const PUBLIC_PURPOSES: readonly RouteFact['purpose'][] = [
  'login',
  'register',
  'refresh',
  'password-reset',
  'logout',
  'health',
  'docs',
  'static',
  'metrics',
]
/** Names of data that belongs to somebody. */
const PERSONAL =
  /user|account|order|payment|invoice|profile|customer|message|address|card|patient|employee|document|booking|wallet|ticket|passenger|traveller|tenant|applicant|candidate|student|pupil|donor|citizen|resident|transfer|transaction|withdrawal|payout|refund|salar|payslip|payroll|loan|prescription|medical|diagnos/i

/** Columns of such data that tell when or what, and nobody's name: the days on which something is taken. */
const IMPERSONAL =
  /^(?:id|pk|uuid|\w+_id|(?:\w+_)?(?:day|date|time|hour|week|month|year|start|end|from|to|until|at|on|count|total)|starts|ends|status|state|kind|type|price\w*|quantity|capacity|slot)$/i

/** What answers where nothing else does. */
const CATCHES_ALL = /^\/?(?:\.\*|\(\.\*\)|\*|\/?\{\*\w*\})\/?$/

function decideGuards(source: SourceAnalysis, publicRoutes: readonly string[]): Outcome {
  const routes = [...applicationRoutes(source), ...applicationProcedures(source)].filter(
    ({ purpose, path, onlyRedirects }) => !PUBLIC_PURPOSES.includes(purpose) && !CATCHES_ALL.test(path) && onlyRedirects !== true,
  )
  const files = patternsOf(source, ['open-files', 'optional-signature']).map((pattern) => patternFinding(pattern, 'high'))
  if (routes.length + files.length === 0) return notApplicable('no route was found in the source', filesEvidence(source))
  const declared = new Set(publicRoutes)
  const guarded = routes.filter(isGuarded)
  const open = routes.filter((route) => !isGuarded(route) && !declared.has(routeText(route)))
  const findings = open.flatMap((route) => {
    const judged = judgeOpenRoute(route, routes, guarded.length > 0 || route.bypassed.length > 0 || hasLogin(source))
    if (judged.length > 0) return judged
    const bypassed = judgeBypassed(route)
    return bypassed.length > 0 ? bypassed : judgeUnknownWrite(route, open, guarded)
  })
  const evidence = inventory(
    `of ${routes.length} routes carry a guard`,
    guarded.map((route) => `${routeText(route)}  ${route.guards.map(({ name }) => name).join(', ')}`),
    routes.length,
  )
  return failIfAny([...findings, ...judgeAvoidable(guarded), ...files], () => {
    const rest = open.filter((route) => !declared.has(routeText(route)))
    if (rest.length === 0) return pass(evidence)
    return partial(`${rest.length} routes answer strangers and look public by design; declare them in publicRoutes`, [
      evidence,
      inventory('routes without a guard', rest.map(routeText)),
    ])
  })
}

function isGuarded({ guards }: RouteFact): boolean {
  return guards.some((guard) => guard.kind !== 'ip' && !admitsEverybody(guard))
}

function hasLogin(source: SourceAnalysis): boolean {
  return applicationRoutes(source).some(({ purpose }) => purpose === 'login')
}

/** `loadMember` for the whole application looks up who is calling for those guards that ask later: none itself, where there are such. */
const isLoader = ({ name, level }: GuardFact): boolean =>
  level !== 'route' &&
  /^(?:\w+\.)*(?:(?:load|attach|populate|fetch|hydrate|inject|resolve|find|read|restore|set|add|with)(?:[_A-Z]|$)|(?:Shared|Remember|Auto|Persist|Sync|Track|Last)\w*Middleware$)/.test(
    name,
  )

/** Guards that say aloud that everybody may come in, by their names: a decision, not a slip. */
const DECLARED_OPEN = /^(?:\w+\.)*(?:AllowAny|Public|AllowAnonymous|SkipAuth|NoAuth)$/
/** Parameters that choose among rows that anybody could count or guess through. */
const COUNTABLE = /\{[^}]*(?:\bid|_id|Id|pk|num|user|name|mail|account)[^}]*\}/
/** Paths that strangers are asked to write to. */
const FOR_STRANGERS =
  /webhook|hook|callback|contact|newsletter|subscri|feedback|survey|track|event|metric|beacon|analytics|report-uri|csp|search|graphql|oauth|sso|saml|token|session|verif|confirm|activat|unlock|invit|otp|mfa|auth|sign|login|logout|public|vote|view|quote|estimate|consent|cookie|csrf|ping|echo|preview|validate|check|convert|render|upload-url|(?:set|choose|change|switch)[-_/]?(?:language|locale|theme|currency)|\/(?:language|locale|theme)\/(?:auto|set|detect)/i
/** A parameter of the path that is a secret itself lets its holder in. */
const CAPABILITY = /\{[^}]*(?:token|code|hash|signature|secret|key|slug|nonce)[^}]*\}/i
/** Last words of a path that name an act on something that is there. */
const ACT =
  /\/(?:restore|import|suspend|cancel|refund|approve|reject|publish|unpublish|pay|payout|transfer|withdraw|deploy|rollback|restart|start|stop|run|sync|purge|flush|reset|enable|disable|grant|revoke|promote|demote|archive|delete|remove|destroy|close|reopen|assign|export|replace|merge|move|rename|ban|block|lock|migrate|reindex|rebuild|clear)$/i

/** First words of a procedure's name that do. */
const ACT_NAME =
  /(?:^|\.)(?:update|delete|remove|change|edit|rename|archive|restore|cancel|approve|reject|publish|suspend|grant|revoke|promote|assign|transfer|close|reset|purge|set|disable|enable|ban|refund)/i

/**
 * A route that changes something, by its method, which no store of ours shows: its work is done elsewhere. Where every other route that
 * changes something has a guard, the one without is an oversight; certain when it acts on a thing that the path names.
 */
function judgeUnknownWrite(route: RouteFact, open: readonly RouteFact[], guarded: readonly RouteFact[]): Finding[] {
  if (!isChanging(route) || FOR_STRANGERS.test(route.path) || CAPABILITY.test(route.path) || opensBySecret(route, [])) return []
  const writes = writesOf(route)
  if (writes.length > 0 && writes.every(isOfCaller)) return []
  const guardedWrites = guarded.filter(isChanging)
  if (guarded.length === 0) return []
  if (isAct(route))
    return [routeFinding(route, 'changes something without a guard although other routes have one', [306], { severity: 'high' })]
  const others = open.filter((each) => each !== route && isChanging(each) && !FOR_STRANGERS.test(each.path))
  if (guardedWrites.length === 0 || others.length > guardedWrites.length) return []
  const message = 'the routes beside it that change something have a guard, this one has none'
  return [routeFinding(route, message, [306], { severity: 'medium', confidence: 'possible' })]
}

/** Changes a thing that the path names, or does what the path's last word says. */
function isAct({ method, path }: RouteFact): boolean {
  if (method === 'MUTATION') return ACT_NAME.test(path)
  return method !== 'POST' || /\{[^}]+\}$/.test(path) || ACT.test(path)
}

const isChanging = ({ method }: RouteFact): boolean => ['POST', 'PUT', 'PATCH', 'DELETE', 'MUTATION'].includes(method)
/** Methods that by their nature only bring something. */
const READING = ['GET', 'HEAD', 'OPTIONS', 'QUERY', 'SUBSCRIPTION']

const WHY: Readonly<Record<BypassedGuard['how'], string>> = {
  'above-route': 'decorates what the router has registered already',
  freed: 'is switched off for it',
  later: 'is attached after it',
  elsewhere: 'is attached to other routes only',
  unused: 'is asked by nobody',
}
const WEBHOOK = /webhook|(?:^|[/_-])(?:hooks?|callbacks?|ipn|notify|notifications?)(?:$|[/_-])/i

/** A route that changes something although a guard is there: certain when it acts on a thing, or when the guard was meant for it. */
function judgeBypassed(route: RouteFact): Finding[] {
  const [nearest] = route.bypassed
  if (nearest === undefined || !isChanging(route)) return []
  const message = ({ name, how }: BypassedGuard): string => `changes something without a guard: ${name} ${WHY[how]}`
  const signature = route.bypassed.find(({ kind, how }) => kind === 'signature' && how === 'unused')
  if (signature !== undefined && WEBHOOK.test(route.path))
    return [routeFinding(route, message(signature), [306, 345], { severity: 'high' })]
  if (nearest.how === 'above-route') return [routeFinding(route, message(nearest), [306], { severity: 'critical' })]
  if (FOR_STRANGERS.test(route.path) || CAPABILITY.test(route.path) || opensBySecret(route, [])) return []
  if (isAct(route)) return [routeFinding(route, message(nearest), [306], { severity: 'high' })]
  return nearest.how === 'later' || nearest.how === 'freed'
    ? [routeFinding(route, message(nearest), [306], { severity: 'medium', confidence: 'possible' })]
    : []
}

/** A route without a guard is a defect when it acts, or shows what others guard; a plain public list is not. */
function judgeOpenRoute(route: RouteFact, routes: readonly RouteFact[], hasAuthentication: boolean): Finding[] {
  const finding = (message: string, severity: 'critical' | 'high', confidence: 'likely' | 'possible' = 'likely'): Finding[] => [
    routeFinding(route, message, [306], { severity, confidence }),
  ]
  const mayBeOpen = !isChanging(route) || FOR_STRANGERS.test(route.path)
  const isDeclared = ({ proof, name }: GuardFact): boolean => proof === 'declared-open' || DECLARED_OPEN.test(name)
  const declared = route.guards.find(isDeclared)
  const asksElsewhere = routes.some(isGuarded)
  const disarmed = route.guards.find(
    (guard) => admitsEverybody(guard) && !(mayBeOpen && isDeclared(guard)) && !(asksElsewhere && isLoader(guard)),
  )
  if (disarmed !== undefined && !(isDeclared(disarmed) && opensBySecret(route, route.effects)))
    return finding(`its guard ${disarmed.name} lets every caller through`, 'critical')
  if (route.purpose === 'admin') return finding('an administrative route asks nobody who they are', 'critical')
  if (declared !== undefined && isOpenByDecision(route)) return []
  const effects = route.effects.filter(({ isPermitted }) => isPermitted !== true)
  const writes = writesOf(route)
  const isWrite =
    !READING.includes(route.method) &&
    writes.length > 0 &&
    !opensBySecret(route, writes) &&
    !writes.every(endsSession) &&
    !takesFromStrangers(route, writes) &&
    !writes.every(isOfCaller)
  if (route.method === 'SOCKET' && isWrite) return finding(`messages of anybody reach ${writes[0]?.of ?? 'what changes something'}`, 'high')
  if (isWrite && hasAuthentication)
    return finding(`${writes[0]?.kind ?? 'write'} without a guard`, writes.some(({ kind }) => kind !== 'create') ? 'critical' : 'high')
  const read = tellsByDesign(route)
    ? undefined
    : effects.find(
        (effect) =>
          effect.kind.startsWith('read') &&
          (effect.byRequestId || effect.kind === 'read-many') &&
          !effect.byOwner &&
          !followsSecret(route, effect) &&
          effect.of !== null &&
          PERSONAL.test(effect.of) &&
          effect.columns?.every((column) => IMPERSONAL.test(column)) !== true &&
          // A profile that the source declares open.
          !(declared !== undefined && showsProfile(effect)),
      )
  if (read !== undefined && hasAuthentication) return finding(`reads ${read.of} without a guard`, 'high')
  const sibling = routes.find((other) => other.path === route.path && other.method === 'GET' && isGuarded(other))
  const guardedRead = guardedBeside(route, routes)
  if (guardedRead !== undefined && declared === undefined)
    return finding(`gives at once what ${routeText(guardedRead)} asks who the caller is for`, 'high')
  if (sibling !== undefined && isWrite) return finding(`writes without a guard although ${routeText(sibling)} has one`, 'critical')
  return []
}

/** Parameters that nobody knows whom they were not given. */
const SECRET_PARAMETER = /\{[^}]*(?:token|secret|signature|nonce|hash)[^}]*\}/i

/**
 * `/invitations/{id}/{secret}/accept`, where what is changed was asked for by the secret and not by the id alone; a secret of path or body,
 * where the row that it chooses is asked for before anything is changed, and the path names nothing else.
 */
function opensBySecret({ path, effects }: RouteFact, writes: RouteFact['effects']): boolean {
  if (SECRET_PARAMETER.test(path) && writes.every(({ byRequestId }) => !byRequestId)) return true
  const asked = effects.findIndex(({ bySecret }) => bySecret === true)
  return asked >= 0 && parametersOf(path).every(isSecret) && writes.every((write) => effects.indexOf(write) >= asked)
}

/** Rows that no id of the request chooses, after those that a secret of the request did: what the holder of a link is shown. */
function followsSecret({ effects }: RouteFact, read: RouteFact['effects'][number]): boolean {
  const asked = effects.findIndex(({ bySecret }) => bySecret === true)
  return asked >= 0 && !read.byRequestId && effects.indexOf(read) > asked
}

/** What strangers are asked to send in, and where it is kept. */
const SENT_IN = /feedback|contact|newsletter|subscri|survey|enquir|inquir|guest_?book|rsvp|vote|rating/i

/** `POST /articles/{id}/feedback` that only adds to the feedback, and counts how often one and the same sender does. */
function takesFromStrangers({ method, path, rateLimits }: RouteFact, writes: RouteFact['effects']): boolean {
  const last = path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
  const word = SENT_IN.exec(last)?.[0].toLowerCase()
  if (method !== 'POST' || word === undefined || rateLimits.length === 0) return false
  return writes.every(({ kind, of }) => kind === 'create' && (of ?? '').toLowerCase().includes(word))
}

const parametersOf = (path: string): readonly string[] => path.match(/\{[^}]*\}/g) ?? []
const isSecret = (parameter: string): boolean => SECRET_PARAMETER.test(parameter)

/** Tables in which tries are counted and acts are noted: whoever writes there changes nothing of anybody. */
const BOOKKEEPING =
  /(?:^|[_.])(?:tries|attempts?|throttles?|rate_?limits?|hits|audit(?:_?(?:log|trail|event|entr(?:y|ie))s?)?|trails?|audit_?events?)$/i

const writesOf = ({ effects }: RouteFact): RouteFact['effects'] =>
  effects.filter(
    (effect) =>
      effect.isPermitted !== true &&
      /^(?:update|delete|create|process)$/.test(effect.kind) &&
      !(effect.kind !== 'delete' && BOOKKEEPING.test(snake(effect.of ?? ''))) &&
      !sweepsOut(effect),
  )

/** `DELETE FROM tokens WHERE expires_at < ?`: what is over is swept out on the way, whoever calls. */
const sweepsOut = ({ kind, byRequestId, place }: RouteFact['effects'][number]): boolean =>
  kind === 'delete' && !byRequestId && EXPIRED.test(place.snippet)
const EXPIRED = /\b\w*(?:expir(?:es?|y|ation|ed)|valid_?until)\w*['"`]?\s*(?:,\s*['"`])?(?:<|__lte?\s*=)/i

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2')

/** A row that has to be the caller's own: strangers have none, whatever id they name. */
const isOfCaller = ({ kind, byRequestId, byOwner }: RouteFact['effects'][number]): boolean =>
  (kind === 'update' || kind === 'delete') && byRequestId && byOwner

/** Whoever holds a token of refreshing or a session ends it with it. */
const endsSession = ({ kind, of }: RouteFact['effects'][number]): boolean =>
  kind === 'delete' && /(?:refresh(?:es)?(?:_?tokens?)?|sessions?)$/i.test(of ?? '')

/** Well-known addresses are for strangers (RFC 8615), who calls back learns nothing by it, and a secret in the path opens what it names. */
function tellsByDesign(route: RouteFact): boolean {
  if (route.path.startsWith('/.well-known/') || (route.method === 'POST' && WEBHOOK.test(route.path))) return true
  const parameters = parametersOf(route.path)
  return parameters.length > 0 && parameters.every(isSecret)
}

/** Last words of a path that gives all there is of a thing. */
const GIVES_ALL = /(?:^|[/_.-])(?:export|download|dump|csv|xlsx|excel|pdf|report|backup|archive|all|bulk|raw|full)(?:[/_.-]|$)/i

/** By its method; where a handler answers any of them, by what it does. */
function onlyReads({ method, testsMethod, effects }: RouteFact): boolean {
  if (method !== 'ANY') return READING.includes(method)
  return testsMethod !== true && effects.length > 0 && effects.every(({ kind }) => kind.startsWith('read'))
}

/** A reading route of the same file and collection with a guard, where everything else there has one too. */
function guardedBeside(route: RouteFact, routes: readonly RouteFact[]): RouteFact | undefined {
  if (!onlyReads(route) || !GIVES_ALL.test(route.path) || FOR_STRANGERS.test(route.path) || CAPABILITY.test(route.path)) return undefined
  const collection = collectionOf(route)
  const beside = routes.filter((other) => other !== route && other.place.file === route.place.file && collectionOf(other) === collection)
  return beside.length > 1 && beside.every(isGuarded) ? beside.find(onlyReads) : undefined
}

/** `/donors` of `/donors/{id}` and of `/donors/export/csv`. */
function collectionOf({ path }: RouteFact): string {
  const parts = path.split('/').filter((part) => part !== '')
  const first = parts.findIndex((part) => !/^(?:api|v\d+|rest)$/i.test(part))
  return parts.slice(0, first + 1).join('/')
}

/** What a source may well declare open: counting a view, taking a message; a row that is asked for by a name or a secret of its own. */
function isOpenByDecision(route: RouteFact): boolean {
  if (isChanging(route)) return route.method === 'POST' && !isAct(route) && !route.effects.some(({ kind }) => kind === 'delete')
  return route.path.includes('{') && !COUNTABLE.test(route.path) && !route.effects.some(({ kind }) => kind === 'read-many')
}

/** What an answer to nobody means: declared access decides, then what the answer shows or changes. */
function anonymousFinding(trial: Trial): TrialFinding | null {
  const { declaredAccess, changesState, holdsPersonalData, showsOwnObject, hasIdentity, ownerAccepted, garbageAccepted, purpose } =
    trial.details
  const status = trial.attempts[0]?.status ?? 0
  const message = `${trial.method} ${trial.path} answers anybody (${status})`
  if (trial.details.isHeader === true) return { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [290] }
  if (trial.details.isUnsigned === true) return { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [345], severity: 'high' }
  if (trial.details.isPrivate === true) return { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [306] }
  if (garbageAccepted === true) return { message: `${trial.method} ${trial.path} accepts a token that was never issued`, cwe: [287] }
  // A description that is made from an open route calls it public; who lets strangers change what a user made does not mean to.
  if (trial.details.isReadBack === true && trial.details.ownerAccepted === true)
    return { message: `${message} and changes what a user made`, cwe: [306] }
  if (declaredAccess === 'public') return null
  if (showsOwnObject === true) return { message: `${message} and shows objects of a user`, cwe: [306] }
  if (declaredAccess === 'authenticated' || declaredAccess === 'privileged')
    return {
      message: `${message} although it is declared as protected`,
      cwe: [306],
      ...(changesState === true || ownerAccepted === true ? { confidence: 'confirmed' } : {}),
    }
  if (purpose === 'admin') return { message: `${message}, an administrative operation`, cwe: [306] }
  if (trial.details.isReadBack === true) return { message: `${message} and changes what is not theirs`, cwe: [306] }
  if (changesState === true && hasIdentity === true)
    return { message: `${message} and changes data`, cwe: [306], severity: 'high', confidence: 'likely' }
  if (holdsPersonalData === true && hasIdentity === true)
    return { message: `${message} with personal data`, cwe: [306], severity: 'high', confidence: 'likely' }
  return null
}

/** Reading operations that refuse strangers, from which on a service is one that asks who its callers are. */
const LEAST_REFUSED = 3

/** A guard that refuses nobody anywhere, as where a service is used without its password, is one defect, and so is a token of nobody. */
function defectOf(trial: Trial, { trials }: ProbeFact): string {
  if (trial.details.garbageAccepted === true) return 'made-up tokens'
  const isDeclared = ({ details }: Trial): boolean => details.declaredAccess === 'authenticated' || details.declaredAccess === 'privileged'
  const refusesNobody = isDeclared(trial) && !trials.some((other) => isDeclared(other) && other.saw === 'no-effect')
  return refusesNobody ? 'guards that refuse nobody' : keyOf(trial)
}

/** A list of what belongs to somebody by its name, told to nobody by a service that asks elsewhere who its callers are. */
function openListFinding(trial: Trial, { trials }: ProbeFact): TrialFinding | null {
  const { declaredAccess, fieldsOfItems, hasIdentity } = trial.details
  const noun = trial.path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
  const fields = String(fieldsOfItems ?? '').split(' ')
  if (trial.method !== 'GET' || declaredAccess === 'public' || hasIdentity !== true) return null
  if (!PERSONAL.test(noun) || FOR_STRANGERS.test(trial.path) || fields.every((field) => field === '' || IMPERSONAL.test(field))) return null
  const asked = trials.filter(({ name, method }) => name === 'anonymous' && method === 'GET')
  const refused = asked.filter(({ saw }) => saw === 'no-effect')
  if (refused.length < LEAST_REFUSED) return null
  const message = `${trial.method} ${trial.path} lists ${noun} to anybody; ${refused.length} of ${asked.length} reading operations ask who the caller is`
  return { message, cwe: [306], severity: 'high', confidence: 'likely' }
}
