import type { SendOptions } from '../client.ts'
import { isFormOf } from '../form-guesses.ts'
import { isPasswordName, namesUser } from '../identities/credential-fields.ts'
import { readPage, tokenHeaders } from '../identities/page.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, obstacleOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import { cookieHeader } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { textOfPage } from './same-object.ts'

const MOST_OPERATIONS = 6
/** Fields that what is sent is looked up by. */
const LOOKED_UP = /token|code|key|card|number|member|customer|phone|user|mail|login|name$|^id$|_id$/i

/**
 * Where somebody is looked up by a field, for a login, a code or a forgotten password: an operator with a word that nobody has, or with the
 * name of our own user. It changes nothing that a plain word would not, and yet is read as an operator or not.
 */
export async function operatorsInForms(probing: Probing): Promise<void> {
  const { register } = probing.identities
  const chosen = probing.wireOperations.filter(
    (operation) =>
      operation.method === 'POST' &&
      operation !== register &&
      operation.purpose !== 'register' &&
      !operation.path.includes('{') &&
      (operation.purpose === 'login' || operation.purpose === 'password-reset' || asksForSecret(operation)),
  )
  for (const operation of chosen.slice(0, MOST_OPERATIONS)) await probeOperation(probing, operation)
}

/** Whether a body of few fields holds a secret: a PIN at a desk, a code of a ticket. */
function asksForSecret({ body, path }: Operation): boolean {
  const names = Object.keys(body?.schema.properties ?? {})
  return (
    names.length > 1 &&
    names.length <= 4 &&
    names.some((name) => /^pin$|pin$|^code$|otp|^secret$/i.test(name)) &&
    !/change|verif|regist|sign-?up/i.test(path)
  )
}

async function probeOperation(probing: Probing, operation: Operation): Promise<void> {
  const fields = Object.keys(operation.body?.schema.properties ?? {}).filter((name) => LOOKED_UP.test(name) && !isPasswordName(name))
  for (const field of fields.slice(0, 2)) if (await probeField(probing, operation, field)) return
}

async function probeField(probing: Probing, operation: Operation, field: string): Promise<boolean> {
  const word = probing.values.nonce('nobody', 12)
  const name = /mail/i.test(field) ? `${word}@example.com` : word
  const ask = (value: unknown): Promise<Reply> => send(probing, operation, field, value)
  const plain = await ask(name)
  if (obstacleOf(plain) !== '' && (plain.status < 300 || plain.status >= 400)) return false
  const equal = await ask({ $eq: name })
  const said = (reply: Reply): string => saidOf(reply, word)
  if (said(equal) !== said(plain)) {
    if (equal.status >= 500 && (await byOwnOperators(probing, operation, field, name, plain, ask, said))) return true
    tell(probing, operation, field, 'no-effect', 'an operator in place of the text was refused', plain, null, [equal])
    return false
  }
  const isShown =
    (await byOwnName(probing, operation, field, plain, ask, said)) || (await byBreaking(probing, operation, field, name, plain, ask))
  if (!isShown) tell(probing, operation, field, 'no-effect', 'operators in place of the text made no difference', plain, null, [equal])
  return isShown
}

/** Our own user is found by an operator with its name as by the name itself, and not by the same without the mark of an operator. */
async function byOwnName(
  probing: Probing,
  operation: Operation,
  field: string,
  plain: Reply,
  ask: (value: unknown) => Promise<Reply>,
  said: (reply: Reply) => string,
): Promise<boolean> {
  const credentials = probing.identities.ordinaryUser?.credentials
  if (credentials == null || operation.purpose !== 'password-reset' || !namesUser(field)) return false
  const own = /mail/i.test(field) ? credentials.email : credentials.username
  const known = await ask(own)
  if (said(known) === said(plain)) return false
  const equal = await ask({ $eq: own })
  if (said(equal) !== said(known)) return false
  const twin = await ask({ eq: own })
  const again = await ask({ $eq: own })
  if (said(twin) === said(known) || said(again) !== said(known)) return false
  tell(
    probing,
    operation,
    field,
    'effect',
    'the operator $eq with our own name finds our user; without its mark it finds nobody',
    plain,
    twin,
    [equal, again],
  )
  return true
}

/** An operator that no database has breaks the search, one that it has is taken like the plain word. */
async function byBreaking(
  probing: Probing,
  operation: Operation,
  field: string,
  name: string,
  plain: Reply,
  ask: (value: unknown) => Promise<Reply>,
): Promise<boolean> {
  if (plain.status >= 500) return false
  const broken = await ask({ $zzq: name })
  if (broken.status < 500) return false
  const control = await ask({ $eq: `${name}x` })
  const again = await ask({ $zzq: `${name}x` })
  if (control.status !== plain.status || again.status < 500) return false
  const effect = `the operator $eq is taken like the plain text (${control.status}), one that no database has breaks the search (${broken.status})`
  tell(probing, operation, field, 'effect', effect, plain, control, [broken, again])
  return true
}

/** Operators of repositories of the service's own, of which none but the first finds more than the plain word does: an unknown one breaks the search. */
const OWN_OPERATORS = ['eq', 'like', 'contains', 'startswith', 'in'] as const

async function byOwnOperators(
  probing: Probing,
  operation: Operation,
  field: string,
  name: string,
  plain: Reply,
  ask: (value: unknown) => Promise<Reply>,
  said: (reply: Reply) => string,
): Promise<boolean> {
  if (plain.status >= 500 || (await ask({ zzq: name })).status < 500) return false
  for (const operator of OWN_OPERATORS) {
    const taken = await ask({ [operator]: name })
    if (said(taken) !== said(plain)) continue
    const again = await ask({ [operator]: `${name}x` })
    const control = await ask({ zzq: `${name}x` })
    if (again.status !== plain.status || control.status < 500) return false
    const effect = `an object that names the operator ${operator} is taken like the plain text (${taken.status}), one of another name breaks the search (${control.status})`
    tell(probing, operation, field, 'effect', effect, plain, control, [taken, again])
    return true
  }
  return false
}

async function send(probing: Probing, operation: Operation, field: string, value: unknown): Promise<Reply> {
  const draft = draftOf(operation, probing.values, {}, {})
  const page = isFormOf(operation) && operation.page !== null ? await readPage(probing.client, operation.page) : null
  const hidden = Object.fromEntries(Object.entries(page?.hidden ?? {}).filter(([name]) => name !== field))
  const request: SendOptions = requestOf({ ...draft, carried: hidden, body: { ...draft.body, [field]: value } })
  probing.client.takeNextAddress()
  return probing.client.send({
    ...request,
    headers: {
      ...request.headers,
      ...(page === null || Object.keys(page.cookies).length === 0 ? {} : { cookie: cookieHeader(page.cookies) }),
      ...(page === null ? {} : tokenHeaders(page.token)),
    },
    identity: 'forged',
    mayFail: true,
  })
}

function saidOf(reply: Reply, word: string): string {
  return `${reply.status} ${headerOf(reply, 'location')} ${textOfPage(reply.body.replaceAll(word, '~'))}`
}

function tell(
  probing: Probing,
  operation: Operation,
  field: string,
  saw: 'effect' | 'no-effect',
  effect: string,
  baseline: Reply,
  control: Reply | null,
  attempts: readonly Reply[],
): void {
  probing.trial(
    'nosqlInjection',
    trialOn(operation, {
      name: 'operator in a lookup',
      parameter: `body ${field}`,
      saw,
      effect,
      identity: 'forged',
      baseline: baseline.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count: saw === 'effect' ? 2 : 0, of: 2 },
    }),
  )
}
