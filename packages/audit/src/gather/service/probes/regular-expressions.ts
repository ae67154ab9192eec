import { isEmailName, isUserName, namesUser, newCredentials, withCredentials } from '../identities/credential-fields.ts'
import { isTaken } from '../identities/registration.ts'
import { baseAt, hintsFor, type InjectionPoint, nameOf, submitAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { headerOf, type Reply } from '../reply.ts'
import { withValue } from '../requests.ts'
import type { Credentials } from '../session.ts'
import { shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** A step that takes longer ends the climb; the next would take several times as long. */
const STOP_MS = 400
const SHOWN_MS = 250
const GROWTH = 1.9
const STEPS_NEEDED = 3
/** Sizes at which every text was late before a climb is given up. */
const MOST_LATE = 3
/** Steps above a text that took long, and how long one may be expected to take. */
const MOST_FURTHER = 3
const LONGEST_FURTHER_MS = 2500
const MAX_BLIND_POINTS = 4
const MOST_WITH_SPACES = 2
const FIRST_SIZE = 14
/** Up to here a pattern that doubles its work with each character is climbed by three. */
const STEEP_UP_TO = 32
/** From here on only patterns whose work grows with a power of the length are still quick: the text doubles. */
const FLAT_FROM = 90
const LARGEST_SIZE = 32_000
/** Between, so that the next step of a pattern that was still quick cannot take minutes: 1.3 per character from 30 ms on is half a second. */
const RATIO = 1.2
const CAREFUL_RATIO = 1.1
const FLAT_RATIO = 1.9
/** While a text takes no longer than the shortest did, the next may be four times as long. */
const CALM_RATIO = 4
const WARM_MS = 30
const WORDS: Attack = { prefix: '', pump: 'a', suffix: '!' }
const SPACES: Attack = { prefix: 'x', pump: ' ', suffix: 'x!' }
/** A pattern of the caller's own, against any text that is stored: each part may take a character or none, and the end is never there. */
const OWN_PATTERN: Attack = { prefix: '^', pump: '.?', suffix: '~' }
/** Runs that common patterns can split in many ways, beside words and spaces: by the name of the value. */
const COMMON: readonly (readonly [RegExp, Attack])[] = [
  [/(?:^|_)(?:regexp?|pattern|match)$/, OWN_PATTERN],
  [/(?:^|_)(?:e?_?mail|host|domain|url|uri|link|(?:web_?)?site)/, { prefix: 'a@a', pump: '.a', suffix: '!' }],
  [/(?:^|_)(?:(?:tele)?phone|tel|date|ip|number|code|version|zip|iban|card|amount|price|colou?r)/, { prefix: '', pump: '1', suffix: '!' }],
]
const VALIDATED =
  /mail|url|uri|link|phone|tel|name|user|pattern|regex|search|^q$|query|date|ip|host|domain|slug|colou?r|version|tags?|text|filter|code/i

interface Attack {
  readonly prefix: string
  readonly pump: string
  readonly suffix: string
}

/** Texts that grow step by step in values that a pattern judges: the source's own attack, common ones where they may disturb. */
export async function probeRegularExpressions(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const blind: InjectionPoint[] = []
  for (const point of [...(await registrationPoints(probing)), ...points]) {
    const known = attackFor(probing, point)
    if (known !== null && (probing.client.isLoopback || probing.isIntrusive)) await climb(probing, point, [known], 'attack of the source')
    else if (probing.mayDisturb && VALIDATED.test(point.place.name)) blind.push(point)
  }
  // The likeliest attack everywhere before others anywhere: the time for it may end.
  const judged = mostJudged(blind).map((point, index) => ({ point, attacks: attacksOn(point.place.name, index) }))
  const silent: typeof judged = []
  for (const one of judged) if (!(await climb(probing, one.point, one.attacks.slice(0, 1), 'common attack'))) silent.push(one)
  for (const { point, attacks } of silent) await climb(probing, point, attacks.slice(1), 'common attacks')
  if (probing.factOf('redos').trials.length === 0)
    probing.notTried(
      'redos',
      'patterns on input',
      probing.mayDisturb ? 'no-data' : 'skipped-by-user',
      probing.mayDisturb
        ? 'no value looks like one that a pattern judges'
        : 'no pattern of the source is known to be slow; common attacks run only at --intensity intrusive',
    )
}

/** One point of each name: first those that take what has a form of its own, written before read; a pattern judges these most often. */
function mostJudged(points: readonly InjectionPoint[]): readonly InjectionPoint[] {
  const rank = ({ place }: InjectionPoint): number =>
    (COMMON.some(([pattern]) => pattern.test(wordsOf(place.name))) ? 0 : 2) + (place.in === 'body' ? 0 : 1)
  const sorted = points.toSorted((a, b) => rank(a) - rank(b))
  return sorted
    .filter(({ place }, index) => sorted.findIndex((other) => other.place.name === place.name) === index)
    .slice(0, MAX_BLIND_POINTS)
}

/** `homePhone` as `home_phone`: a candidate has no date. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
}

/** Spaces are for what trims its text: tried in the first places alone where values have a form of their own. */
function attacksOn(name: string, index: number): readonly Attack[] {
  const own = COMMON.find(([pattern]) => pattern.test(wordsOf(name)))?.[1]
  return own === undefined ? [WORDS, SPACES] : [own, WORDS, ...(index < MOST_WITH_SPACES ? [SPACES] : [])]
}

/** Names and addresses that a registration judges by a pattern; none where it takes any text, which would leave a user for each. */
async function registrationPoints(probing: Probing): Promise<readonly InjectionPoint[]> {
  const { registration, userA, registered } = probing.identities
  if (registration?.body == null || userA === null || !probing.mayWrite) return []
  const credentials = newCredentials(probing.values, 'pattern')
  const body = withCredentials(registration.body, credentials)
  const schema = { contentType: registration.contentType, isRequired: true, schema: { type: 'object' } }
  const draft = { operation: { ...registration.operation, body: schema }, path: {}, query: {}, headers: {}, body }
  const points: InjectionPoint[] = []
  const made: Credentials[] = []
  for (const name of Object.keys(body).filter((each) => typeof body[each] === 'string' && namesUser(each))) {
    const place = { in: 'body', name } as const
    const short = textOf(WORDS, FIRST_SIZE)
    const reply = await probing.sendDraft(null, withValue(draft, place, short), { mayFail: true })
    // A form that wants a token of its page never gets to its patterns.
    if ([0, 401, 403, 405, 415, 429].includes(reply.status)) continue
    if (isTaken(reply) && !leadsBack(reply, registration.operation.path, probing.client.base)) made.push(withName(credentials, name, short))
    else {
      const accepted = { operation: registration.operation, draft, session: null, reply: registration.reply ?? reply }
      points.push({ accepted, place, value: body[name], hints: hintsFor(probing, accepted, place) })
    }
  }
  // What a climb compares with is a registration that is taken.
  if (points.length > 0) made.push(credentials)
  // With a number or a handle of another form it was the same user, whose second registration finds the address taken.
  const apart = new Map(made.map((each) => [probing.identities.loginNameOf(each), each]))
  for (const each of apart.values()) registered.push({ name: 'user-pattern', email: each.email, credentials: each, session: null })
  return points
}

/** Whether a form that was not taken is asked for again. */
function leadsBack(reply: Reply, path: string, base: URL): boolean {
  const location = headerOf(reply, 'location')
  return location !== '' && URL.canParse(location, base.href) && new URL(location, base).pathname === path
}

function withName(credentials: Credentials, field: string, name: string): Credentials {
  if (isEmailName(field)) return { ...credentials, email: name }
  return isUserName(field) ? { ...credentials, username: name } : credentials
}

/** Whether a growth was seen. */
async function climb(probing: Probing, point: InjectionPoint, attacks: readonly Attack[], name: string): Promise<boolean> {
  const base = await baseAt(probing, point)
  let tried = 0
  let wasLate = false
  let held = 0
  for (const attack of attacks) {
    const { steps: seen, sent, isLate, isHeld } = await ladder(probing, point, attack)
    tried += sent
    wasLate ||= isLate
    // What held short texts up was something else: the quicker of two tries shows the growth.
    const again = isHeld && !grows(seen.map(({ reply }) => reply)) ? await quicker(probing, point, attack, seen) : seen
    const steps = isHeld ? await further(probing, point, attack, again) : again
    if (!grows(steps.map(({ reply }) => reply))) {
      if (isHeld) held = textOf(attack, steps.at(-1)?.size ?? 0).length
      continue
    }
    await tell(
      probing,
      point,
      attack,
      steps.at(-1)?.size ?? 0,
      steps.map(({ reply }) => reply),
      base,
      name,
    )
    return true
  }
  probing.trial(
    'redos',
    trialOn(point.accepted.operation, {
      name,
      parameter: nameOf(point),
      saw: base.status === 0 || base.status === 429 ? 'blocked' : wasLate || held > 0 ? 'unclear' : 'no-effect',
      effect:
        held > 0
          ? `a text of ${held} characters took long twice and others of its length did not, without a growth that shows why`
          : wasLate
            ? `${tried} texts of growing length took no growing time, as far as a service shows that is slow with every text`
            : `${tried} texts of growing length took no growing time`,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: base.exchange,
    }),
  )
  return false
}

interface Climb {
  readonly steps: readonly Step[]
  readonly sent: number
  /** Answers were long that had nothing to do with the text. */
  readonly isLate: boolean
  /** The last text took long twice, and other characters of its length did not. */
  readonly isHeld: boolean
}

interface Step {
  readonly size: number
  readonly reply: Reply
}

/**
 * Sends longer and longer texts until one takes long twice. Then nothing longer is sent: what takes half a second now may take an hour
 * with a few characters more. A text that took long once was held up by something else, and the climb goes on.
 */
async function ladder(probing: Probing, point: InjectionPoint, attack: Attack): Promise<Climb> {
  const steps: Step[] = []
  let sent = 0
  let late = 0
  const send = (size: number): Promise<Reply> => {
    sent += 1
    return submitAt(probing, point, textOf(attack, size), { timeoutMs: 6000 })
  }
  for (let size = FIRST_SIZE; size <= LARGEST_SIZE; size = nextSize(size, steps)) {
    let reply = await send(size)
    if (reply.status === 413 || reply.status === 414 || reply.status === 431) break
    if (isLong(reply)) {
      const again = await send(size)
      // Where other characters take as long, it is the service that is slow today, and the climb goes on.
      const calm = isLong(again) ? await submitAt(probing, point, benignOf(textOf(attack, size).length), { timeoutMs: 6000 }) : null
      if (calm !== null && calm.durationMs * 2 >= Math.min(reply.durationMs, again.durationMs)) {
        late += 1
        if (late > MOST_LATE) return { steps, sent, isLate: true, isHeld: false }
        continue
      }
      if (calm !== null) {
        const from = steps.at(-1)?.size ?? size
        // Shorter texts than the one that was long: they show the growth where the steps were wide.
        for (let part = 1; part < STEPS_NEEDED && size - from > part; part += 1) {
          const between = Math.round(from * (size / from) ** (part / STEPS_NEEDED))
          if (between > from && between < size) steps.push({ size: between, reply: await send(between) })
        }
        steps.push({ size, reply })
        return { steps, sent, isLate: late > 0, isHeld: true }
      }
      reply = again
    }
    steps.push({ size, reply })
  }
  return { steps, sent, isLate: late > 0, isHeld: false }
}

/** Sends all but the last text once more and keeps the quicker answer to each. */
async function quicker(probing: Probing, point: InjectionPoint, attack: Attack, steps: readonly Step[]): Promise<readonly Step[]> {
  const kept: Step[] = []
  for (const step of steps.slice(0, -1)) {
    const reply = await submitAt(probing, point, textOf(attack, step.size), { timeoutMs: 6000 })
    kept.push(reply.durationMs < step.reply.durationMs ? { ...step, reply } : step)
  }
  return [...kept, ...steps.slice(-1)]
}

/**
 * Goes on a little above a text that took long, where what every answer takes hides how the time of the short ones grew: as long as the next
 * step is told by the last two to end soon.
 */
async function further(probing: Probing, point: InjectionPoint, attack: Attack, steps: readonly Step[]): Promise<readonly Step[]> {
  const all = [...steps]
  for (let more = 0; more < MOST_FURTHER && !grows(all.map(({ reply }) => reply)); more += 1) {
    const [before, last] = all.slice(-2)
    if (before === undefined || last === undefined || last.size === before.size) break
    const growth = (last.reply.durationMs / Math.max(1, before.reply.durationMs)) ** (1 / (last.size - before.size))
    const size = last.size < STEEP_UP_TO ? last.size + 1 : Math.ceil(last.size * CAREFUL_RATIO)
    if (growth <= 1 || last.reply.durationMs * growth ** (size - last.size) > LONGEST_FURTHER_MS) break
    const reply = await submitAt(probing, point, textOf(attack, size), { timeoutMs: 6000 })
    all.push({ size, reply })
    if (reply.durationMs < last.reply.durationMs) break
  }
  return all
}

const isLong = ({ durationMs, error }: Reply): boolean => durationMs > STOP_MS || error === 'TIMEOUT'

function nextSize(size: number, steps: readonly Step[]): number {
  const times = steps.map(({ reply }) => reply.durationMs)
  const last = times.at(-1) ?? 0
  // What every answer takes is not of the text.
  const isWarm = last > WARM_MS + (times.length > 1 ? Math.min(...times) : 0)
  // Three characters more may take eight times as long: once that is felt, one at a time.
  if (size < STEEP_UP_TO) return size + (isWarm ? 1 : 3)
  if (isWarm) return Math.ceil(size * (size < FLAT_FROM ? CAREFUL_RATIO : RATIO))
  if (size < FLAT_FROM) return Math.ceil(size * RATIO)
  return Math.ceil(size * (last <= 2 * Math.min(...times) + 1 ? CALM_RATIO : FLAT_RATIO))
}

/** Compares the last step with a text of the same length that nothing can split, and asks another path meanwhile. */
async function tell(
  probing: Probing,
  point: InjectionPoint,
  attack: Attack,
  size: number,
  steps: readonly Reply[],
  base: Reply,
  name: string,
): Promise<void> {
  const text = textOf(attack, size)
  const benign = benignOf(text.length)
  const last = steps.at(-1)?.durationMs ?? 0
  let calm = await submitAt(probing, point, benign, { timeoutMs: 6000 })
  // The quickest of three: what held one of them up was something else.
  for (let more = 0; more < 2 && calm.durationMs * 4 >= last; more += 1) {
    const another = await submitAt(probing, point, benign, { timeoutMs: 6000 })
    if (another.durationMs < calm.durationMs) calm = another
  }
  const { check } = probing.identities
  const other = check === null ? { method: 'GET', path: '/' } : check.request
  const repeated = (): Promise<[Reply, Reply]> =>
    Promise.all([
      submitAt(probing, point, text, { timeoutMs: 6000 }),
      probing.client.send({ ...other, identity: 'other client', mayFail: true, timeoutMs: 6000 }),
    ])
  const shows = (reply: Reply): boolean => reply.durationMs > SHOWN_MS && calm.durationMs * 4 < Math.min(last, reply.durationMs)
  let [again, waiting] = await repeated()
  // A busy machine is busier at one time than at another: what grows does so at the next try.
  for (let more = 0; more < 2 && !shows(again); more += 1) {
    const another = await submitAt(probing, point, benign, { timeoutMs: 6000 })
    if (another.durationMs < calm.durationMs) calm = another
    ;[again, waiting] = await repeated()
  }
  const isSeen = shows(again)
  probing.trial(
    'redos',
    trialOn(point.accepted.operation, {
      name,
      parameter: nameOf(point),
      saw: isSeen ? 'effect' : 'unclear',
      effect: isSeen
        ? `the time grows with the text (${steps
            .slice(-4)
            .map(({ durationMs }) => `${Math.round(durationMs)} ms`)
            .join(', ')}), ${text.length} other characters take ${Math.round(calm.durationMs)} ms${
            waiting.durationMs > again.durationMs / 2 ? '; other requests wait meanwhile' : ''
          }`
        : 'a growing time was seen once and not again',
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: base.exchange,
      control: calm.exchange,
      attempts: exchangesOf(steps.at(-1), again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
      details: { characters: text.length, blocksOthers: waiting.durationMs > again.durationMs / 2 },
    }),
  )
}

/** Going down from the last step, the time falls to about half at least three times, and the last one is long. */
function grows(steps: readonly Reply[]): boolean {
  const times = steps.map(({ durationMs, error }) => Math.max(1, error === 'TIMEOUT' ? 6000 : durationMs))
  let level = times.at(-1) ?? 0
  if (level < SHOWN_MS) return false
  let falls = 0
  for (const time of times.toReversed()) {
    if (time * GROWTH > level) continue
    falls += 1
    level = time
  }
  return falls >= STEPS_NEEDED && (times.at(-1) ?? 0) > level * 8
}

/** As many characters that nothing can split in many ways. */
function benignOf(length: number): string {
  return 'ab1 '.repeat(Math.ceil(length / 4)).slice(0, length)
}

function textOf({ prefix, pump, suffix }: Attack, repetitions: number): string {
  return prefix + pump.repeat(repetitions) + suffix
}

/** The attack that the source's own pattern fell for, where its path leads from this value. */
function attackFor(probing: Probing, point: InjectionPoint): Attack | null {
  if (!point.hints.has('redos')) return null
  const path = probing.paths.find(({ kind, route, parameter }) => {
    const place = route === null ? undefined : probing.routes[route]
    return (
      kind === 'redos' &&
      place !== undefined &&
      shape(place.path) === shape(point.accepted.operation.path) &&
      (parameter === null || parameter.name === '' || parameter.name === point.place.name)
    )
  })
  if (path === undefined) return null
  // No text is told where the pattern itself comes from the caller.
  return path.attack === null ? OWN_PATTERN : takenApart(path.attack)
}

/** Prefix, repeated part and end of an attack string. */
export function takenApart(text: string): Attack {
  let best: Attack = { prefix: '', pump: text, suffix: '' }
  let longest = 0
  const shown = text.slice(0, 400)
  for (let size = 1; size <= 8; size += 1) {
    for (let at = 0; at + size <= shown.length; at += 1) {
      const pump = shown.slice(at, at + size)
      let end = at + size
      while (shown.startsWith(pump, end)) end += size
      if (end - at <= longest || end - at < size * 4) continue
      longest = end - at
      best = { prefix: shown.slice(0, at), pump, suffix: shown.slice(end) }
    }
  }
  return best
}
