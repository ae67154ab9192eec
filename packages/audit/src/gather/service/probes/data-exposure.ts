import { isEmailName, namesUser } from '../identities/credential-fields.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { encodeBody, requestOf } from '../requests.ts'
import { itemOf, itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const SECRET_NAME =
  /^(?:password|passwd|pwd|hashed_?password|password_?hash|pass_?hash|hash|salt|secret|api_?secret|private_?key|secret_?key|mfa_?secret|totp_?secret|otp_?secret|reset_?(?:token|code)|verification_?token|recovery_?codes?|ssn|social_?security(?:_number)?|credit_?card(?:_number)?|card_?number|cvv|pin|internal_?notes?|token_?hash)$/i
const HASH_VALUE = /^\$(?:2[aby]|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]*|5|6)\$|^(?:pbkdf2|scrypt|sha1|sha256|md5)[:$]/
const HEX_HASH = /^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$/i

/** What makes or renews a secret for its caller, who is told it then and never again: `POST /webhooks`, `POST /keys/7/rotate`. */
const GIVES_SECRETS =
  /\/(?:(?:web)?hooks?|(?:api[-_]?)?keys?|clients?|applications?|apps|integrations?|endpoints?|subscriptions?|[th]?otp|mfa|2fa|two-?factor|authenticator|rotate|regenerate|renew|roll)(?:\/(?:setup|enrol|enroll|enable|start|new|create))?\/?$/i
const GIVEN_ONCE = /^(?:(?:api|mfa|t?otp|client|signing|webhook)?_?secret|secret_?key|private_?key|recovery_?codes?)$/i

/** Reads the answers of every operation for fields that nobody should be sent. */
export async function probeDataExposure(probing: Probing): Promise<void> {
  await afterForgotten(probing)
  for (const operation of probing.operations) {
    if (operation.method === 'DELETE' || operation.purpose === 'logout') continue
    if (operation.method !== 'GET' && !probing.mayWrite) continue
    const replies: { readonly reply: Reply; readonly identity: string; readonly sent?: readonly string[] }[] = []
    if (operation.purpose === 'login' && probing.identities.userA?.loginReply != null)
      replies.push({ reply: probing.identities.userA.loginReply, identity: 'user-a' })
    else if (operation.purpose === 'register' && probing.identities.registerReply !== null)
      replies.push({ reply: probing.identities.registerReply, identity: 'user-a' })
    else if (['other', 'admin', 'upload'].includes(operation.purpose)) {
      const accepted = await probing.acceptedBy(operation)
      if (accepted !== null)
        replies.push({
          reply: await filled(probing, accepted),
          identity: accepted.session?.name ?? 'anonymous',
          sent: Object.keys(accepted.draft.body ?? {}).filter((name) => !/pass|hash/i.test(name)),
        })
      const { admin } = probing.identities
      if (accepted === null && admin !== null && operation.method === 'GET' && !operation.path.includes('{'))
        replies.push({ reply: await probing.send(admin, { method: 'GET', path: operation.path }), identity: admin.name })
    }
    for (const { reply, identity, sent } of replies)
      if (reply.status >= 200 && reply.status < 300) report(probing, operation, reply, identity, sent ?? [])
  }
}

/** The answer of a reader; a list that was empty when it was first asked may have something in it by now. */
async function filled(probing: Probing, { operation, draft, session, reply }: Accepted): Promise<Reply> {
  if (operation.method !== 'GET' || itemsOf(jsonOf(reply))?.length !== 0) return reply
  return probing.send(session, { ...requestOf(draft), mayFail: true })
}

/** A user of ours forgets its password: what is kept for the way back must not be in what the user is shown. */
async function afterForgotten(probing: Probing): Promise<void> {
  const { userA, check } = probing.identities
  const reset = probing.wireOperations.find(
    ({ purpose, method, path }) => purpose === 'password-reset' && method === 'POST' && /forgot|request|recover|lost|reset$/i.test(path),
  )
  if (reset === undefined || userA?.credentials == null || check === null || !probing.mayWrite) return
  const { username } = userA.credentials
  const shown = /"e_?mail"\s*:\s*"([^"]+@[^"]+)"/i.exec((await probing.send(userA, check.request)).body)?.[1]
  const email = shown ?? userA.credentials.email
  const names = Object.keys(reset.body?.schema.properties ?? {})
  const known = names.filter(namesUser)
  const fields = known.length > 0 ? known : ['email', 'username']
  const body = Object.fromEntries(fields.map((name) => [name, isEmailName(name) ? email : username]))
  const encoded = encodeBody(reset.body?.contentType ?? 'application/json', body)
  const asked = await probing.client.send({
    method: 'POST',
    path: reset.path,
    headers: { 'content-type': encoded.contentType },
    body: encoded.body,
    mayFail: true,
  })
  if (!isSuccess(asked)) return
  const reply = await probing.send(userA, check.request)
  const before = new Set<string>()
  const after = new Set<string>()
  const earlier = (await probing.acceptedBy(check.operation))?.reply
  if (earlier !== undefined) collect(jsonOf(earlier), '', before, { visited: 0 }, 0)
  collect(jsonOf(reply), '', after, { visited: 0 }, 0)
  if ([...after].some((name) => !before.has(name))) report(probing, check.operation, reply, userA.name, [])
}

function report(probing: Probing, operation: Operation, reply: Reply, identity: string, sent: readonly string[]): void {
  const fields = new Set<string>()
  collect(jsonOf(reply), '', fields, { visited: 0 }, 0)
  // What the caller itself wrote into the object is no secret of the service.
  for (const name of sent) fields.delete(name)
  const isOwn = identity !== 'anonymous' && probing.state.producerOf(itemOf(operation.path)?.collection ?? operation.path) !== null
  for (const name of isOwn ? fields : []) if (isOfOurs(jsonOf(reply), name, 0)) fields.delete(name)
  if (operation.method === 'POST' && GIVES_SECRETS.test(operation.path))
    for (const name of fields) if (GIVEN_ONCE.test(name)) fields.delete(name)
  probing.trial(
    'dataExposure',
    trialOn(operation, {
      name: 'answer',
      saw: fields.size > 0 ? 'effect' : 'no-effect',
      effect: fields.size > 0 ? `the answer holds ${[...fields].join(', ')}` : `no secret field in ${reply.bytes} bytes`,
      identity,
      attempts: exchangesOf(reply),
      control: null,
      baseline: reply.exchange,
      reproduced: { count: fields.size > 0 ? 2 : 0, of: 2 },
      details: { fields: [...fields].join(' '), isLogin: operation.purpose === 'login' },
    }),
  )
}

/** Whether each text of that name is one that we wrote: notes that whoever made the object reads again. */
function isOfOurs(value: unknown, name: string, depth: number): boolean {
  if (depth > 8 || typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, child]) =>
    key === name && typeof child === 'string' ? child === '' || /^assay\b/.test(child) : isOfOurs(child, name, depth + 1),
  )
}

function collect(value: unknown, name: string, fields: Set<string>, budget: { visited: number }, depth: number): void {
  budget.visited += 1
  if (depth > 8 || budget.visited > 5000) return
  if (typeof value === 'string') {
    const isSecretName = SECRET_NAME.test(name) && value.length >= 3 && !/^\*+$|^<.*>$|redacted|masked|hidden|^\//i.test(value)
    const isHash =
      HASH_VALUE.test(value) ||
      (HEX_HASH.test(value) && /pass|hash|pwd|digest/i.test(name) && !/etag|content|file|commit|checksum|sha/i.test(name))
    if (isHash || (isSecretName && !(name === 'hash' && !HEX_HASH.test(value)))) fields.add(name)
    return
  }
  if (typeof value === 'number') {
    if (/^(?:ssn|cvv|card_?number|credit_?card)$/i.test(name)) fields.add(name)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const entries = Array.isArray(value) ? [] : Object.entries(value)
  // What links the entries of a log is no secret; beside the name of somebody it is that of a password.
  const isOfUser = entries.some(([key]) => /^(?:e_?mail|user_?name|login)$/i.test(key))
  if (Array.isArray(value)) for (const child of value) collect(child, name, fields, budget, depth + 1)
  for (const [key, child] of entries) if (isOfUser || !LINKS_ENTRIES.test(key)) collect(child, key, fields, budget, depth + 1)
}

const LINKS_ENTRIES = /^(?:(?:prev(?:ious)?|entry|chain|row|event)_?)?(?:hash|digest)$/i
