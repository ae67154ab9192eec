import { letsIn } from '../identities/login.ts'
import { asksForPassword, wantsToken } from '../identities/page.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { ADDRESS_HEADERS, addressHeader, addressHeaders } from './address-headers.ts'
import { limitsInSource, numbersIn } from './declared-limits.ts'

const BAD_LOGINS = 20
/** A login that stops no later than this has a limit, though a high one. */
const LATEST_STOP = 31
/** A limit on mails is mostly a handful: beyond this, nothing is learnt from answers that stay the same. */
const RESETS = 12
/** NIST SP 800-63B-4, 3.2.2: no more than 100 failed attempts in a row on one account. */
const ACCOUNT_ATTEMPTS = 100
const AT_ONCE = 5
/** More wrong passwords from one address than these are too many anyhow: a higher limit of the source is not looked for. */
const MOST_DECLARED = 125
/** A login that hashes so slowly that this many attempts take longer protects the account by that, and is left in peace. */
const LONGEST_MS = 40_000
/** Batches in which an answer may fail to come. */
const MOST_FAILED = 4
/** After so many wrong passwords the right one shows whether the account is locked without a word. */
const LOOKS = [10, 30, 60]

/** Wrong passwords in a row for a user of its own: a throttle or a lock must answer, and must not be led astray. */
export async function probeLoginThrottle(probing: Probing): Promise<void> {
  const { login } = probing.identities
  if (login === null) {
    probing.notTried('loginThrottle', 'login', 'no-data', 'no login operation was found')
    probing.notTried('accountLockout', 'login', 'no-data', 'no login operation was found')
    return
  }
  probing.client.takeNextAddress()
  const session = await probing.identities.registerUser('user-throttle', {})
  const name =
    session?.credentials == null ? `${probing.values.nonce('nobody')}@example.com` : probing.identities.loginNameOf(session.credentials)
  const didLogIn = session?.loginReply?.exchange.url.includes(login.path) === true
  const good = didLogIn ? (session?.credentials?.password ?? '') : ''
  const attempts: Reply[] = []
  const own = probing.client.takeNextAddress()
  const ask = (password: string, headers: Readonly<Record<string, string>> = {}, from = own): Promise<Reply | null> =>
    probing.identities.sendLogin(
      { name, password },
      {
        takesLimits: true,
        mayFail: true,
        address: from,
        identity: 'user-throttle',
        headers,
      },
    )
  const isLimited = (reply: Reply): boolean =>
    reply.status === 429 || reply.status === 423 || (reply.status === 403 && /lock|too many|attempt/i.test(reply.body))
  let limitedAt = 0
  for (let count = 1; count <= BAD_LOGINS; count += 1) {
    const reply = await ask(`Wrong-${count}-password`)
    if (reply === null) break
    attempts.push(reply)
    if (isLimited(reply)) {
      limitedAt = count
      break
    }
  }
  const first = attempts[0]
  const last = attempts.at(-1)
  const grew = attempts.length >= 10 && median(attempts.slice(-4)) > median(attempts.slice(0, 4)) * 4 && median(attempts.slice(-4)) > 500
  const afterGood = good === '' || limitedAt > 0 ? null : await ask(good)
  const isQuietlyLocked =
    afterGood !== null && !isLimited(afterGood) && first !== undefined && afterGood.status === first.status && !letsIn(afterGood, login)
  // Somebody declared may have got in elsewhere.
  const isProven = probing.identities.sessions.some(
    ({ loginReply, made }) => loginReply !== null && (made !== 'declared' || loginReply.exchange.url.includes(login.path)),
  )
  const isReached = isProven && first !== undefined && !wantsToken(first) && isRefusedLogin(first, login, session !== null)
  // A limit that begins with the next request is one all the same, as is one of the source that is met a little later.
  const metAt = limitedAt > 0 ? limitedAt : afterGood !== null && isLimited(afterGood) ? attempts.length + 1 : 0
  const declared = metAt === 0 && isReached ? limitsInSource(probing, login) : ''
  const knownAt = declared === '' ? metAt : await meetDeclared(declared, attempts.length + 1, (word) => ask(word))
  const stoppedAt = knownAt <= LATEST_STOP ? knownAt : 0
  probing.trial(
    'loginThrottle',
    trialOn(login, {
      name: 'bad logins',
      saw: stoppedAt > 0 || grew || isQuietlyLocked ? 'no-effect' : isReached && attempts.length >= BAD_LOGINS ? 'effect' : 'unclear',
      effect:
        stoppedAt > 0
          ? `the ${stoppedAt}th attempt in a row got ${limitedAt > 0 ? (last?.status ?? 0) : afterGood !== null && isLimited(afterGood) ? afterGood.status : 429}`
          : grew
            ? 'answers to wrong passwords take longer and longer'
            : isQuietlyLocked
              ? `after ${attempts.length} wrong passwords the right one is refused too (${afterGood.status}): the account is locked without a word`
              : `${attempts.length} wrong passwords in a row were all answered ${first?.status ?? 0}`,
      identity: 'user-throttle',
      baseline: session?.loginReply?.exchange ?? null,
      control: afterGood?.exchange ?? first?.exchange ?? null,
      attempts: exchangesOf(first, last),
      reproduced: { count: attempts.length, of: attempts.length },
      details: {
        isOwnUser: session !== null,
        limitedAt: stoppedAt,
        attempts: attempts.length,
        metAfter: afterGood !== null && isLimited(afterGood) ? attempts.length + 1 : 0,
        retryAfter: last === undefined ? '' : headerOf(afterGood !== null && isLimited(afterGood) ? afterGood : last, 'retry-after'),
        statuses: attempts.map((reply) => reply.status).join(' '),
        goodAfter: afterGood?.status ?? 0,
      },
    }),
  )
  await spoofedLogin(probing, knownAt, first?.status ?? 0, ask)
  if (limitedAt > 0 || isReached) await otherAddress(probing, ask, good)
  await resetThrottle(probing)
}

/** A limit that the source has for the login, and that lies above the wrong passwords which are tried anyway: goes on until it answers. */
async function meetDeclared(words: string, from: number, ask: (password: string) => Promise<Reply | null>): Promise<number> {
  const told = Math.max(0, ...numbersIn(words))
  const most = told === 0 ? MOST_DECLARED : Math.min(MOST_DECLARED, told + AT_ONCE)
  const started = performance.now()
  for (let count = from; count <= most && performance.now() - started < LONGEST_MS; count += AT_ONCE) {
    const batch = await Promise.all(Array.from({ length: AT_ONCE }, (_value, index) => ask(`Wrong-more-${count + index}`)))
    const met = batch.findIndex((reply) => reply?.status === 429)
    if (met >= 0) return count + met
    if (batch.some((reply) => reply === null)) break
  }
  return 0
}

/** Whether an answer is that of a password which was looked at and found wrong. */
function isRefusedLogin(reply: Reply, login: Operation, isKnown: boolean): boolean {
  if (reply.status === 200) return asksForPassword(reply)
  if (reply.status === 302 || reply.status === 303) return !letsIn(reply, login)
  return (isKnown ? [400, 401, 403, 404, 422] : [401, 403]).includes(reply.status)
}

/**
 * A forged client address must not open the door again.
 *
 * @param refused - Status of a wrong password that was looked at.
 */
async function spoofedLogin(
  probing: Probing,
  limitedAt: number,
  refused: number,
  ask: (password: string, headers?: Readonly<Record<string, string>>) => Promise<Reply | null>,
): Promise<void> {
  const { login } = probing.identities
  if (login === null || limitedAt === 0) return
  const plain = await ask('Wrong-again-password')
  const together = await Promise.all([31, 32].map((host) => ask('Wrong-again-password', addressHeaders(host))))
  if (plain !== null && together.every((reply) => reply !== null && reply.status === plain.status && [423, 429].includes(plain.status)))
    return probing.trial(
      'rateSpoofing',
      trialOn(login, {
        name: `login ${ADDRESS_HEADERS.join(', ')}`,
        saw: plain.status === 429 ? 'no-effect' : 'unclear',
        effect: `with another address in all of them at once the login got ${together[0]?.status ?? 0} as without them`,
        identity: 'user-throttle',
        baseline: plain.exchange,
        control: plain.exchange,
        attempts: exchangesOf(...together),
        reproduced: { count: 0, of: 2 },
        details: { header: ADDRESS_HEADERS.join(' ') },
      }),
    )
  for (const header of ADDRESS_HEADERS) {
    const replies: Reply[] = []
    for (const host of [21, 22, 23]) {
      const reply = await ask('Wrong-again-password', addressHeader(header, host))
      if (reply !== null) replies.push(reply)
    }
    const after = await ask('Wrong-again-password')
    // The password was looked at as before the limit: any other answer may come from before it is.
    const open = replies.filter((reply) => reply.status === refused)
    const isBypassed = open.length === replies.length && plain?.status === 429 && after?.status === 429
    probing.trial(
      'rateSpoofing',
      trialOn(login, {
        name: `login ${header}`,
        saw: isBypassed ? 'effect' : plain?.status === 429 ? 'no-effect' : 'unclear',
        effect: isBypassed
          ? `with a new ${header} each time the login is not limited`
          : `${header} made no difference (${replies[0]?.status ?? 0})`,
        identity: 'user-throttle',
        baseline: plain?.exchange ?? null,
        control: after?.exchange ?? null,
        attempts: exchangesOf(...replies),
        reproduced: { count: open.length, of: replies.length },
        details: { header },
      }),
    )
    if (isBypassed) return
  }
}

/** Whether the account, not only the address, is protected; and whether others can lock it for good. */
async function otherAddress(
  probing: Probing,
  ask: (password: string, headers?: Readonly<Record<string, string>>, from?: number) => Promise<Reply | null>,
  good: string,
): Promise<void> {
  const { login } = probing.identities
  if (login === null || !probing.client.isLoopback)
    return void probing.notTried('accountLockout', 'another address', 'no-target', 'the service can be asked from one address only')
  const statuses: number[] = []
  const replies: Reply[] = []
  const isRefusedLikeWrong = (reply: Reply | null): boolean => reply !== null && !letsIn(reply, login) && reply.status === statuses[0]
  let isQuietlyLocked = false
  let failed = 0
  let lookedAt = 0
  const started = performance.now()
  const isInTime = (): boolean => performance.now() - started < LONGEST_MS
  while (
    statuses.length < ACCOUNT_ATTEMPTS &&
    isInTime() &&
    !isQuietlyLocked &&
    !statuses.some((status) => status === 429 || status === 423)
  ) {
    const batch = await Promise.all(
      Array.from({ length: AT_ONCE }, (_value, index) =>
        ask(`Wrong-elsewhere-${statuses.length + index}`, {}, probing.client.takeNextAddress()),
      ),
    )
    for (const reply of batch) {
      if (reply === null || reply.status === 0) continue
      statuses.push(reply.status)
      replies.push(reply)
    }
    // A login that hashes slowly may not get through a batch in time: what was not answered is asked again, a few times.
    if (batch.some((reply) => reply === null)) break
    failed += batch.some((reply) => reply?.status === 0) ? 1 : 0
    if (failed > MOST_FAILED) break
    if (good !== '' && LOOKS.some((count) => count > lookedAt && statuses.length >= count)) {
      lookedAt = statuses.length
      isQuietlyLocked = isRefusedLikeWrong(await ask(good, {}, probing.client.takeNextAddress()))
    }
  }
  const isAccountLimited = isQuietlyLocked || statuses.some((status) => status === 429 || status === 423 || status === 403)
  const goodReply = good === '' ? null : await ask(good, {}, probing.client.takeNextAddress())
  probing.trial(
    'accountLockout',
    trialOn(login, {
      name: 'other addresses',
      saw: isAccountLimited ? 'no-effect' : statuses.length >= ACCOUNT_ATTEMPTS ? 'effect' : 'unclear',
      effect: isAccountLimited
        ? isQuietlyLocked
          ? `after ${statuses.length} more wrong passwords the right one is refused too: the account is locked without a word`
          : `wrong passwords from other addresses are limited too (${statuses.at(-1) ?? 0})`
        : `${statuses.length} more wrong passwords from as many addresses were all answered${isInTime() ? '' : `, in ${LONGEST_MS / 1000} s`}`,
      identity: 'user-throttle',
      baseline: null,
      control: goodReply?.exchange ?? null,
      attempts: exchangesOf(replies[0], replies.at(-1)),
      reproduced: { count: statuses.length, of: statuses.length },
      details: { goodStatus: goodReply?.status ?? 0 },
    }),
  )
}

async function resetThrottle(probing: Probing): Promise<void> {
  const operation = probing.operations.find((candidate) => candidate.purpose === 'password-reset' && candidate.method === 'POST')
  if (operation === undefined) return
  const address = probing.client.takeNextAddress()
  const replies: Reply[] = []
  const email = probing.identities.userB?.credentials?.email ?? `${probing.values.nonce('nobody')}@example.com`
  for (let count = 0; count < RESETS; count += 1) {
    const encoded = encodeBody(operation.body?.contentType ?? 'application/json', { email })
    const reply = await probing.client.send({
      method: 'POST',
      path: operation.path,
      headers: { 'content-type': encoded.contentType },
      body: encoded.body,
      takesLimits: true,
      address,
      mayFail: true,
    })
    replies.push(reply)
    if (reply.status === 429) break
  }
  const limitedAt = replies.findIndex((reply) => reply.status === 429) + 1
  // Without a limit that shows, mails may still be held back: nothing can be said.
  if (limitedAt === 0)
    return void probing.notTried(
      'loginThrottle',
      operation.key,
      'inconclusive',
      `${replies.length} requests in a row were answered alike; whether each sends a mail is out of sight`,
    )
  probing.trial(
    'loginThrottle',
    trialOn(operation, {
      name: 'password reset',
      saw: 'no-effect',
      effect: `the ${limitedAt}th request in a row got 429`,
      control: replies[0]?.exchange ?? null,
      attempts: exchangesOf(replies[0], replies.at(-1)),
      reproduced: { count: replies.length, of: replies.length },
      details: { limitedAt, attempts: replies.length },
    }),
  )
}

function median(replies: readonly Reply[]): number {
  const sorted = replies.map((reply) => reply.durationMs).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
