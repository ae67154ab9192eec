import { setTimeout as sleep } from 'node:timers/promises'
import type { SendOptions } from '../client.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply } from '../reply.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { ADDRESS_HEADERS, addressHeader, addressHeaders } from './address-headers.ts'
import { BurstImpact } from './burst-impact.ts'
import { limitsInSource, numbersIn } from './declared-limits.ts'
import { cheapTarget, listsOf, type Met, type Target, targetOf } from './limit-targets.ts'
import { cheapReads, mixedBurst } from './mixed-burst.ts'
import { probeWindowEdge } from './window-edge.ts'

const BURST = 320
/** Limits by the minute that services set themselves, and whose number the source does not tell, are mostly below this. */
const LONG_BURST = 1600
/** Requests beyond a number that the source tells: several workers may count for themselves. */
const BEYOND = 1.1
/** Slower than this, requests may stay below a limit that is there. */
const LONGEST_BURST_MS = 10_000
/** A limit by the minute, which the source declares, is still met by a burst that takes half of it. */
const LONGEST_LONG_BURST_MS = 30_000

/** A burst from one address of its own; then the ways round the limit, and its end. */
export async function probeLimits(probing: Probing): Promise<void> {
  const target = await cheapTarget(probing)
  if (target === null) {
    for (const probe of ['rateLimit', 'rateSpoofing', 'rateRecovery', 'rateKeying', 'burstImpact'] as const)
      probing.notTried(probe, 'burst', 'no-data', 'no cheap operation answers 2xx')
    return
  }
  const impact = new BurstImpact(probing)
  const met = (await burstAt(probing, target, BURST, impact)) ?? (await burstElsewhere(probing, target))
  if (met === null) {
    for (const probe of ['rateSpoofing', 'rateRecovery', 'rateKeying'] as const)
      probing.notTried(probe, 'limit', 'no-data', `no limit was met in ${BURST} requests`)
    return
  }
  await spoof(probing, met)
  await otherClients(probing, met)
  await recovery(probing, met.target, met.address, met.limited)
  await probeWindowEdge(probing, met.target, met.limited, met.limitedAt - 1)
}

/** Where a first burst met no limit: everything that reads together, and an operation for which the source has a limit, which may be higher. */
async function burstElsewhere(probing: Probing, first: Target): Promise<Met | null> {
  const met = await burstOverReads(probing)
  if (met !== null) return met
  for (const operation of await listsOf(probing)) {
    if (operation === first.operation || limitsInSource(probing, operation) === '') continue
    const target = await targetOf(probing, operation)
    if (target !== null) return burstAt(probing, target, longBurst(limitsInSource(probing, operation)))
  }
  return burstOfWrites(probing)
}

/** A burst over what reads, from one address: whether anything counts them together. */
async function burstOverReads(probing: Probing): Promise<Met | null> {
  const free = (await listsOf(probing)).filter((operation) => limitsInSource(probing, operation) === '')
  const shots = await cheapReads(probing, free)
  if (shots.length < 2) return null
  const address = probing.client.takeNextAddress()
  const size = Math.min(BURST, Math.max(60, Math.floor(probing.client.remainingRequests / 3)))
  const { replies, limited, unlimited, isQuick } = await mixedBurst(probing, shots, { address, size, longestMs: LONGEST_BURST_MS })
  const answered = replies.filter((reply) => isSuccess(reply)).length
  const isOpen = unlimited.length > 0 && isQuick && answered + (shots.length - unlimited.length) >= replies.length * 0.95
  const saw = unlimited.length === 0 ? 'no-effect' : isOpen ? 'effect' : 'unclear'
  probing.trial(
    'rateLimit',
    trialOn(shots[0]?.operation ?? null, {
      name: 'burst over reads',
      saw,
      effect: `${answered} of ${replies.length} requests of a burst over ${shots.length} operations were answered, ${unlimited.length} operations were never limited`,
      identity: 'anonymous',
      baseline: replies[0]?.exchange ?? null,
      control: replies[0]?.exchange ?? null,
      attempts: exchangesOf(limited?.reply ?? replies.at(-1)),
      reproduced: { count: saw === 'effect' ? answered : 0, of: replies.length },
      details: { limitedAt: limited?.at ?? 0, requests: replies.length, isWhole: size === BURST, unlimited: unlimited.join('\n') },
    }),
  )
  if (limited === null) return null
  return { target: { ...limited.shot, identity: 'anonymous' }, address, limited: limited.reply, limitedAt: limited.at }
}

/** Writes that a burst may make: each may leave something behind. */
const MOST_WRITES = 64
/** Operations whose limit of writes is looked at. */
const MOST_LIMITED_WRITES = 2

/** What makes something is asked in a burst only where the source has a limit for it, and on a service that ends with the run. */
async function burstOfWrites(probing: Probing): Promise<Met | null> {
  if (!probing.mayDisturb) return null
  const limited = probing.wireOperations.filter(
    (operation) => operation.method === 'POST' && operation.purpose === 'other' && limitsInSource(probing, operation) !== '',
  )
  for (const operation of limited.slice(0, MOST_LIMITED_WRITES)) {
    const accepted = await probing.acceptedBy(operation)
    const target = accepted === null ? null : await targetOf(probing, operation)
    if (accepted === null || target === null || Math.max(0, ...numbersIn(limitsInSource(probing, operation))) > MOST_WRITES) continue
    const met = await burstAt(probing, target, MOST_WRITES, undefined, (reply) => rememberCreated(probing, accepted, reply))
    if (met !== null) return met
  }
  return null
}

/** Asks in a burst from an address of its own, and tells whether a limit answered. */
async function burstAt(
  probing: Probing,
  target: Target,
  size: number,
  impact?: BurstImpact,
  onReply: (reply: Reply) => void = () => undefined,
): Promise<Met | null> {
  const address = probing.client.takeNextAddress()
  const burstSize = Math.min(size, Math.max(60, Math.floor(probing.client.remainingRequests / 3)))
  const started = performance.now()
  const longestMs = size <= BURST ? LONGEST_BURST_MS : LONGEST_LONG_BURST_MS
  const ask = (): Promise<readonly Reply[]> => burst(probing, target.request, address, burstSize, longestMs)
  const replies = impact === undefined ? await ask() : await impact.around(ask, ({ length }) => length)
  for (const reply of replies) onReply(reply)
  const first = replies[0]
  const limited = replies.find((reply) => reply.status === 429)
  const limitedAt = limited === undefined ? 0 : replies.indexOf(limited) + 1
  const answered = replies.filter((reply) => reply.status > 0 && reply.status < 500).length
  const isQuick = performance.now() - started < longestMs
  // A limit that the source has, and that a long burst did not reach, may be higher still.
  const isOpen = size <= BURST && size > MOST_WRITES && isQuick && answered >= replies.length * 0.95
  probing.trial(
    'rateLimit',
    trialOn(target.operation, {
      name: 'burst',
      saw: limitedAt > 0 ? 'no-effect' : isOpen ? 'effect' : 'unclear',
      effect:
        limitedAt > 0
          ? `the request number ${limitedAt} of a burst got 429`
          : `${answered} of ${replies.length} requests of a burst were answered, none was limited${isQuick ? '' : '; they came too slowly to meet a limit'}`,
      identity: target.identity,
      baseline: first?.exchange ?? null,
      control: first?.exchange ?? null,
      attempts: exchangesOf(limited ?? replies.at(-1)),
      reproduced: { count: limitedAt > 0 ? 0 : 2, of: 2 },
      details: {
        limitedAt,
        requests: replies.length,
        limitHeader: first === undefined ? '' : limitHeaders(first),
        retryAfter: limited === undefined ? '' : headerOf(limited, 'retry-after'),
        remaining: replies.slice(0, 6).map(remainingOf).join(' '),
        isWhole: burstSize === size,
        readLimits: limitsInSource(probing, target.operation),
      },
    }),
  )
  return limited === undefined ? null : { target, address, limited, limitedAt }
}

async function burst(probing: Probing, request: SendOptions, address: number, size: number, longestMs: number): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  const started = performance.now()
  while (replies.length < size && performance.now() - started < longestMs) {
    const batch = await Promise.all(
      Array.from({ length: 10 }, () => probing.client.send({ ...request, takesLimits: true, address, mayFail: true, identity: 'burst' })),
    )
    replies.push(...batch)
    if (batch.some((reply) => reply.status === 429)) break
  }
  return replies
}

/**
 * Whether the way is open again while plain requests that are sent just before it are limited: where the limit gives a place back every few
 * milliseconds, those would have taken it.
 */
async function isAgainOpen(ask: () => Promise<Reply>, way: (round: number) => Promise<Reply>, limitedAt: number): Promise<boolean> {
  for (let round = 71; round < 101; round += 10) {
    await saturate(ask, limitedAt)
    const [plain, ways] = await Promise.all([Promise.all([ask(), ask(), ask()]), Promise.all([way(round), way(round + 1), way(round + 2)])])
    if (plain.every(isLimited) && ways.every((reply) => isSuccess(reply))) return true
  }
  return false
}

async function spoof(probing: Probing, { target, address, limitedAt }: Met): Promise<void> {
  const ask = (extra: Readonly<Record<string, string>> = {}, path = target.request.path): Promise<Reply> =>
    probing.client.send({
      ...target.request,
      path,
      headers: { ...target.request.headers, ...extra },
      takesLimits: true,
      address,
      mayFail: true,
      identity: 'burst',
    })
  const [bare = '', query] = target.request.path.split('?')
  const ways: readonly (readonly [string, (round: number) => Promise<Reply>])[] = [
    ...ADDRESS_HEADERS.map((header) => [header, (round: number) => ask(addressHeader(header, round))] as const),
    ['trailing-slash', () => ask({}, `${bare}/${query === undefined ? '' : `?${query}`}`)],
    ['query', (round) => ask({}, `${bare}?assay=${round}${query === undefined ? '' : `&${query}`}`)],
    ['user-agent', (round) => ask({ 'user-agent': `assay/${round}` })],
  ]
  if (
    await isShutToAll(
      probing,
      target,
      ways.map(([name]) => name),
      ask,
    )
  )
    return
  for (const [name, way] of ways) {
    let before = await ask()
    let replies = [await way(31), await way(32), await way(33)]
    let after = await ask()
    const isTold = (): boolean => replies.some(isLimited) || (isLimited(before) && isLimited(after))
    // Where the limit gives way meanwhile, all ask at the same instant as enough plain ones to meet it.
    for (let more = 0; more < 2 && !isTold(); more += 1) {
      await saturate(ask, limitedAt)
      const [first, second, third, last] = await Promise.all([way(41 + 10 * more), way(42 + 10 * more), way(43 + 10 * more), ask()])
      before = await ask()
      replies = [first, second, third]
      after = last
    }
    const open = replies.filter((reply) => isSuccess(reply))
    const isStill = isLimited(before) && isLimited(after)
    const isBypassed = open.length === replies.length && isStill && (await isAgainOpen(ask, way, limitedAt))
    probing.trial(
      'rateSpoofing',
      trialOn(target.operation, {
        name,
        saw: isBypassed ? 'effect' : isStill || replies.some(isLimited) ? 'no-effect' : 'unclear',
        effect: isBypassed
          ? `while the plain request is limited (429), one with another ${name} each time is answered`
          : `another ${name} got ${replies[0]?.status ?? 0}`,
        identity: target.identity,
        baseline: before.exchange,
        control: after.exchange,
        attempts: exchangesOf(...replies),
        reproduced: { count: open.length, of: replies.length },
        details: { header: name },
      }),
    )
  }
}

type Ask = (extra?: Readonly<Record<string, string>>, path?: string) => Promise<Reply>

/** All ways round the limit in one request, some times: where these are limited as plain ones are, no way alone is open. */
async function isShutToAll(probing: Probing, target: Target, names: readonly string[], ask: Ask): Promise<boolean> {
  const [bare = '', query] = target.request.path.split('?')
  const before = await ask()
  const replies = await Promise.all(
    [31, 32, 33].map((round) =>
      ask({ ...addressHeaders(round), 'user-agent': `assay/${round}` }, `${bare}/?assay=${round}${query === undefined ? '' : `&${query}`}`),
    ),
  )
  const after = await ask()
  if (![before, ...replies, after].every(isLimited)) return false
  probing.trial(
    'rateSpoofing',
    trialOn(target.operation, {
      name: names.join(', '),
      saw: 'no-effect',
      effect: 'with another of each at once the request got 429 as without them',
      identity: target.identity,
      baseline: before.exchange,
      control: after.exchange,
      attempts: exchangesOf(...replies),
      reproduced: { count: 0, of: replies.length },
      details: { header: names.join(' ') },
    }),
  )
  return true
}

const SATURATING = 12
/** A limit that fills up again meanwhile takes more than at first; so many requests for each of those that met it. */
const REFILL = 1.5
const MOST_SATURATING = 500

const isLimited = ({ status }: Reply): boolean => status === 429

/** Meets the limit again, by requests at once: those in turn may be slower than it gives way. */
async function saturate(ask: () => Promise<Reply>, limitedAt: number): Promise<Reply> {
  const most = Math.min(MOST_SATURATING, Math.max(6 * SATURATING, REFILL * limitedAt))
  let last = await ask()
  for (let sent = 0; sent < most && !isLimited(last); sent += SATURATING) {
    const replies = await Promise.all(Array.from({ length: SATURATING }, () => ask()))
    last = replies.find(isLimited) ?? last
  }
  return last
}

/** While one address is limited, others must be served. */
async function otherClients(probing: Probing, { target, address, limitedAt }: Met): Promise<void> {
  if (!probing.client.isLoopback)
    return void probing.notTried('rateKeying', 'other clients', 'no-target', 'the service can be asked from one address only')
  const limited = await saturate(
    () => probing.client.send({ ...target.request, takesLimits: true, address, mayFail: true, identity: 'burst' }),
    limitedAt,
  )
  const otherAddress = probing.client.takeNextAddress()
  if (otherAddress === address)
    return void probing.notTried('rateKeying', 'other clients', 'limit-reached', 'every address of this machine was used by other probes')
  const other = await probing.client.send({
    ...target.request,
    takesLimits: true,
    address: otherAddress,
    mayFail: true,
    identity: 'other client',
  })
  const { userB } = probing.identities
  const otherUser =
    userB === null
      ? null
      : await probing.client.send({
          ...target.request,
          headers: { ...target.request.headers, ...userB.headers },
          takesLimits: true,
          address: probing.client.takeNextAddress(),
          mayFail: true,
          identity: userB.name,
        })
  const sameAddress =
    userB === null
      ? null
      : await probing.client.send({
          ...target.request,
          headers: { ...target.request.headers, ...userB.headers },
          takesLimits: true,
          address,
          mayFail: true,
          identity: userB.name,
        })
  const elsewhere = await otherOperation(probing, target, address)
  const isAnonymous = target.identity === 'anonymous'
  const isShared = limited.status === 429 && other.status === 429 && (isAnonymous || otherUser?.status === 429)
  const isUnknown = limited.status !== 429 || (other.status === 429 && !isAnonymous && otherUser === null)
  probing.trial(
    'rateKeying',
    trialOn(target.operation, {
      name: 'other clients',
      saw: isUnknown ? 'unclear' : isShared ? 'effect' : 'no-effect',
      effect: isShared
        ? 'one client that is limited limits all others too'
        : `while one client is limited, another gets ${other.status}${otherUser === null ? '' : ` and another user ${otherUser.status}`}; the limit counts ${keyOf({ other, sameAddress, elsewhere })}`,
      identity: 'other client',
      baseline: limited.exchange,
      control: limited.exchange,
      attempts: exchangesOf(other, otherUser),
      reproduced: { count: isShared ? 2 : 0, of: 2 },
      details: {
        otherAddress: other.status,
        otherUserSameAddress: sameAddress?.status ?? 0,
        otherOperation: elsewhere?.status ?? 0,
      },
    }),
  )
}

/** Another operation, asked by the client that is limited. */
async function otherOperation(probing: Probing, target: Target, address: number): Promise<Reply | null> {
  for (const operation of probing.wireOperations.filter(({ method, path }) => method === 'GET' && !path.includes('{')).slice(0, 12)) {
    if (operation === target.operation || ['health', 'metrics', 'docs', 'static', 'logout'].includes(operation.purpose)) continue
    const reply = await probing.client.send({
      method: 'GET',
      path: operation.path,
      headers: target.request.headers ?? {},
      takesLimits: true,
      address,
      mayFail: true,
      identity: 'burst',
    })
    // Any other answer may come from before the limit.
    if (reply.status === 429 || isSuccess(reply)) return reply
  }
  return null
}

/** What a limit counts by, as far as the answers tell it apart. */
function keyOf({
  other,
  sameAddress,
  elsewhere,
}: {
  readonly other: Reply
  readonly sameAddress: Reply | null
  readonly elsewhere: Reply | null
}): string {
  const isLimited = (reply: Reply | null): boolean => reply?.status === 429
  const who =
    sameAddress === null
      ? isLimited(other)
        ? 'all together'
        : 'addresses'
      : isLimited(other)
        ? isLimited(sameAddress)
          ? 'all together'
          : 'users'
        : isLimited(sameAddress)
          ? 'addresses'
          : 'users at their addresses'
  return `${who}${elsewhere === null ? '' : isLimited(elsewhere) ? ', over all operations' : ', each operation apart'}`
}

async function recovery(probing: Probing, target: Target, address: number, limited: Reply): Promise<void> {
  const seconds = Number(headerOf(limited, 'retry-after'))
  const hasAdvice = Number.isFinite(seconds) && headerOf(limited, 'retry-after') !== ''
  if (!hasAdvice || seconds > 5) {
    probing.notTried(
      'rateRecovery',
      'recovery',
      hasAdvice ? 'limit-reached' : 'no-data',
      hasAdvice ? `the limit ends in ${seconds} s, longer than the run waits` : 'the 429 carries no Retry-After',
    )
    return
  }
  await sleep(seconds * 1000 + 300)
  const reply = await probing.client.send({ ...target.request, takesLimits: true, address, mayFail: true, identity: 'burst' })
  probing.trial(
    'rateRecovery',
    trialOn(target.operation, {
      name: 'Retry-After',
      saw: isSuccess(reply) ? 'no-effect' : reply.status === 429 ? 'effect' : 'unclear',
      effect: `${seconds} s after the 429, as it advised, the request got ${reply.status}`,
      identity: target.identity,
      baseline: limited.exchange,
      control: limited.exchange,
      attempts: exchangesOf(reply),
      reproduced: { count: isSuccess(reply) ? 0 : 1, of: 1 },
      details: { seconds },
    }),
  )
}

/** How many requests may meet a limit: just beyond the highest number that its words tell. */
function longBurst(words: string): number {
  const told = Math.max(0, ...numbersIn(words))
  return told === 0 ? LONG_BURST : Math.min(LONG_BURST, Math.max(BURST, Math.ceil(told * BEYOND)) + 10)
}

function limitHeaders(reply: Reply): string {
  return reply.headers
    .filter(([name]) => /^(?:x-)?rate-?limit/i.test(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ')
}

function remainingOf(reply: Reply): string {
  const value =
    headerOf(reply, 'ratelimit-remaining') ||
    headerOf(reply, 'x-ratelimit-remaining') ||
    (/r=(\d+)/.exec(headerOf(reply, 'ratelimit'))?.[1] ?? '') ||
    (/remaining=(\d+)/.exec(headerOf(reply, 'ratelimit'))?.[1] ?? '')
  return value === '' ? '-' : value
}
