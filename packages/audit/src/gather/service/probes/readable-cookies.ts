import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { cookieHeader, cookiesIn, type Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { saidOn } from './same-object.ts'

const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/

interface Readable {
  readonly fields: Readonly<Record<string, unknown>>
  readonly write: (fields: Readonly<Record<string, unknown>>) => string
}

/** A cookie that says in plain words who asks, written anew for the other user: whether anything proves that the service wrote it. */
export async function probeReadableCookies(probing: Probing): Promise<void> {
  const { userA, userB, cookieScheme } = probing.identities
  if (userA === null || userB === null || cookieScheme?.check == null) return
  const cookies = cookiesIn(userA.headers.cookie ?? '')
  const others = cookiesIn(userB.headers.cookie ?? '')
  for (const [name, value] of Object.entries(cookies)) {
    const own = readable(value)
    const other = readable(others[name] ?? '')
    if (own === null || other === null || !namesSomebody(own.fields, other.fields)) continue
    await forge(probing, name, own, other, userA, userB)
  }
}

async function forge(probing: Probing, name: string, own: Readable, other: Readable, userA: Session, userB: Session): Promise<void> {
  const { check, login } = probing.identities.cookieScheme ?? {}
  if (check == null) return
  const ask = (value: string): Promise<Reply> => {
    probing.client.masking.add(value, '$FORGED_COOKIE')
    return probing.client.send({
      ...check.request,
      headers: { cookie: cookieHeader({ [name]: value }) },
      identity: 'forged',
      mayFail: true,
    })
  }
  // What was done before may be told on the first page that is asked for, and there alone.
  await probing.send(userB, check.request)
  const baseline = await probing.send(userB, check.request)
  const differing = Object.keys(other.fields).filter((field) => other.fields[field] !== own.fields[field])
  const nobody = Object.fromEntries(differing.map((field) => [field, strange(other.fields[field])]))
  const control = await ask(own.write({ ...own.fields, ...nobody }))
  const attempts: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2; repeat += 1) {
    // A text that the service never gave to anybody: the other user's names, and a word of ours.
    const reply = await ask(own.write({ ...other.fields, assay: probing.values.nonce('cookie') }))
    attempts.push(reply)
    if (isOf(reply, baseline, userA, userB)) count += 1
  }
  const isSeen = count === 2 && !isOf(control, baseline, userA, userB)
  probing.trial(
    'tokenMutation',
    trialOn(login?.operation ?? null, {
      name: 'readable-cookie',
      saw: isSeen ? 'effect' : count === 0 ? 'no-effect' : 'unclear',
      effect: isSeen
        ? `the cookie ${name} names the user in plain words, and one that was written by hand is taken for ${userB.name}`
        : `the cookie ${name} names the user in plain words; one that was written by hand got ${attempts[0]?.status ?? 0}`,
      identity: 'forged',
      baseline: baseline.exchange,
      control: control.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: 2 },
    }),
  )
}

/** Whether an answer is that which the other user gets. */
function isOf(reply: Reply, baseline: Reply, userA: Session, userB: Session): boolean {
  if (!isSuccess(reply) || !isSuccess(baseline)) return false
  const names = [userB.credentials?.email, userB.credentials?.username].filter((word) => word !== undefined && word !== '')
  return saidOn(reply, [userA, userB]) === saidOn(baseline, [userA, userB]) || names.some((word) => reply.body.includes(word ?? ''))
}

/** Whether the cookies of two users differ in a field that tells one from the other. */
function namesSomebody(own: Readable['fields'], other: Readable['fields']): boolean {
  return Object.entries(own).some(
    ([field, value]) => /id$|user|mail|name|login|sub/i.test(field) && other[field] !== undefined && other[field] !== value,
  )
}

function strange(value: unknown): unknown {
  if (typeof value === 'number') return 987_654_321
  return typeof value === 'string' ? value.replace(/[0-9a-z]/gi, (letter) => (/\d/.test(letter) ? '9' : 'z')) : value
}

/** An object in a cookie: as JSON, or that in base64; null where it is something else, or signed beside. */
function readable(cookie: string): Readable | null {
  if (cookie === '' || JWT.test(cookie)) return null
  const text = decoded(cookie)
  const json = fieldsOf(text.replace(/^j:/, ''))
  if (json !== null) {
    const prefix = text.startsWith('j:') ? 'j:' : ''
    return { fields: json, write: (fields) => encodeURIComponent(prefix + JSON.stringify(fields)) }
  }
  if (!/^[\w+/-]{8,}={0,2}$/.test(text)) return null
  const encoding = /[-_]/.test(text) ? 'base64url' : 'base64'
  const packed = fieldsOf(Buffer.from(text, encoding).toString('utf8'))
  return packed === null
    ? null
    : { fields: packed, write: (fields) => encodeURIComponent(Buffer.from(JSON.stringify(fields)).toString(encoding)) }
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
