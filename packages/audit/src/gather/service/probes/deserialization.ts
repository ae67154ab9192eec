import { baseAt, hintsFor, type InjectionPoint, nameOf, reportSilence, submitAt, textAt } from '../injection-points.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { cookiesIn, cookiesSetBy } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeRawObjects } from './raw-objects.ts'
import { GADGETS, SLEEP_SECONDS, sleeps } from './sleeping-objects.ts'

const NAMES =
  /data|object|state|session|payload|seriali[sz]ed|pickle|ya?ml|prefs|preferences|cart|config|import|blob|snapshot|backup|profile/i

const SERIALISED = /^(?:gASV|gAN|KGRw|rO0|eyJ|O:\d+:)/
const JWT = /^eyJ[\w-]+\.[\w-]+\./
const MAX_COOKIES = 4

/** Serialised objects that sleep, in values that may be read as objects; where they may disturb. */
export async function probeDeserialization(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const chosen = points.filter((point) => isChosen(probing, point)).slice(0, 20)
  for (const point of chosen) await probePoint(probing, point)
  const cookies = probing.mayDisturb ? await cookiePoints(probing) : []
  for (const point of cookies) await probePoint(probing, point)
  const bodies = await probeRawObjects(probing)
  if (chosen.length + cookies.length + bodies > 0) return
  const isSkipped = !probing.mayDisturb && points.some(looksSerialised)
  probing.notTried(
    'deserialization',
    'serialised objects',
    isSkipped ? 'skipped-by-user' : 'no-data',
    isSkipped ? 'values that look like objects are tried only at --intensity intrusive' : 'no value looks like a serialised object',
  )
}

function isChosen(probing: Probing, point: InjectionPoint): boolean {
  return probing.mayDisturb && (point.hints.has('deserialisation') || looksSerialised(point))
}

function looksSerialised(point: InjectionPoint): boolean {
  return NAMES.test(point.place.name) || SERIALISED.test(textAt(point))
}

/** Cookies that look like objects, at the operations that read them, set them or declare them, and at the one that tells who asks. */
async function cookiePoints(probing: Probing): Promise<readonly InjectionPoint[]> {
  const { check } = probing.identities
  const points: InjectionPoint[] = []
  const known = await cookiesGiven(probing)
  const readsOne = ({ parameters }: Operation): boolean => parameters.some((parameter) => parameter.in === 'cookie')
  const operations = [...probing.wireOperations].sort((a, b) => Number(readsOne(b)) - Number(readsOne(a)))
  for (const operation of operations) {
    if (points.length >= MAX_COOKIES) break
    const declared = operation.parameters.filter((parameter) => parameter.in === 'cookie').map(({ name }) => name)
    const accepted = operation.method === 'GET' || declared.length > 0 ? await probing.acceptedBy(operation) : null
    if (accepted === null) continue
    const set = Object.entries(cookiesSetBy(accepted.reply)).filter(([name, value]) => NAMES.test(name) || isSerialised(value))
    const carried = operation === check?.operation ? Object.entries(cookiesIn(accepted.session?.headers.cookie ?? '')) : []
    const found = new Map<string, string>([
      ...declared
        .filter((name) => NAMES.test(name) || known.has(name) || hintsFor(probing, accepted, { in: 'cookie', name }).has('deserialisation'))
        .map((name) => [name, known.get(name) ?? ''] as const),
      ...set,
      ...carried.filter(([, value]) => SERIALISED.test(value) && !JWT.test(value)),
    ])
    for (const [name, value] of found) {
      if (points.length >= MAX_COOKIES || points.some((point) => point.place.name === name)) continue
      points.push({ accepted, place: { in: 'cookie', name }, value, hints: new Set() })
    }
  }
  return points
}

/** Cookies with values like objects that any answer so far has set. */
async function cookiesGiven(probing: Probing): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const operation of probing.wireOperations) {
    const reached = operation.method === 'GET' ? await probing.reachedBy(operation) : null
    for (const [name, value] of Object.entries(reached === null ? {} : cookiesSetBy(reached.reply)))
      if (isSerialised(value)) found.set(name, value)
  }
  return found
}

function isSerialised(cookie: string): boolean {
  return SERIALISED.test(decodeURIComponent(cookie.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/^"|"$/g, '')))
}

async function probePoint(probing: Probing, point: InjectionPoint): Promise<void> {
  const base = await baseAt(probing, point)
  const ask = (make: (seconds: number) => string, seconds: number): Promise<Reply> =>
    submitAt(probing, point, make(seconds), { timeoutMs: 6000 })
  for (const { name, make } of GADGETS) {
    const slow = await ask(make, SLEEP_SECONDS)
    if (!sleeps(slow, base)) continue
    const quick = await ask(make, 0)
    const again = await ask(make, SLEEP_SECONDS)
    const calm = await ask(make, 0)
    const isSeen = sleeps(again, quick) && !sleeps(calm, base) && !sleeps(quick, base)
    probing.trial(
      'deserialization',
      trialOn(point.accepted.operation, {
        name,
        parameter: nameOf(point),
        saw: isSeen ? 'effect' : 'unclear',
        effect: isSeen
          ? `an object (${name}) that sleeps ${SLEEP_SECONDS} s takes ${(again.durationMs / 1000).toFixed(1)} s, the same that sleeps not at all ${Math.round(quick.durationMs)} ms`
          : 'one answer was slow, and the next was not',
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: base.exchange,
        control: quick.exchange,
        attempts: exchangesOf(slow, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    if (isSeen) return
  }
  reportSilence(probing, 'deserialization', point, base, {
    name: 'sleeping objects',
    saw: 'no-effect',
    effect: `${GADGETS.length} kinds of objects that sleep made nothing slower`,
  })
}
