import { hostsOfOrigins } from '../allowed-origins.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, obstacleOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

interface Target {
  readonly operation: Parameters<typeof trialOn>[0]
  readonly request: { readonly method: string; readonly path: string; readonly headers?: Readonly<Record<string, string>> }
}

/** Parts of a service may have rules of their own: so many are asked. */
const MOST_PARTS = 3

/** Asks with origins that no list should hold, and looks at what is granted to them. */
export async function probeCors(probing: Probing): Promise<void> {
  const { identities } = probing
  const first: Target | null = identities.check ?? (await publicTarget(probing))
  if (first === null) {
    probing.notTried('cors', 'origins', 'no-data', 'no operation answered 2xx')
    return
  }
  for (const target of [first, ...(await otherParts(probing, first))])
    await askFromElsewhere(probing, target, target === first ? await hostsOfOrigins(probing.treeRoot) : [])
}

/** @param hosts - Those that the source lets in: origins that only look like theirs are tried too. */
async function askFromElsewhere(probing: Probing, target: Target, hosts: readonly string[]): Promise<void> {
  const { identities, client } = probing
  const session = identities.check === null ? null : identities.userA
  const plain = await probing.send(session, target.request)
  const host = client.base.hostname
  const word = probing.values.nonce('origin')
  const origins: readonly (readonly [string, string])[] = [
    ['foreign', `https://${word}.example`],
    ['null', 'null'],
    ['suffix', `https://${host}.${word}.example`],
    ['prefix', `https://${word}${host}`],
    ...hosts.flatMap((allowed): readonly (readonly [string, string])[] => [
      ['suffix', `https://${allowed}.${word}.example`],
      ['prefix', `https://${word}${allowed}`],
      ...(allowed.split('.').length > 2 ? [['dot', `https://${allowed.replace('.', 'x')}`] as const] : []),
    ]),
  ]
  for (const [name, origin] of origins) {
    const ask = (): Promise<Reply> => probing.send(session, { ...target.request, headers: { ...target.request.headers, origin } })
    const first = await ask()
    // Where nothing is granted, nothing is to be repeated.
    const grants = headerOf(first, 'access-control-allow-origin') !== ''
    const replies = grants ? [first, await ask()] : [first]
    const second =
      name === 'foreign' && grants
        ? await probing.send(session, {
            ...target.request,
            headers: { ...target.request.headers, origin: `https://${probing.values.nonce('origin')}.example` },
          })
        : null
    report(probing, name, origin, plain, replies, second, target.operation)
  }
  const preflight = await client.send({
    method: 'OPTIONS',
    path: target.request.path,
    headers: { origin: origins[0]?.[1] ?? '', 'access-control-request-method': 'DELETE', 'access-control-request-headers': `x-${word}` },
    mayFail: true,
  })
  const allowed = headerOf(preflight, 'access-control-allow-origin')
  const granted = allowed === origins[0]?.[1] || allowed === '*'
  probing.trial(
    'cors',
    trialOn(target.operation, {
      name: 'preflight',
      saw: granted ? 'effect' : 'no-effect',
      effect: `Access-Control-Allow-Origin: ${allowed === '' ? '(absent)' : allowed}; methods ${headerOf(preflight, 'access-control-allow-methods') || '(none)'}`,
      control: plain.exchange,
      attempts: exchangesOf(preflight),
      reproduced: { count: granted ? 1 : 0, of: 1 },
      details: {
        credentials: headerOf(preflight, 'access-control-allow-credentials') === 'true',
        wildcard: allowed === '*',
        isAuthenticated: false,
      },
    }),
  )
}

function report(
  probing: Probing,
  name: string,
  origin: string,
  plain: Reply,
  replies: readonly Reply[],
  second: Reply | null,
  operation: Parameters<typeof trialOn>[0],
): void {
  const granted = replies.filter((reply) => headerOf(reply, 'access-control-allow-origin') === origin)
  const wildcard = replies.every((reply) => headerOf(reply, 'access-control-allow-origin') === '*')
  const last = replies.at(-1)
  const credentials = replies.every((reply) => headerOf(reply, 'access-control-allow-credentials').toLowerCase() === 'true')
  const obstacle = last === undefined ? 'no answer' : obstacleOf(last)
  const isSeen = granted.length === replies.length || wildcard
  probing.trial(
    'cors',
    trialOn(operation, {
      name,
      saw: isSeen ? 'effect' : obstacle !== '' ? 'blocked' : 'no-effect',
      effect: `to the origin ${origin} it sends Access-Control-Allow-Origin: ${last === undefined ? '' : headerOf(last, 'access-control-allow-origin') || '(absent)'}${credentials ? ' with credentials' : ''}`,
      identity: probing.identities.check === null ? 'anonymous' : 'user-a',
      baseline: plain.exchange,
      control: second?.exchange ?? plain.exchange,
      attempts: exchangesOf(...replies),
      reproduced: { count: wildcard ? replies.length : granted.length, of: replies.length },
      details: {
        credentials,
        wildcard,
        reflected: granted.length === replies.length,
        isAuthenticated: probing.identities.check !== null && isSuccess(plain),
        usesCookies: probing.identities.scheme === 'cookie',
      },
    }),
  )
}

/** One accepted read below each other first word of a path. */
async function otherParts(probing: Probing, { request }: Target): Promise<readonly Target[]> {
  // What is answered to scripts may be open to other sites where pages are not.
  const partOf = (path: string): string => `${path.split('/')[1] ?? ''}${/\.json$/.test(path) ? ' json' : ''}`
  const seen = new Set([partOf(request.path)])
  const found: Target[] = []
  const reads = probing.wireOperations.filter(
    ({ method, purpose }) => method === 'GET' && !['static', 'docs', 'health', 'metrics'].includes(purpose),
  )
  const order = (path: string): number => (/^\/(?:api|v\d|rest|graphql)|\.json$/i.test(path) ? 0 : 1)
  for (const operation of reads.sort((a, b) => order(a.path) - order(b.path))) {
    if (found.length >= MOST_PARTS - 1) break
    if (seen.has(partOf(operation.path))) continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null) continue
    seen.add(partOf(operation.path))
    found.push({ operation, request: requestOf(accepted.draft) })
  }
  return found
}

async function publicTarget(probing: Probing): Promise<Target | null> {
  for (const operation of probing.wireOperations.filter((candidate) => candidate.method === 'GET').slice(0, 10)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted !== null) {
      return { operation, request: requestOf(accepted.draft) }
    }
  }
  const root = await probing.client.send({ method: 'GET', path: '/' })
  return isSuccess(root) ? { operation: null, request: { method: 'GET', path: '/' } } : null
}
