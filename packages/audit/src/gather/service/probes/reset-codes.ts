import { randomInt } from 'node:crypto'
import { isEmailName, isPasswordName, namesUser } from '../identities/credential-fields.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Credentials } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const CODE = /code|otp|pin|token/i
/** Wrong codes in a row. */
const WRONG_CODES = 20
/** A code of so many digits is guessed where nothing counts the tries. */
const SHORT = /\b\d{4,6}\b/g
/** A limit, or a lock. */
const STOPS: ReadonlySet<number> = new Set([423, 429])
/** What is said of a code that holds no more. */
const VOID: ReadonlySet<number> = new Set([400, 401, 403, 404, 410, 422])
const OUTBOX = /\/(?:[\w-]*outbox|mail-?box(?:es)?|e?mails?|(?:sent|dev|debug|test)-?(?:e?mails?|messages?|sms))\/?$/i

interface Reset {
  readonly forgot: Operation
  readonly reset: Operation
  readonly credentials: Credentials
  /** Sends a code with a new password. */
  readonly send: (code: unknown, password: string) => Promise<Reply>
}

/** The way back to a forgotten password by a short code: as an operator in its place, and guessed again and again. */
export async function probeResetCodes(probing: Probing): Promise<void> {
  const way = await wayBack(probing)
  if (way === null) return
  await codeLeftOut(probing, way)
  await operatorForCode(probing, way)
  await guesses(probing, way)
}

async function wayBack(probing: Probing): Promise<Reset | null> {
  const resets = probing.wireOperations.filter(
    ({ method, path, purpose }) => method === 'POST' && purpose === 'password-reset' && !path.includes('{'),
  )
  const namesOf = ({ body }: Operation): readonly string[] => Object.keys(body?.schema.properties ?? {})
  const taking = resets.filter((each) => namesOf(each).some(isPasswordName) && namesOf(each).some(isCode))
  const reset = taking.find((each) => namesOf(each).some(namesUser)) ?? taking[0]
  const forgot = resets.find((each) => each !== reset && !namesOf(each).some(isPasswordName) && !namesOf(each).some(isCode))
  if (reset === undefined || forgot === undefined || !probing.mayDisturb) return null
  probing.client.takeNextAddress()
  const user = await probing.identities.registerUser('user-code', {})
  if (user?.credentials == null) return null
  const { credentials } = user
  const named = (operation: Operation): Readonly<Record<string, string>> =>
    Object.fromEntries(
      namesOf(operation)
        .filter(namesUser)
        .map((name) => [name, isEmailName(name) ? credentials.email : credentials.username]),
    )
  const send = (code: unknown, password: string): Promise<Reply> => {
    const secrets = namesOf(reset).flatMap((name): [string, unknown][] =>
      isPasswordName(name) ? [[name, password]] : isCode(name) ? [[name, code]] : [],
    )
    const draft = draftOf(reset, probing.values, {}, {})
    probing.client.masking.add(password, '$PASSWORD')
    const body = { ...draft.body, ...named(reset), ...Object.fromEntries(secrets) }
    return probing.client.send({ ...requestOf({ ...draft, body }), identity: user.name, mayFail: true, takesLimits: true })
  }
  return { forgot, reset, credentials, send }
}

const isCode = (name: string): boolean => CODE.test(name) && !isPasswordName(name)

/** Asks for a code as the user; whether one was sent. */
async function ask(probing: Probing, { forgot, credentials }: Reset): Promise<Reply | null> {
  const draft = draftOf(forgot, probing.values, {}, {})
  const names = Object.keys(forgot.body?.schema.properties ?? { email: {} }).filter(namesUser)
  const body = {
    ...draft.body,
    ...Object.fromEntries(names.map((name) => [name, isEmailName(name) ? credentials.email : credentials.username])),
  }
  const reply = await probing.client.send({ ...requestOf({ ...draft, body }), identity: 'user-code', mayFail: true })
  return isTaken(reply) ? reply : null
}

const newPassword = (probing: Probing): string => `Aa3-${probing.values.nonce('code-password', 16)}`

async function logsIn(probing: Probing, { credentials }: Reset, password: string): Promise<Reply | null> {
  const reply = await probing.identities.sendLogin({ name: probing.identities.loginNameOf(credentials), password }, { mayFail: true })
  return reply !== null && isSuccess(reply) ? reply : null
}

/** Asks for a new password of a user who never asked for a code, without a code: what the account holds in its place may be nothing too. */
async function codeLeftOut(probing: Probing, way: Reset): Promise<void> {
  // Where nothing says whose password it is, the account without a code may be anybody's.
  if (!Object.keys(way.reset.body?.schema.properties ?? {}).some(namesUser)) return
  const wrong = await way.send(probing.values.nonce('code'), newPassword(probing))
  if (isTaken(wrong)) return
  for (const [name, code] of [
    ['left out', undefined],
    ['null', null],
    ['empty', ''],
  ] as const) {
    const attempts: Reply[] = []
    let count = 0
    for (let repeat = 0; repeat < 2 && count === repeat; repeat += 1) {
      const next = newPassword(probing)
      const reply = await way.send(code, next)
      attempts.push(reply)
      if (isTaken(reply) && (await logsIn(probing, way, next)) !== null) count += 1
    }
    if (count === 0) continue
    probing.trial(
      'tokenMutation',
      trialOn(way.reset, {
        name: `reset-code ${name}`,
        parameter: `body ${Object.keys(way.reset.body?.schema.properties ?? {}).find(isCode) ?? 'code'}`,
        saw: count === 2 ? 'effect' : 'unclear',
        effect: `the password of a user who asked for no code is set where the code is ${name}, and lets in; with a wrong code it is not`,
        identity: 'user-code',
        baseline: wrong.exchange,
        control: wrong.exchange,
        attempts: exchangesOf(...attempts),
        reproduced: { count, of: 2 },
      }),
    )
    return
  }
}

async function operatorForCode(probing: Probing, way: Reset): Promise<void> {
  if (!/json/i.test(way.reset.body?.contentType ?? 'json')) return
  const asked = await ask(probing, way)
  if (asked === null) return
  const wrong = await way.send({ $eq: probing.values.nonce('code') }, newPassword(probing))
  if (isSuccess(wrong)) return
  // Where the code alone says whose it is, any other might be somebody else's: the operator asks for our own.
  if (!Object.keys(way.reset.body?.schema.properties ?? {}).some(namesUser)) return equalToCode(probing, way, asked, wrong)
  for (const operator of ['$ne', '$gt']) {
    const next = newPassword(probing)
    const first = await way.send({ [operator]: '' }, next)
    const entered = isSuccess(first) ? await logsIn(probing, way, next) : null
    if (entered === null) continue
    await ask(probing, way)
    const last = newPassword(probing)
    const again = await way.send({ [operator]: '' }, last)
    const isSeen = isSuccess(again) && (await logsIn(probing, way, last)) !== null
    probing.trial(
      'nosqlInjection',
      trialOn(way.reset, {
        name: `code ${operator}`,
        parameter: `body ${Object.keys(way.reset.body?.schema.properties ?? {}).find(isCode) ?? 'code'}`,
        saw: isSeen ? 'effect' : 'unclear',
        effect: `the operator ${operator} in place of the code sets a new password, with which the user logs in; $eq with another word does not`,
        identity: 'user-code',
        baseline: asked.exchange,
        control: wrong.exchange,
        attempts: exchangesOf(first, entered, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    return
  }
}

/** The operator that asks for the code that was sent, read where the service shows it. */
async function equalToCode(probing: Probing, way: Reset, asked: Reply, wrong: Reply): Promise<void> {
  const attempts: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2 && count === repeat; repeat += 1) {
    const shown = await numbersShown(probing, asked, way)
    const sent = await ask(probing, way)
    const code = sent === null ? undefined : (await numbersShown(probing, sent, way)).find((each) => !shown.includes(each))
    if (code === undefined) return
    const next = newPassword(probing)
    const reply = await way.send({ $eq: code }, next)
    attempts.push(reply)
    if (isSuccess(reply) && (await logsIn(probing, way, next)) !== null) count += 1
  }
  probing.trial(
    'nosqlInjection',
    trialOn(way.reset, {
      name: 'code $eq',
      parameter: `body ${Object.keys(way.reset.body?.schema.properties ?? {}).find(isCode) ?? 'code'}`,
      saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : 'no-effect',
      effect:
        count > 0
          ? 'the operator $eq with the code sets a new password, with which the user logs in; with another word it does not: operators are followed in place of a code'
          : 'an operator in place of the code was refused',
      identity: 'user-code',
      baseline: asked.exchange,
      control: wrong.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
    }),
  )
}

/** Wrong codes in a row, then the right one where the service shows it somewhere: nothing counted them. */
async function guesses(probing: Probing, way: Reset): Promise<void> {
  const shown = await numbersShown(probing, null, way)
  const asked = await ask(probing, way)
  if (asked === null) return
  const code = (await numbersShown(probing, asked, way)).find((each) => !shown.includes(each)) ?? null
  const wrong: Reply[] = []
  for (let count = 0; count < WRONG_CODES; count += 1) {
    const guess = String(randomInt(10 ** ((code?.length ?? 6) - 1), 10 ** (code?.length ?? 6)))
    const reply = await way.send(guess === code ? `${guess}0` : guess, newPassword(probing))
    wrong.push(reply)
    if (STOPS.has(reply.status)) break
  }
  const [first] = wrong
  const isOpen =
    wrong.length === WRONG_CODES && first !== undefined && wrong.every(({ status }) => status === first.status && status >= 400)
  const next = newPassword(probing)
  const right = code !== null && isOpen ? await way.send(code, next) : null
  const entered = right !== null && isSuccess(right) ? await logsIn(probing, way, next) : null
  const isVoid = right !== null && (STOPS.has(right.status) || VOID.has(right.status))
  const last = wrong.at(-1)
  const isStopped = last !== undefined && STOPS.has(last.status)
  probing.trial(
    'loginThrottle',
    trialOn(way.reset, {
      name: 'wrong codes',
      saw: entered !== null ? 'effect' : isStopped || isVoid ? 'no-effect' : 'unclear',
      effect:
        entered !== null
          ? `after ${wrong.length} wrong codes in a row the right one, of ${code?.length ?? 0} digits, sets a new password: nothing counts the tries`
          : right !== null
            ? `after ${wrong.length} wrong codes in a row the right one got ${right.status}`
            : isOpen
              ? `${wrong.length} wrong codes in a row were all answered ${first.status}; the right one is not known`
              : `the wrong code number ${wrong.length} got ${last?.status ?? 0}`,
      identity: 'user-code',
      baseline: asked.exchange,
      control: first?.exchange ?? null,
      attempts: exchangesOf(last, right, entered),
      reproduced: { count: entered === null ? 0 : 1, of: 1 },
      details: { isOwnUser: true, limitedAt: isStopped ? wrong.length : 0, attempts: wrong.length },
    }),
  )
}

/** Short numbers beside the address of the user: in the answer itself, in mail that the service shows, in its log. */
async function numbersShown(probing: Probing, asked: Reply | null, { credentials }: Reset): Promise<readonly string[]> {
  const texts = asked === null ? [] : [asked.body]
  for (const { method, path } of probing.wireOperations) {
    if (method !== 'GET' || !OUTBOX.test(path) || path.includes('{')) continue
    const { body } = await probing.client.send({ method, path, mayFail: true })
    texts.push(...body.split(/\}\s*,\s*\{/).filter((part) => part.includes(credentials.email)))
  }
  texts.push(...(probing.serviceLog?.() ?? []).slice(-50).filter((line) => line.includes(credentials.email)))
  return texts.flatMap((text) => [...text.replaceAll(credentials.email, '').matchAll(SHORT)].map(([number]) => number))
}
