import { setTimeout as sleep } from 'node:timers/promises'
import type { Trial } from '../../../model/facts/service.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** What was sent is printed by then, where it is printed at all. */
const PRINTED_MS = 300

/** Words sent through login, registration and headers, looked for in what the service prints. */
export async function probeServiceLog(probing: Probing): Promise<void> {
  const { serviceLog } = probing
  if (serviceLog === null)
    return void probing.notTried('serviceLog', 'log', 'no-target', 'the service was not started by assay: its log is out of sight')
  const { login, userA, register } = probing.identities
  const secret = `Canary-${probing.values.nonce('logged', 16)}`
  probing.client.masking.add(secret, '$CANARY')
  probing.client.takeNextAddress()
  if (login !== null) await probing.identities.sendLogin({ name: 'assay-canary@example.com', password: secret }, { mayFail: true })
  if (probing.identities.check !== null)
    await probing.client.send({
      ...probing.identities.check.request,
      headers: { authorization: `Bearer ${secret}` },
      identity: 'canary',
      mayFail: true,
    })
  // Some log what was taken alone, and what was printed long ago is no longer kept.
  if (login !== null && userA?.credentials != null)
    await probing.identities.sendLogin(
      { name: probing.identities.loginNameOf(userA.credentials), password: userA.credentials.password },
      { mayFail: true },
    )
  const forgeries = await forge(probing, secret)
  await sleep(PRINTED_MS)
  const log = serviceLog()
  if (log.length === 0) {
    for (const name of ['redaction', 'structured', 'forged-line', 'security-events'])
      probing.notTried('serviceLog', name, 'no-data', 'the service printed nothing')
    return
  }
  const secrets = [
    secret,
    ...(userA?.credentials == null ? [] : [userA.credentials.password]),
    ...(userA?.token == null ? [] : [userA.token]),
  ]
  for (const [value, operation] of probing.sentSecrets) tellLogged(probing, operation, log, value)
  const found = log.filter((entry) => secrets.some((value) => entry.includes(value)))
  const operation = login ?? register
  const shown = { lines: log.length, sample: probing.client.masking.text(log.at(-1) ?? '').slice(0, 300) }
  const say = (name: string, isSeen: boolean, effect: string, details: Trial['details'] = {}): void =>
    probing.trial(
      'serviceLog',
      trialOn(operation, {
        name,
        saw: isSeen ? 'effect' : 'no-effect',
        effect,
        identity: 'canary',
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
        details: { ...shown, ...details },
      }),
    )
  say(
    'redaction',
    found.length > 0,
    found.length > 0
      ? `${found.length} of ${log.length} lines hold a password or a token that was sent`
      : `none of ${log.length} lines holds a password or a token that was sent`,
    { line: probing.client.masking.text(found[0] ?? '').slice(0, 300) },
  )
  for (const forgery of forgeries) tellForgery(probing, forgery, log, shown)
  const entries = log.filter((entry) => entry.trim() !== '')
  const parsed = entries.filter((entry) => isStructured(entry))
  say('structured', parsed.length < entries.length * 0.9, `${parsed.length} of ${entries.length} lines are JSON with time and level`, {
    structured: parsed.length,
    entries: entries.length,
  })
  if (login === null) return void probing.notTried('serviceLog', 'security events', 'no-data', 'there is no login to fail')
  const events = (pattern: RegExp): number => entries.filter((entry) => pattern.test(entry)).length
  const seen = {
    login: events(/log-?_?in|auth|credential|401/i),
    refused: events(/403|forbidden|denied|unauthori[sz]ed|401/i),
    limited: events(/429|rate.?limit|too many|throttle/i),
  }
  say(
    'security-events',
    seen.login === 0,
    `lines on failed logins ${seen.login}, on refusals ${seen.refused}, on limits ${seen.limited}`,
    seen,
  )
}

/** A secret that one operation alone was sent, in the log. */
function tellLogged(probing: Probing, operation: Operation, log: readonly string[], value: string): void {
  const lines = log.filter((line) => line.includes(value))
  if (lines.length === 0) return
  probing.trial(
    'serviceLog',
    trialOn(operation, {
      name: 'redaction',
      saw: 'effect',
      effect: `${lines.length} of ${log.length} lines hold the password that was sent to it`,
      identity: 'user-password',
      reproduced: { count: 2, of: 2 },
      details: { lines: log.length, line: probing.client.masking.text(lines[0] ?? '').slice(0, 300) },
    }),
  )
}

/** Words sent at one place: two after a line break, and one without. */
interface Forgery {
  readonly operation: Operation | null
  readonly parameter: string
  readonly words: readonly [string, string]
  readonly plainWord: string
  readonly replies: readonly (Reply | null)[]
  readonly plainReply: Reply | null
}

/** Sends line breaks as the name of who logs in, as the password and in an address. */
async function forge(probing: Probing, secret: string): Promise<readonly Forgery[]> {
  const { identities, client, values } = probing
  const { login, loginField } = identities
  const places: [Operation | null, string, (text: string) => Promise<Reply | null>][] = [
    [
      null,
      'query note',
      (text) => client.send({ method: 'GET', path: `/${values.nonce('path')}?note=${encodeURIComponent(text)}`, mayFail: true }),
    ],
  ]
  if (login !== null) {
    client.takeNextAddress()
    // Many logins look at the password only where they know the name.
    const user = probing.mayWrite ? await identities.registerUser('user-log', {}) : null
    const known = user?.credentials == null ? 'assay-canary@example.com' : identities.loginNameOf(user.credentials)
    places.unshift(
      [login, `body ${loginField}`, (text) => identities.sendLogin({ name: text, password: secret }, { mayFail: true })],
      [login, 'body password', (text) => identities.sendLogin({ name: known, password: text }, { mayFail: true })],
    )
  }
  const forgeries: Forgery[] = []
  for (const [operation, parameter, send] of places) {
    const word = (): string => values.nonce('forged', 14)
    const words = [word(), word()] as const
    const plainWord = word()
    const replies = [await send(broken(words[0])), await send(broken(words[1]))]
    forgeries.push({
      operation,
      parameter,
      words,
      plainWord,
      replies,
      plainReply: await send(`assay ${plainWord} level=info forged entry`),
    })
  }
  return forgeries
}

const broken = (word: string): string => `assay\r\n${word} level=info forged entry`

function tellForgery(
  probing: Probing,
  { operation, parameter, words, plainWord, replies, plainReply }: Forgery,
  log: readonly string[],
  shown: Trial['details'],
): void {
  const begun = (word: string): readonly string[] => log.filter((entry) => entry.trimStart().startsWith(word))
  const count = words.filter((word) => begun(word).length > 0).length
  const isSeen = count === 2 && begun(plainWord).length === 0
  probing.trial(
    'serviceLog',
    trialOn(operation, {
      name: 'forged-line',
      parameter,
      saw: isSeen ? 'effect' : count > 0 ? 'unclear' : 'no-effect',
      effect: isSeen ? 'a line break in a value makes a log line of its own' : 'line breaks in values make no log lines',
      identity: 'canary',
      control: plainReply?.exchange ?? null,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: 2 },
      details: { ...shown, line: probing.client.masking.text(begun(words[0])[0] ?? '').slice(0, 200) },
    }),
  )
}

function isStructured(entry: string): boolean {
  try {
    const value: unknown = JSON.parse(entry)
    if (typeof value !== 'object' || value === null) return false
    const keys = Object.keys(value).join(' ').toLowerCase()
    return /time|ts|date/.test(keys) && /level|severity|lvl/.test(keys)
  } catch {
    return /(?:^|\s)(?:time|ts)=\S+.*\blevel=\w+/.test(entry)
  }
}
