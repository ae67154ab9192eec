import type { Probing } from '../probing.ts'
import { isHtml, isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Operations whose answers in data are kept. */
const MOST_OF_DATA = 40

/** Takes one answer of each operation that reads, and of each other class: refused, not found, wrong method, malformed, failed. The trials are named by class. */
export async function probePageHeaders(probing: Probing): Promise<void> {
  const { client, identities } = probing
  const kept = new Map<string, { reply: Reply; path: string; method: string }>()
  const keep = (name: string, reply: Reply, method: string, path: string): void => {
    if (!kept.has(name) && reply.status > 0) kept.set(name, { reply, method, path })
  }
  const root = await client.send({ method: 'GET', path: '/' })
  if (isSuccess(root)) keep(isHtml(root) ? 'html' : 'success', root, 'GET', '/')
  for (const [index, operation] of probing.wireOperations.filter((candidate) => candidate.method === 'GET').entries()) {
    const accepted = await probing.acceptedBy(operation)
    // Data is alike from one operation to the next; each page may have a policy of its own.
    if (accepted === null || (index >= MOST_OF_DATA && !isHtml(accepted.reply))) continue
    const kind = isHtml(accepted.reply) ? 'html' : accepted.session === null ? 'success' : 'authenticated'
    keep(`${kind} ${operation.path}`, accepted.reply, 'GET', operation.path)
  }
  for (const operation of probing.wireOperations.filter(({ method, purpose }) => method === 'GET' && purpose === 'health').slice(0, 3))
    keep(`health ${operation.path}`, await client.send({ method: 'GET', path: operation.path }), 'GET', operation.path)
  if (identities.check !== null) keep('refused', await client.send(identities.check.request), 'GET', identities.check.operation.path)
  const missing = `/${probing.values.nonce('missing')}`
  keep('not-found', await client.send({ method: 'GET', path: missing }), 'GET', '/{unknown}')
  const writing = probing.wireOperations.find((operation) => operation.method === 'POST' && !operation.path.includes('{'))
  if (writing !== undefined) {
    keep(
      'malformed',
      await probing.send(identities.userA, {
        method: 'POST',
        path: writing.path,
        headers: { 'content-type': 'application/json' },
        body: '{"assay":',
        mayFail: true,
      }),
      'POST',
      writing.path,
    )
  }
  for (const [name, { reply, method, path }] of kept) {
    const kind = reply.status >= 500 ? 'failed' : (name.split(' ')[0] ?? name)
    probing.trial(
      'pageHeaders',
      trialOn(
        { method, path, file: null, line: null },
        {
          name: kind,
          saw: 'no-effect',
          effect: `answered ${reply.status}`,
          attempts: exchangesOf(reply),
          details: { isHtml: isHtml(reply), status: reply.status },
        },
      ),
    )
  }
}
