import type { FlowKind, TaintedPath } from '@assay/flow'
import type { ProbeName } from '../../model/facts/service.ts'
import type { SendOptions } from './client.ts'
import { isPasswordName } from './identities/credential-fields.ts'
import { endsMaking } from './object-acts.ts'
import type { Operation } from './operations.ts'
import type { Accepted, Probing } from './probing.ts'
import { isSame, isSuccess, type Reply } from './reply.ts'
import { describePlace, leavesOf, type Place, requestOf, valueAt, withValue } from './requests.ts'
import { shape } from './state.ts'
import { type TrialParts, trialOn } from './trial-parts.ts'

/** A value of an accepted request that a probe may replace. */
export interface InjectionPoint {
  readonly accepted: Accepted
  readonly place: Place
  readonly value: unknown
  /** Kinds of flows that the source shows from this parameter. */
  readonly hints: ReadonlySet<FlowKind>
}

const MAX_POINTS_OF_OPERATION = 12
const MAX_POINTS = 250

/**
 * Every place of every accepted request where a text or a number goes, those that a flow of the source points at first. Passwords are left
 * alone: they are hashed, and whoever sends another in place of its own is locked out. So is what an administrator's change is about: any
 * other value there may name what is not the run's.
 */
export async function injectionPoints(probing: Probing): Promise<readonly InjectionPoint[]> {
  const points: InjectionPoint[] = []
  // What ends the making of a thing comes before requests that need one that goes on.
  const ends = (operation: Operation): boolean => operation.method === 'POST' && endsMaking(operation.path)
  for (const operation of [...probing.operations.filter(ends), ...probing.operations.filter((one) => !ends(one))]) {
    if (['login', 'register', 'logout', 'refresh', 'password-reset', 'health', 'metrics', 'docs', 'static'].includes(operation.purpose))
      continue
    if (operation.method === 'DELETE' || (operation.method !== 'GET' && !probing.mayWrite)) continue
    const accepted = await probing.reachedBy(operation)
    if (accepted === null) continue
    points.push(
      ...withFlowing(placesOf(accepted), probing, accepted)
        .slice(0, MAX_POINTS_OF_OPERATION)
        .map((place) => ({ accepted, place, value: usualAt(accepted, place), hints: hintsFor(probing, accepted, place) }))
        .filter(({ place, hints }) => hints.size > 0 || place.in !== 'body' || !isPasswordName(place.name))
        .filter(({ place }) => place.in !== 'path' || operation.method === 'GET' || accepted.session?.role !== 'admin'),
    )
  }
  return withoutRepeats(points)
    .sort((a, b) => Math.min(1, b.hints.size) - Math.min(1, a.hints.size))
    .slice(0, MAX_POINTS)
}

/** Operations at which one parameter with a fixed set of values is tried: frameworks declare theirs at every one. */
const MAX_OF_CHOICE = 2

/**
 * Leaves out the places of which another says as much: those of PUT that PATCH of the same path has too, and a parameter with a fixed set
 * of values beyond its first operations. What a flow of the source points at stays.
 */
export function withoutRepeats(points: readonly InjectionPoint[]): InjectionPoint[] {
  const patched = new Set(points.filter(({ accepted }) => accepted.operation.method === 'PATCH').map(placeKey))
  const choices = new Map<string, number>()
  return points.filter((point) => {
    if (point.hints.size > 0) return true
    const { operation } = point.accepted
    if (operation.method === 'PUT' && patched.has(placeKey(point))) return false
    const parameter = operation.parameters.find((one) => one.in === point.place.in && one.name === point.place.name)
    if (parameter?.schema.enum === undefined) return true
    const key = `${point.place.name} ${parameter.schema.enum.join()}`
    choices.set(key, (choices.get(key) ?? 0) + 1)
    return (choices.get(key) ?? 0) <= MAX_OF_CHOICE
  })
}

/** Operations at which the number of a thing in the path is tried with what no number is: further ones mostly look it up alike. */
const MOST_OF_NUMBER = 3

/** Leaves out the numbers of things in paths beyond the first operations of their collection; what a flow of the source points at stays. */
export function withoutSameIds(points: readonly InjectionPoint[]): readonly InjectionPoint[] {
  const seen = new Map<string, number>()
  return points.filter(({ accepted, place, value, hints }) => {
    if (place.in !== 'path' || hints.size > 0 || !/^\d+$/.test(String(value))) return true
    const key = `${shape(accepted.operation.path.split(`{${place.name}}`)[0] ?? '')} ${place.name}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
    return (seen.get(key) ?? 0) <= MOST_OF_NUMBER
  })
}

/** Operations at which the number or the size of a page is tried as an injection: lists mostly share what reads them. */
const MOST_OF_PAGE = 2
const OF_PAGE = /^(?:page|per_?page|page_?(?:size|number|no)|limit|offset|skip|take|size)$/i

/** Leaves out what says which part of a list is asked for, beyond the first lists; what a flow of the source points at stays. */
export function withoutSamePages(points: readonly InjectionPoint[]): readonly InjectionPoint[] {
  const seen = new Map<string, number>()
  return points.filter(({ place, hints }) => {
    if (place.in !== 'query' || hints.size > 0 || !OF_PAGE.test(place.name)) return true
    seen.set(place.name, (seen.get(place.name) ?? 0) + 1)
    return (seen.get(place.name) ?? 0) <= MOST_OF_PAGE
  })
}

/** Leaves out the numbers in paths that the source lets through as whole numbers alone: no text of ours gets to their handlers. */
export function withoutWholeNumbers({ routes }: Probing, points: readonly InjectionPoint[]): readonly InjectionPoint[] {
  return points.filter(({ accepted: { operation }, place, hints }) => {
    if (place.in !== 'path' || hints.size > 0) return true
    const own = routes.filter(({ method, path }) => shape(path) === shape(operation.path) && [operation.method, 'ANY'].includes(method))
    const named = own.flatMap(({ parameters }) => parameters.filter((one) => one.in === 'path' && one.name === place.name))
    return named.length === 0 || named.some(({ type, isValidated }) => !isValidated || !/^(?:int|integer|long)$/i.test(type ?? ''))
  })
}

function placeKey({ accepted, place }: InjectionPoint): string {
  return `${shape(accepted.operation.path)} ${place.in} ${place.name}`
}

/** The request with another value at the point. */
export function requestAt(point: InjectionPoint, value: unknown): SendOptions {
  return requestOf(withValue(point.accepted.draft, point.place, value))
}

/** Sends the request with another value at the point. */
export function submitAt(probing: Probing, point: InjectionPoint, value: unknown, options: Partial<SendOptions> = {}): Promise<Reply> {
  return probing.send(point.accepted.session, { ...requestAt(point, value), mayFail: true, ...options })
}

/** The same, with what the page says that a form leads to. */
export async function sendAt(probing: Probing, point: InjectionPoint, value: unknown, options: Partial<SendOptions> = {}): Promise<Reply> {
  return landed(probing, point, await submitAt(probing, point, value, options))
}

/** What a form does is told on the page that the browser is sent to. */
function landed(probing: Probing, { accepted }: InjectionPoint, reply: Reply): Promise<Reply> | Reply {
  return accepted.operation.method === 'GET' ? reply : probing.pages.landed(accepted.session, reply)
}

/** The request as it was accepted: an empty value in an optional place would be another request. */
export async function baseAt(probing: Probing, point: InjectionPoint): Promise<Reply> {
  if (point.value !== undefined) return sendAt(probing, point, point.value)
  return landed(probing, point, await probing.sendDraft(point.accepted.session, point.accepted.draft, { mayFail: true }))
}

/** Says of a place that nothing was seen there, or that it was never reached. */
export function reportSilence(probing: Probing, probe: ProbeName, point: InjectionPoint, base: Reply, parts: TrialParts): void {
  const saw = silenceOf(point, base)
  if (saw === 'unclear')
    probing.notTried(probe, `${point.accepted.operation.key}, ${nameOf(point)}`, 'no-data', `no request was accepted (${base.status})`)
  else
    probing.trial(
      probe,
      trialOn(point.accepted.operation, {
        parameter: nameOf(point),
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: base.exchange,
        ...parts,
        saw,
      }),
    )
}

/** What a trial that showed nothing is worth: a request that the handler refused may never have got to the place. */
function silenceOf(point: InjectionPoint, base: Reply): 'no-effect' | 'blocked' | 'unclear' {
  if (base.status === 0 || base.status === 429) return 'blocked'
  return isSuccess(point.accepted.reply) || base.status === 404 || (base.status >= 300 && base.status < 400) ? 'no-effect' : 'unclear'
}

export function nameOf(point: InjectionPoint): string {
  return describePlace(point.place)
}

export function textAt(point: InjectionPoint): string {
  return typeof point.value === 'string' ? point.value : point.value === undefined ? '' : String(point.value)
}

/** Whether two answers to the same request say the same: others cannot be compared. */
export async function isStable(probing: Probing, point: InjectionPoint): Promise<boolean> {
  const first = await baseAt(probing, point)
  const second = await baseAt(probing, point)
  return isSame(first, second)
}

/** The value of the request at a place; where it has none, what stands in there. */
function usualAt({ draft }: Accepted, place: Place): unknown {
  const declared = draft.operation.parameters.find(({ name, in: where }) => where === place.in && name === place.name)
  return valueAt(draft, place) ?? (typeof declared?.schema.example === 'string' ? declared.schema.example : undefined)
}

/** Headers and cookies of one operation that are places. */
const MOST_CARRIED = 4
/** What says who calls, or proves it: another value there is another caller, not another input. */
const OF_CALLER = /auth|token|session|csrf|xsrf|api-?key|secret|signature|^sid$|jwt|user|account|tenant/i

/** Headers and cookies that a handler reads by name. */
function carriedOf({ parameters }: Operation): readonly Place[] {
  return parameters
    .filter(({ name, in: place }) => (place === 'header' || place === 'cookie') && !OF_CALLER.test(name))
    .slice(0, MOST_CARRIED)
    .map(({ name, in: place }) => ({ in: place, name }))
}

/** The places with headers and cookies that the source follows to something: those of the protocol itself are seldom inputs otherwise. */
function withFlowing(places: readonly Place[], probing: Probing, accepted: Accepted): readonly Place[] {
  const flowing = pathsOf(probing, accepted).flatMap(({ parameter }): readonly Place[] =>
    parameter !== null && parameter.name !== '' && (parameter.in === 'header' || parameter.in === 'cookie')
      ? [{ in: parameter.in, name: parameter.name }]
      : [],
  )
  const keyOf = ({ in: place, name }: Place): string => `${place} ${place === 'header' ? name.toLowerCase() : name}`
  const known = new Set(places.map(keyOf))
  return [
    ...flowing.filter((place, index) => !known.has(keyOf(place)) && flowing.findIndex((each) => keyOf(each) === keyOf(place)) === index),
    ...places,
  ]
}

function placesOf(accepted: Accepted): readonly Place[] {
  const { draft } = accepted
  const operation = draft.operation
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter): Place => ({ in: 'query', name: parameter.name }))
  const more = Object.keys(draft.query)
    .filter((name) => !query.some((place) => place.name === name))
    .map((name): Place => ({ in: 'query', name }))
  const path = Object.keys(draft.path).map((name): Place => ({ in: 'path', name }))
  const body = leavesOf(draft.body)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name]): Place => ({ in: 'body', name }))
  return [...query, ...more, ...carriedOf(operation), ...path, ...body]
}

/** Kinds of flows that the source shows from a place of a request. */
export function hintsFor(probing: Probing, accepted: Pick<Accepted, 'operation'>, place: Place): ReadonlySet<FlowKind> {
  const kinds = pathsOf(probing, accepted)
    .filter(
      ({ parameter }) => parameter === null || parameter.name === '' || [place.name, ...place.name.split('.')].includes(parameter.name),
    )
    .map((path) => path.kind)
  return new Set(kinds)
}

/** Flows of the source that begin at an operation. */
function pathsOf({ paths, routes }: Probing, { operation }: Pick<Accepted, 'operation'>): readonly TaintedPath[] {
  return paths.filter((path) => {
    const route = path.route === null ? undefined : routes[path.route]
    return (
      route !== undefined && shape(route.path) === shape(operation.path) && (route.method === operation.method || route.method === 'ANY')
    )
  })
}
