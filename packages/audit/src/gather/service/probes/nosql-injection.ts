import { type InjectionPoint, nameOf, sendAt } from '../injection-points.ts'
import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { isSuccess, jsonOf, normalised, type Reply } from '../reply.ts'
import { requestOf, valueAt } from '../requests.ts'
import { tokensOf } from '../session.ts'
import { itemsOf } from '../state.ts'

/** Operators of document databases in place of plain values, at the login and in searches. */
export async function probeNosqlInjection(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  await atLogin(probing)
  for (const point of points) await atPoint(probing, point)
}

async function atLogin(probing: Probing): Promise<void> {
  const { login, entrance, userA } = probing.identities
  if (login === null || entrance === null) return
  const password = entrance.passwordField
  const known = userA?.credentials == null ? '' : probing.identities.loginNameOf(userA.credentials)
  const ask = async (name: unknown, secret: unknown): Promise<Reply> => {
    probing.client.takeNextAddress()
    const { page: _page, ...request } = await entrance.requestFor(name, secret)
    return probing.client.send({ ...request, identity: 'forged', mayFail: true })
  }
  const isIn = (reply: Reply): boolean =>
    isSuccess(reply) && (tokensOf(reply).access !== null || Object.keys(tokensOf(reply).cookies).length > 0)
  const plain = await ask(known || 'nobody', probing.values.nonce('secret', 14))
  for (const [name, payload, twin] of [
    ['$ne', { $ne: probing.values.nonce('other') }, { $eq: probing.values.nonce('equal') }],
    ['$gt', { $gt: '' }, { $lt: '' }],
    ['$regex', { $regex: '.*' }, { $regex: `^${probing.values.nonce('never')}$` }],
  ] as const) {
    for (const user of [known, payload]) {
      if (user === '') continue
      const reply = await ask(user, payload)
      if (!isIn(reply)) continue
      const control = await ask(user, twin)
      const again = await ask(user, payload)
      for (const stolen of [reply, again]) {
        const token = tokensOf(stolen).access
        if (token !== null) probing.client.masking.add(token, '$STOLEN_TOKEN')
      }
      if (isIn(control) || !isIn(again)) continue
      probing.trial(
        'nosqlInjection',
        trialOn(login, {
          name: `login ${name}`,
          parameter: `body ${password}`,
          saw: 'effect',
          effect: `the operator ${name} in place of the password logs in, ${Object.keys(twin)[0]} does not`,
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
    trialOn(login, {
      name: 'login',
      parameter: `body ${password}`,
      saw: plain.status === 429 ? 'blocked' : 'no-effect',
      effect: 'operators in place of the password were refused',
      identity: 'forged',
      baseline: plain.exchange,
    }),
  )
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
  const equal = isSuccess(notEqual) && count(notEqual) > 0 && count(none) === 0 ? await ask('$eq', word) : null
  const isOperator = equal !== null && isSuccess(equal) && count(equal) === 0
  const again = isOperator ? await ask('$ne', `${word}x`) : null
  const plainTwin = isOperator ? await ask('zz', word) : null
  const isSeen =
    isOperator &&
    again !== null &&
    normalised(again.body.replaceAll(`${word}x`, word)) === normalised(notEqual.body) &&
    plainTwin !== null &&
    normalised(plainTwin.body.replaceAll('zz', '$ne')) !== normalised(notEqual.body)
  probing.trial(
    'nosqlInjection',
    trialOn(operation, {
      name: '$ne and $eq',
      parameter: nameOf(point),
      saw: isSeen ? 'effect' : none.status === 429 ? 'blocked' : 'no-effect',
      effect: isSeen ? `$ne finds ${count(notEqual)} objects where $eq and the plain word find none` : 'operators made no difference',
      identity: session?.name ?? 'anonymous',
      baseline: none.exchange,
      control: equal?.exchange ?? null,
      attempts: exchangesOf(notEqual, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { value: typeof valueAt(draft, point.place) },
    }),
  )
}
