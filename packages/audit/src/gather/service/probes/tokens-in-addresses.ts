import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import { claimsOf, type Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const NAMES = ['access_token', 'token', 'auth', 'api_key', 'jwt', 'key']
/** A parameter that is there for a token. */
const TOKEN_NAME = /^(?:access_?|auth_?|id_?|bearer_?)?token$|^jwt$/i
const MOST_LINKS = 4

/** The token as a part of the address, where it ends up in logs: for who asks about itself, and in links that are made for it. */
export async function probeCredentialsInUrl(probing: Probing): Promise<void> {
  const { check, userA } = probing.identities
  const token = userA?.token ?? null
  if (check === null || userA === null || token === null)
    return void probing.notTried('credentialsInUrl', 'token in the address', 'no-identity', 'no token is known')
  const baseline = await probing.send(userA, check.request)
  const ask = (names: readonly string[], value: string, identity: string): Promise<Reply> => {
    const query = names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&')
    const path = `${check.request.path}${check.request.path.includes('?') ? '&' : '?'}${query}`
    return probing.client.send({ method: 'GET', path, identity })
  }
  const all = await ask(NAMES, token, 'user-a')
  // Who refuses parameters that are not declared may declare one of them.
  const taking = isSuccess(all) || [400, 404, 422].includes(all.status) ? NAMES : []
  for (const name of taking) {
    const reply = await ask([name], token, 'user-a')
    if (!isSuccess(reply)) continue
    const garbage = await ask([name], 'garbage', 'garbage')
    tell(probing, check.operation, name, { baseline, garbage, attempts: [reply, await ask([name], token, 'user-a')] })
  }
  if (!probing.factOf('credentialsInUrl').trials.some(({ saw }) => saw === 'effect'))
    probing.trial(
      'credentialsInUrl',
      trialOn(check.operation, {
        name: NAMES.join(', '),
        parameter: `query ${NAMES[0] ?? ''}`,
        saw: 'no-effect',
        effect: `the token under these names got ${all.status}`,
        identity: 'user-a',
        baseline: baseline.exchange,
        control: null,
        attempts: exchangesOf(all),
        reproduced: { count: 0, of: 1 },
      }),
    )
  await inLinks(probing, userA, token)
}

/** Operations that declare a token in their query: the user's own opens them, and perhaps one that nobody signed. */
async function inLinks(probing: Probing, userA: Session, token: string): Promise<void> {
  const links = probing.wireOperations.flatMap((operation) => {
    const name = operation.parameters.find((parameter) => parameter.in === 'query' && TOKEN_NAME.test(parameter.name))?.name
    return operation.method !== 'GET' || name === undefined || operation.purpose !== 'other' ? [] : [{ operation, name }]
  })
  for (const { operation, name } of links.slice(0, MOST_LINKS)) {
    const draft = draftOf(operation, probing.values, await probing.idsFor(operation, userA), {})
    const ask = (value: string, identity: string): Promise<Reply> =>
      probing.client.send({ ...requestOf({ ...draft, query: { ...draft.query, [name]: value } }), identity, mayFail: true })
    const reply = await ask(token, userA.name)
    if (!isSuccess(reply)) continue
    // No token at all: what only decodes its own takes any that has the form of one.
    const garbage = await ask(probing.values.nonce('token', 20), 'garbage')
    const again = await ask(token, userA.name)
    operation.probes += 1
    if (!tell(probing, operation, name, { baseline: garbage, garbage, attempts: [reply, again] }) || claimsOf(token) === null) continue
    const forged = `${token.split('.').slice(0, 2).join('.')}.${Buffer.from('signature-that-is-not-one-of-anybody').toString('base64url')}`
    probing.client.masking.add(forged, '$FORGED_TOKEN')
    const taken = [await ask(forged, 'forged'), await ask(forged, 'forged')]
    const count = taken.filter(isSuccess).length
    probing.trial(
      'tokenMutation',
      trialOn(operation, {
        name: 'signature-random',
        parameter: `query ${name}`,
        saw: count === 2 ? 'effect' : count === 0 ? 'no-effect' : 'unclear',
        effect: `answered a token in its address with a signature of nobody with ${taken[0]?.status ?? 0}, and one of nonsense with ${garbage.status}`,
        identity: 'forged',
        baseline: reply.exchange,
        control: garbage.exchange,
        attempts: exchangesOf(...taken),
        reproduced: { count, of: 2 },
      }),
    )
  }
}

interface Answers {
  readonly baseline: Reply
  readonly garbage: Reply
  readonly attempts: readonly [Reply, Reply]
}

/** Whether the token opens the operation, and nonsense in its place does not. */
function tell(probing: Probing, operation: Operation, name: string, { baseline, garbage, attempts }: Answers): boolean {
  const isTaken = attempts.every(isSuccess) && !isSuccess(garbage)
  probing.trial(
    'credentialsInUrl',
    trialOn(operation, {
      name,
      parameter: `query ${name}`,
      saw: isTaken ? 'effect' : 'no-effect',
      effect: isTaken ? `the token is taken from the parameter ${name}` : `nonsense in ${name} got ${garbage.status} as well`,
      identity: 'user-a',
      baseline: baseline.exchange,
      control: garbage.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count: isTaken ? 2 : 0, of: 2 },
    }),
  )
  return isTaken
}
