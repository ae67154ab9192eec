import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newCredentials } from '../identities/credential-fields.ts'
import { isTaken as isRegistered } from '../identities/registration.ts'
import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { headerOf, isSuccess, normalised, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { type Credentials, tokensOf } from '../session.ts'

const BAD_LOGINS = 20
/** NIST SP 800-63B-4, 3.2.2: no more than 100 failed attempts in a row on one account. */
const ACCOUNT_ATTEMPTS = 100

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
        ...(Object.keys(headers).length === 0
          ? {}
          : { headers: { 'content-type': login.body?.contentType ?? 'application/json', ...headers } }),
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
  const isQuietlyLocked = afterGood !== null && first !== undefined && afterGood.status === first.status && !isSuccess(afterGood)
  const isProven = probing.identities.sessions.some(({ loginReply }) => loginReply !== null)
  const isReached = isProven && first !== undefined && (session === null ? [401, 403] : [400, 401, 403, 404, 422]).includes(first.status)
  probing.trial(
    'loginThrottle',
    trialOn(login, {
      name: 'bad logins',
      saw: limitedAt > 0 || grew || isQuietlyLocked ? 'no-effect' : isReached && attempts.length >= BAD_LOGINS ? 'effect' : 'unclear',
      effect:
        limitedAt > 0
          ? `the ${limitedAt}th wrong password in a row got ${last?.status ?? 0}`
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
        limitedAt,
        attempts: attempts.length,
        retryAfter: last === undefined ? '' : headerOf(last, 'retry-after'),
        statuses: attempts.map((reply) => reply.status).join(' '),
        goodAfter: afterGood?.status ?? 0,
      },
    }),
  )
  await spoofedLogin(probing, limitedAt, ask)
  if (limitedAt > 0 || isReached) await otherAddress(probing, ask, good)
  await resetThrottle(probing)
}

/** A forged client address must not open the door again. */
async function spoofedLogin(
  probing: Probing,
  limitedAt: number,
  ask: (password: string, headers?: Readonly<Record<string, string>>) => Promise<Reply | null>,
): Promise<void> {
  const { login } = probing.identities
  if (login === null || limitedAt === 0) return
  const plain = await ask('Wrong-again-password')
  for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip']) {
    const replies: Reply[] = []
    for (const host of [21, 22, 23]) {
      const value = header === 'forwarded' ? `for=203.0.113.${host}` : `203.0.113.${host}`
      const reply = await ask('Wrong-again-password', { [header]: value })
      if (reply !== null) replies.push(reply)
    }
    const after = await ask('Wrong-again-password')
    const open = replies.filter((reply) => reply.status !== 429 && reply.status !== 423 && reply.status > 0 && reply.status < 500)
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
  const isRefusedLikeWrong = (reply: Reply | null): boolean => reply !== null && !isSuccess(reply) && reply.status === statuses[0]
  let isQuietlyLocked = false
  while (statuses.length < ACCOUNT_ATTEMPTS && !isQuietlyLocked && !statuses.some((status) => status === 429 || status === 423)) {
    const batch = await Promise.all(
      Array.from({ length: 10 }, (_value, index) =>
        ask(`Wrong-elsewhere-${statuses.length + index}`, {}, probing.client.takeNextAddress()),
      ),
    )
    for (const reply of batch) {
      if (reply === null) continue
      statuses.push(reply.status)
      replies.push(reply)
    }
    if (batch.some((reply) => reply === null || reply.status === 0)) break
    isQuietlyLocked = statuses.length === 10 && good !== '' && isRefusedLikeWrong(await ask(good, {}, probing.client.takeNextAddress()))
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
        : `${statuses.length} more wrong passwords from as many addresses were all answered`,
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
  for (let count = 0; count < 20; count += 1) {
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

/** Credentials that still log in: an update of the own profile may have changed a name. */
async function knownCredentials(probing: Probing): Promise<Credentials | null> {
  const { identities } = probing
  const credentials = identities.ordinaryUser?.credentials ?? null
  if (credentials === null) return null
  probing.client.takeNextAddress()
  const reply = await identities.sendLogin({ name: identities.loginNameOf(credentials), password: credentials.password })
  if (reply !== null && (isSuccess(reply) || (reply.status >= 300 && reply.status < 400))) return credentials
  return (await identities.registerUser('user-known', {}))?.credentials ?? null
}

/** Known and unknown users at login, registration and reset: the answers must not differ. */
export async function probeEnumeration(probing: Probing): Promise<void> {
  const { login } = probing.identities
  const credentials = await knownCredentials(probing)
  if (credentials === null || login === null)
    return void probing.notTried('enumeration', 'users', 'no-identity', 'no user of its own is known')
  const known = probing.identities.loginNameOf(credentials)
  const unknown = (): string =>
    known.includes('@') ? `assay${probing.values.nonce('nobody', 9)}@example.com` : probing.values.nonce('nobody', 9)
  await compare(probing, 'login', login, known, unknown, async (name) => {
    probing.client.takeNextAddress()
    return probing.identities.sendLogin({ name, password: 'Wrong-1-password' }, { mayFail: true })
  })
  const reset = probing.operations.find(
    (operation) =>
      operation.purpose === 'password-reset' &&
      operation.method === 'POST' &&
      !operation.path.includes('{') &&
      !/confirm|verify|token/.test(operation.path),
  )
  if (reset !== undefined) {
    const field = Object.keys(reset.body?.schema.properties ?? {}).find((name) => /mail|user/i.test(name)) ?? 'email'
    await compare(probing, 'reset', reset, known, unknown, async (name) => {
      probing.client.takeNextAddress()
      const encoded = encodeBody(reset.body?.contentType ?? 'application/json', { [field]: name })
      return probing.client.send({
        method: 'POST',
        path: reset.path,
        headers: { 'content-type': encoded.contentType },
        body: encoded.body,
        mayFail: true,
      })
    })
  }
}

async function compare(
  probing: Probing,
  name: string,
  operation: Parameters<typeof trialOn>[0],
  known: string,
  unknown: () => string,
  ask: (name: string) => Promise<Reply | null>,
): Promise<void> {
  const knownReplies: Reply[] = []
  const unknownReplies: Reply[] = []
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const stranger = unknown()
    for (const [list, who] of [
      [knownReplies, known],
      [unknownReplies, stranger],
    ] as const) {
      const reply = await ask(who)
      if (reply !== null) list.push({ ...reply, body: normalised(reply.body.replaceAll(who, '~')) })
    }
  }
  const look = (reply: Reply | undefined): string => (reply === undefined ? '' : `${reply.status} ${reply.body}`)
  const isBlocked = [...knownReplies, ...unknownReplies].some((reply) => reply.status === 429 || reply.status === 0)
  const isControlled = look(unknownReplies[0]) === look(unknownReplies[1]) && look(knownReplies[0]) === look(knownReplies[1])
  const isDifferent = look(knownReplies[0]) !== look(unknownReplies[0])
  probing.trial(
    'enumeration',
    trialOn(operation, {
      name,
      saw: isBlocked ? 'blocked' : !isControlled ? 'unclear' : isDifferent ? 'effect' : 'no-effect',
      effect: isDifferent
        ? `a known user gets ${knownReplies[0]?.status ?? 0}, an unknown one ${unknownReplies[0]?.status ?? 0}, and the answers differ`
        : 'known and unknown users get the same answer',
      baseline: knownReplies[0]?.exchange ?? null,
      control: unknownReplies[1]?.exchange ?? null,
      attempts: exchangesOf(knownReplies[0], unknownReplies[0]),
      reproduced: { count: isDifferent && isControlled ? 2 : 0, of: 2 },
    }),
  )
}

/** Registrations with passwords that should be refused, and one that should not. */
export async function probePasswordPolicy(probing: Probing): Promise<void> {
  const { identities } = probing
  const { register } = identities
  if (register === null || (await identities.registrationOf(newCredentials(probing.values, 'policy'))) === null)
    return void probing.notTried('passwordPolicy', 'registration', 'no-data', 'no registration works')
  const cases: readonly (readonly [string, string])[] = [
    ['six characters', 'x7Kq2z'],
    ['common: password', 'password'],
    ['common: 12345678', '12345678'],
    ['common: Password1', 'Password1'],
    ['64 characters', `Aa1!${'correct-horse battery staple '.repeat(3)}`.slice(0, 64)],
  ]
  for (const [name, password] of cases) {
    probing.client.takeNextAddress()
    const credentials = { ...newCredentials(probing.values, 'policy'), password }
    const request = await identities.registrationOf(credentials)
    if (request === null) return
    const reply = await probing.client.send({ ...request, mayFail: true })
    const isTaken = isRegistered(reply)
    if (isTaken) identities.registered.push({ name: 'user-policy', email: credentials.email, credentials, session: null })
    probing.trial(
      'passwordPolicy',
      trialOn(register, {
        name,
        saw: isTaken ? 'effect' : reply.status === 400 || reply.status === 422 ? 'no-effect' : reply.status === 429 ? 'blocked' : 'unclear',
        effect: `a password of the kind "${name}" got ${reply.status}`,
        baseline: identities.registerReply?.exchange ?? null,
        control: identities.registerReply?.exchange ?? null,
        attempts: exchangesOf(reply),
        reproduced: { count: 2, of: 2 },
        details: { isLong: name.startsWith('64') },
      }),
    )
  }
}

const PAIR =
  /(?:e?mail|user(?:name)?|login)["'`]?\s*[:=]\s*["'`]([^"'`\s,]{3,60})["'`][^\n]{0,120}?(?:pass(?:word|wd)?|pwd)["'`]?\s*[:=]\s*["'`]([^"'`\s,]{3,60})["'`]/gi
const ENVIRONMENT_PAIR =
  /(?:ADMIN|DEFAULT|SEED|ROOT)_?(?:USER(?:NAME)?|EMAIL|LOGIN)\s*[:=]\s*["']?([^\s"',]{3,60})[\s\S]{0,200}?(?:ADMIN|DEFAULT|SEED|ROOT)_?PASS(?:WORD)?\s*[:=]\s*["']?([^\s"',]{3,60})/gi
const PROSE_PAIR = /[`"']?([\w.+-]+@[\w.-]+|admin|root)[`"']?\s*(?:\/|:|with (?:the )?password|\| )\s*[`"']([^`"'\s]{4,40})[`"']/gi

/** Name and password pairs that stand in the repository, and the oldest pair there is; two attempts for each account. */
export async function probeDefaultCredentials(probing: Probing): Promise<void> {
  const { login, admin } = probing.identities
  if (login === null) return void probing.notTried('defaultCredentials', 'login', 'no-data', 'no login operation was found')
  const pairs = [
    ...(probing.treeRoot === null ? [] : await pairsIn(probing.treeRoot)),
    { name: 'admin', password: 'admin' },
    { name: 'admin@example.com', password: 'admin' },
  ]
  const attemptsOf = new Map<string, number>()
  for (const pair of pairs.slice(0, 12)) {
    const used = attemptsOf.get(pair.name) ?? 0
    if (used >= 2) continue
    attemptsOf.set(pair.name, used + 1)
    probing.client.takeNextAddress()
    probing.client.masking.add(pair.password, '$PASSWORD_DEFAULT')
    const reply = await probing.identities.sendLogin(pair, { mayFail: true, identity: 'default' })
    if (reply === null) continue
    const tokens = tokensOf(reply)
    const isIn = isSuccess(reply) && (tokens.access !== null || Object.keys(tokens.cookies).length > 0)
    if (tokens.access !== null) probing.client.masking.add(tokens.access, '$TOKEN_DEFAULT')
    probing.trial(
      'defaultCredentials',
      trialOn(login, {
        name: pair.name,
        saw: isIn
          ? 'effect'
          : [400, 401, 403, 404, 422].includes(reply.status)
            ? 'no-effect'
            : reply.status === 429
              ? 'blocked'
              : 'unclear',
        effect: isIn
          ? `the user ${pair.name} logs in with a password that stands in the repository or is a default`
          : `the pair for ${pair.name} got ${reply.status}`,
        identity: 'default',
        baseline: probing.identities.userA?.loginReply?.exchange ?? null,
        control: null,
        attempts: exchangesOf(reply),
        reproduced: { count: isIn ? 2 : 0, of: 2 },
        details: {},
      }),
    )
    if (!isIn || admin !== null) continue
    const session = probing.identities.sessionFrom('admin', 'admin', 'default-credentials', reply)
    if (session !== null && (await opensAdministration(probing, session.headers))) probing.identities.sessions.push(session)
  }
}

async function opensAdministration(probing: Probing, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const operation = probing.operations.find(
    (candidate) =>
      candidate.method === 'GET' &&
      (candidate.purpose === 'admin' || candidate.declaredAccess === 'privileged') &&
      !candidate.path.includes('{'),
  )
  if (operation === undefined) return false
  return isSuccess(await probing.client.send({ method: 'GET', path: operation.path, headers, identity: 'default' }))
}

/** Pairs in configuration, seeds and documentation; nothing of a tree is run. */
async function pairsIn(root: string): Promise<readonly { readonly name: string; readonly password: string }[]> {
  const found = new Map<string, { readonly name: string; readonly password: string }>()
  const folders: { readonly path: string; readonly depth: number }[] = [{ path: root, depth: 0 }]
  let files = 0
  for (let step = 0; step < folders.length && step < 200; step += 1) {
    const folder = folders[step]
    if (folder === undefined) break
    for (const entry of (await readdir(folder.path, { withFileTypes: true }).catch(() => [])).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (
        entry.isDirectory() &&
        folder.depth < 3 &&
        !/^(?:node_modules|\.git|dist|build|venv|\.venv|__pycache__|tests?|spec|fixtures|coverage)$/.test(entry.name)
      )
        folders.push({ path: join(folder.path, entry.name), depth: folder.depth + 1 })
      if (!entry.isFile() || !/\.(?:js|ts|mjs|cjs|py|json|ya?ml|md|sql|toml)$|^\.env/.test(entry.name)) continue
      files += 1
      if (files > 400) break
      const text = (await readFile(join(folder.path, entry.name), 'utf8').catch(() => '')).slice(0, 60_000)
      for (const pair of seededPairs(text)) if (found.size < 20) found.set(`${pair.name} ${pair.password}`, pair)
      for (const pattern of [PAIR, ENVIRONMENT_PAIR, PROSE_PAIR]) {
        for (const match of text.matchAll(pattern)) {
          const [, name = '', password = ''] = match
          if (/[${}<>]|process\.env|os\.|example\.com$/.test(password) || /[${}<>]/.test(name)) continue
          if (found.size < 20) found.set(`${name} ${password}`, { name, password })
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => Number(/admin|root/i.test(b.name)) - Number(/admin|root/i.test(a.name)))
}

const COMMON_PASSWORD =
  /^(?:(?:admin|root|password|passw0rd|secret|test|demo|welcome|letmein|changeme|qwerty|user|guest)[\w!@#$-]{0,8}|\d{4,10})$/i

/** Lines of seeds that name a user and a common password side by side: `addUser('admin@x.example', 'Admin', 'admin123')`. */
function seededPairs(text: string): readonly { readonly name: string; readonly password: string }[] {
  return text.split('\n').flatMap((line) => {
    if (line.length > 400 || !/admin|root|user|account|insert/i.test(line)) return []
    const words = [...line.matchAll(/["'`]([^"'`\s]{3,60})["'`]/g)].map((match) => match[1] ?? '')
    const [name] = words.filter((word) => /^[\w.+-]+@[\w.-]+$/.test(word) || /^(?:admin|root|administrator)$/i.test(word))
    const rest = name === undefined ? [] : words.slice(words.indexOf(name) + 1).filter((word) => COMMON_PASSWORD.test(word))
    const likely = [...rest.filter((word) => /\d/.test(word)), ...rest.filter((word) => !/\d/.test(word))]
    return name === undefined ? [] : likely.slice(0, 2).map((password) => ({ name, password }))
  })
}

/** The same registration many times at once. */
export async function probeRegisterRace(probing: Probing): Promise<void> {
  const { register } = probing.identities
  const credentials = newCredentials(probing.values, 'race')
  const request = await probing.identities.registrationOf(credentials)
  if (register === null || request === null)
    return void probing.notTried('raceConditions', 'registration', 'no-data', 'no registration works')
  probing.client.masking.add(credentials.password, '$PASSWORD_RACE')
  probing.client.takeNextAddress()
  const ask = (): Promise<Reply> => probing.client.send({ ...request, mayFail: true, identity: 'user-race' })
  const replies = await Promise.all(Array.from({ length: 12 }, ask))
  const wins = replies.filter(isRegistered)
  if (wins.length > 0) probing.identities.registered.push({ name: 'user-race', email: credentials.email, credentials, session: null })
  const after = await ask()
  if (wins.length > 1 && isRegistered(after))
    return void probing.notTried(
      'raceConditions',
      register.key,
      'inconclusive',
      'the registration answers a known user like a new one: winners cannot be counted',
    )
  probing.trial(
    'raceConditions',
    trialOn(register, {
      name: 'register',
      saw: wins.length > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
      effect: `${wins.length} of ${replies.length} registrations of one user at once were taken; one more afterwards got ${after.status}`,
      identity: 'user-race',
      baseline: probing.identities.registerReply?.exchange ?? null,
      control: after.exchange,
      attempts: exchangesOf(...(wins.length > 1 ? wins.slice(0, 2) : replies.slice(0, 2))),
      reproduced: { count: wins.length > 1 ? 2 : 0, of: 2 },
    }),
  )
}
