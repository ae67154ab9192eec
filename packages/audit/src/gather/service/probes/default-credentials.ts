import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply } from '../reply.ts'
import { textsIn } from '../tree-texts.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const PAIR =
  /(?:e?mail|user(?:name)?|login)["'`]?\s*[:=]\s*["'`]([^"'`\s,]{3,60})["'`][^\n]{0,120}?(?:pass(?:word|wd)?|pwd)["'`]?\s*[:=]\s*["'`]([^"'`\s,]{3,60})["'`]/gi
const ENVIRONMENT_PAIR =
  /(?:ADMIN|DEFAULT|SEED|ROOT)_?(?:USER(?:NAME)?|EMAIL|LOGIN)\s*[:=]\s*["']?([^\s"',]{3,60})[\s\S]{0,200}?(?:ADMIN|DEFAULT|SEED|ROOT)_?PASS(?:WORD)?\s*[:=]\s*["']?([^\s"',]{3,60})/gi
/** `DEFAULT_PASSWORD = "..."`: a password whose user goes without saying. */
const LONE_PASSWORD = /\b(?:DEFAULT|ADMIN|INITIAL|SEED|ROOT)_(?:ADMIN_)?PASS(?:WORD)?\s*[:=]\s*["'`]([^\s"'`,]{3,60})["'`]/gi
const PROSE_PAIR = /[`"']?([\w.+-]+@[\w.-]+|admin|root)[`"']?\s*(?:\/|:|with (?:the )?password|\| )\s*[`"']([^`"'\s]{4,40})[`"']/gi

/** Name and password pairs that stand in the repository, and the oldest pair there is; two attempts for each account. */
export async function probeDefaultCredentials(probing: Probing): Promise<void> {
  const { login } = probing.identities
  if (login === null) return void probing.notTried('defaultCredentials', 'login', 'no-data', 'no login operation was found')
  const pairs = [
    ...(probing.treeRoot === null ? [] : await pairsIn(probing.treeRoot)),
    { name: 'admin', password: 'admin' },
    { name: 'admin@example.com', password: 'admin' },
  ]
  const isUnderstood = probing.identities.userA?.loginReply != null
  const wrong = await wrongAnswer(probing)
  const attemptsOf = new Map<string, number>()
  for (const pair of pairs.slice(0, 12)) {
    const used = attemptsOf.get(pair.name) ?? 0
    if (used >= 2) continue
    attemptsOf.set(pair.name, used + 1)
    probing.client.takeNextAddress()
    probing.client.masking.add(pair.password, '$PASSWORD_DEFAULT')
    const tried = await probing.identities.tryCredentials('default', pair)
    if (tried === null) continue
    const { reply, session } = tried
    const isElsewhere = session === null && leadsElsewhere(reply, wrong)
    const again = session !== null || isElsewhere ? await probing.identities.tryCredentials('default', pair) : null
    // An account that is locked leads elsewhere as well, and whatever the password.
    const after = isElsewhere ? await wrongAnswer(probing, pair.name) : null
    const isIn = session !== null || (isElsewhere && leadsElsewhere(reply, after))
    const isAgain = isIn && again !== null && (again.session !== null || (isElsewhere && targetOf(again.reply) === targetOf(reply)))
    probing.trial(
      'defaultCredentials',
      trialOn(login, {
        name: pair.name,
        saw: isIn
          ? isAgain || (session !== null && again?.reply.status === 429)
            ? 'effect'
            : 'unclear'
          : isRefused(reply, isUnderstood)
            ? 'no-effect'
            : reply.status === 429
              ? 'blocked'
              : 'unclear',
        effect: isIn
          ? `the user ${pair.name} logs in with a password that stands in the repository or is a default`
          : `the pair for ${pair.name} got ${reply.status}`,
        identity: 'default',
        baseline: probing.identities.userA?.loginReply?.exchange ?? null,
        control: (isElsewhere ? (after ?? wrong) : null)?.exchange ?? null,
        attempts: exchangesOf(reply, again?.reply),
        reproduced: { count: Number(isIn) + Number(isAgain), of: 2 },
        details: {},
      }),
    )
    if (session === null || probing.identities.admin !== null) continue
    if (await opensAdministration(probing, session.headers)) probing.identities.sessions.push(session)
  }
}

/** What a login answers to a password that is surely wrong: of our own user, or of nobody where there is none. Null where it does not say. */
async function wrongAnswer(probing: Probing, name = ownName(probing)): Promise<Reply | null> {
  const tried = await probing.identities.tryCredentials('default', { name, password: probing.values.nonce('wrong') })
  return tried === null || tried.session !== null || obstacleTo(tried.reply) ? null : tried.reply
}

function ownName({ identities, values }: Probing): string {
  const credentials = identities.userA?.credentials ?? null
  return credentials === null ? `${values.nonce('nobody')}@example.com` : identities.loginNameOf(credentials)
}

const obstacleTo = ({ status }: Reply): boolean => status === 0 || status === 429 || status >= 500

/** Whether an answer sends the browser to where a wrong password does not. */
function leadsElsewhere(reply: Reply, wrong: Reply | null): boolean {
  return wrong !== null && reply.status >= 300 && reply.status < 400 && targetOf(wrong) !== targetOf(reply)
}

/** Where an answer sends the browser. */
const targetOf = (reply: Reply): string => `${reply.status} ${headerOf(reply, 'location').split('?')[0] ?? ''}`

/**
 * A form that is refused is shown again, by itself or where the browser is sent. Where no login of ours was ever taken, only 401 speaks of
 * the credentials: the rest may be said of the request.
 */
function isRefused(reply: Reply, isUnderstood: boolean): boolean {
  return reply.status === 401 || (isUnderstood && [200, 302, 303, 400, 403, 404, 422].includes(reply.status))
}

const MOST_ASKED = 4

/** Whether somebody is answered where an ordinary user is refused. */
async function opensAdministration(probing: Probing, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const operations = probing.operations.filter(
    (candidate) =>
      candidate.method === 'GET' &&
      (candidate.purpose === 'admin' || candidate.declaredAccess === 'privileged') &&
      !candidate.path.includes('{'),
  )
  for (const { path } of operations.slice(0, MOST_ASKED)) {
    const ask = (own: Readonly<Record<string, string>>, identity: string): Promise<Reply> =>
      probing.client.send({ method: 'GET', path, headers: own, identity, mayFail: true })
    const { userA } = probing.identities
    if (userA !== null && isSuccess(await ask(userA.headers, userA.name))) continue
    if (isSuccess(await ask(headers, 'default'))) return true
  }
  return false
}

/** Pairs in configuration, seeds and documentation; nothing of a tree is run. */
async function pairsIn(root: string): Promise<readonly { readonly name: string; readonly password: string }[]> {
  const found = new Map<string, { readonly name: string; readonly password: string }>()
  const lone = new Map<string, { readonly name: string; readonly password: string }>()
  for await (const { text } of textsIn(root)) {
    for (const pair of seededPairs(text)) if (found.size < 20) found.set(`${pair.name} ${pair.password}`, pair)
    for (const [, password = ''] of text.matchAll(LONE_PASSWORD))
      if (found.size < 20 && !IS_REFERENCE.test(password)) lone.set(password, { name: 'admin', password })
    for (const pattern of [PAIR, ENVIRONMENT_PAIR, PROSE_PAIR]) {
      for (const match of text.matchAll(pattern)) {
        const [, name = '', password = ''] = match
        if (IS_REFERENCE.test(password) || /[${}<>]/.test(name)) continue
        if (found.size < 20) found.set(`${name} ${password}`, { name, password })
      }
    }
  }
  // Few attempts are made for each account: what passwords look like goes first.
  const rank = ({ name, password }: { readonly name: string; readonly password: string }): number =>
    Number(/admin|root/i.test(name)) + (COMMON_PASSWORD.test(password) ? 2 : 0)
  return [...found.values(), ...lone.values()].sort((a, b) => rank(b) - rank(a))
}

/** No password, but where one comes from. */
const IS_REFERENCE = /[${}<>]|process\.env|os\.|example\.com$/

const COMMON_PASSWORD =
  /^(?:(?:admin|root|password|passw0rd|secret|test|demo|welcome|letmein|changeme|qwerty|user|guest)[\w!@#$-]{0,8}|\d{4,10})$/i

/** Words of a row that say what somebody is, not how they log in. */
const ROLE_OR_FIELD =
  /^(?:admin(?:istrator)?|root|user|member|customer|owner|editor|viewer|staff|manager|guest|operator|moderator|support|e?mail|username|password|name|role|active|pending|true|false|null)$/i

/** A row or an argument list of bare values that begins with a name, and its other values. */
const ROW = /[[(]\s*["'`]([\w.+-]+@[\w.-]+\.\w{2,}|admin|root|administrator)["'`]\s*,([^\])\n]{3,200})[\])]/gi

/** Values of seeds that name a user and a password side by side: `addUser('admin@x.example', 'Admin', 'admin123')`, `['root@x.example', 'toor', 'admin']`. */
function seededPairs(text: string): readonly { readonly name: string; readonly password: string }[] {
  return [...text.matchAll(ROW)].flatMap(([, name = '', rest = '']) => {
    const words = [...rest.matchAll(/["'`]([^"'`\s]{3,60})["'`]/g)].map((match) => match[1] ?? '')
    const common = words.filter((word) => COMMON_PASSWORD.test(word))
    const plain = words.filter((word) => /^[\w!#$%*.-]{3,24}$/.test(word) && !ROLE_OR_FIELD.test(word))
    const likely = [...common.filter((word) => /\d/.test(word)), ...plain, ...common.filter((word) => !/\d/.test(word))]
    return [...new Set(likely)].slice(0, 2).map((password) => ({ name, password }))
  })
}
