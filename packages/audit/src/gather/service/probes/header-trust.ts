import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, normalised, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const BY_ID = ['x-user-id', 'x-userid', 'x-user', 'x-account-id']
const BY_NAME = ['x-forwarded-user', 'x-remote-user', 'x-auth-request-email', 'x-authenticated-user', 'x-user-email', 'remote-user']
const NAMED_IN_SOURCE = /user|account|member|identity|principal|subject/i
const MAX_HEADERS = 16

/** Headers that a proxy would set, sent by a stranger in a user's name: no service should take them from everybody. */
export async function probeHeaderTrust(probing: Probing): Promise<void> {
  await probeInternalFlags(probing)
  const { check, userA } = probing.identities
  if (userA === null) return
  const named = probing.routes
    .flatMap((route) =>
      route.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => ({ name: name.toLowerCase(), route })),
    )
    .filter(({ name }) => NAMED_IN_SOURCE.test(name))
  const names = [...new Set([...named.map(({ name }) => name.replaceAll('_', '-')), ...BY_ID, ...BY_NAME])].slice(0, MAX_HEADERS)
  const operations = probing.wireOperations.filter(
    (operation) =>
      operation.method === 'GET' &&
      !operation.path.includes('{') &&
      (operation === check?.operation || named.some(({ route }) => route.path === operation.path || operation.path.endsWith(route.path))),
  )
  for (const operation of operations.slice(0, 4)) await probeOne(probing, operation, names, userA)
}

/** Headers that a request between services of one owner would carry; one at a time where all together open a path. */
const FLAGS: Readonly<Record<string, string>> = {
  'x-internal': 'true',
  'x-internal-request': 'true',
  'x-admin': 'true',
  'x-service': 'internal',
  'x-forwarded-for': '127.0.0.1',
  'x-real-ip': '10.0.0.1',
  'x-client-ip': '127.0.0.1',
  'x-original-host': 'localhost',
}
const INNER = /\/(?:internal|private|admin|manage(?:ment)?|staff|system|debug|ops|actuator)\b/i

/** Paths for the inside that refuse strangers, asked with the headers of the inside. */
async function probeInternalFlags(probing: Probing): Promise<void> {
  const inner = probing.wireOperations.filter(({ method, path }) => method === 'GET' && !path.includes('{') && INNER.test(path))
  for (const operation of inner.slice(0, 5)) {
    const ask = (headers: Readonly<Record<string, string>>): Promise<Reply> =>
      probing.client.send({ method: 'GET', path: operation.path, headers, identity: 'forged', mayFail: true })
    const plain = await ask({})
    if (!isRefusal(plain)) continue
    if (!isSuccess(await ask(FLAGS))) continue
    for (const [name, value] of Object.entries(FLAGS)) {
      const one = await ask({ [name]: value })
      const again = isSuccess(one) ? await ask({ [name]: value }) : null
      if (again === null || !isSuccess(again)) continue
      const after = await ask({ 'x-assay': value })
      probing.trial(
        'anonymousAccess',
        trialOn(operation, {
          name: 'header',
          parameter: `header ${name}`,
          saw: isRefusal(after) ? 'effect' : 'unclear',
          effect: `a stranger who sends ${name}: ${value} is let in`,
          identity: 'forged',
          baseline: plain.exchange,
          control: after.exchange,
          attempts: exchangesOf(one, again),
          reproduced: { count: 2, of: 2 },
          details: { isHeader: true },
        }),
      )
      break
    }
  }
}

async function probeOne(
  probing: Probing,
  operation: Probing['operations'][number],
  names: readonly string[],
  user: NonNullable<Probing['identities']['userA']>,
): Promise<void> {
  const ask = (headers: Readonly<Record<string, string>>): Promise<Reply> =>
    probing.client.send({ method: 'GET', path: operation.path, headers, identity: 'forged', mayFail: true })
  const plain = await ask({})
  if (!isRefusal(plain) && plain.status !== 400 && plain.status !== 404 && plain.status !== 422) return
  const claims = [user.userId, user.credentials?.email, user.credentials?.username].filter(
    (claim): claim is string => claim != null && claim !== '',
  )
  for (const claim of claims) {
    const all = await ask(Object.fromEntries(names.map((name) => [name, claim])))
    if (!isSuccess(all)) continue
    for (const name of names) {
      const one = await ask({ [name]: claim })
      if (!isSuccess(one)) continue
      const again = await ask({ [name]: claim })
      const nobody = await ask({ [name]: probing.values.nonce('nobody', 9) })
      if (!isSuccess(again) || (isSuccess(nobody) && normalised(nobody.body) === normalised(one.body))) continue
      return void probing.trial(
        'anonymousAccess',
        trialOn(operation, {
          name: 'header',
          parameter: `header ${name}`,
          saw: 'effect',
          effect: `a stranger who sends ${name} is taken for the user it names`,
          identity: 'forged',
          baseline: plain.exchange,
          control: nobody.exchange,
          attempts: exchangesOf(one, again),
          reproduced: { count: 2, of: 2 },
          details: { isHeader: true },
        }),
      )
    }
  }
  probing.trial(
    'anonymousAccess',
    trialOn(operation, {
      name: 'header',
      saw: 'no-effect',
      effect: `${names.length} headers that name a user changed nothing`,
      identity: 'forged',
      baseline: plain.exchange,
      attempts: [],
    }),
  )
}
