import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'

/** Older and internal versions of the paths that ask who the caller is. */
export async function probeOldVersions(probing: Probing): Promise<void> {
  const { check } = probing.identities
  if (check === null)
    return void probing.notTried('oldVersions', 'versions', 'no-identity', 'no operation was found that refuses strangers')
  const path = check.operation.path
  const current = await probing.send(probing.identities.userA, check.request)
  const variants = /\/v(\d+)\b/.test(path)
    ? ['v0', 'v1', 'v2', 'beta', 'internal', 'dev'].map((word) => path.replace(/\/v\d+\b/, `/${word}`))
    : ['/v0', '/v1', '/v2', '/beta', '/internal', '/api', '/api/v1', '/old', '/legacy'].map((word) => word + path)
  for (const variant of new Set(variants.filter((candidate) => candidate !== path))) {
    const reply = await probing.client.send({ method: 'GET', path: variant, mayFail: true })
    const fields = (answer: Reply): string =>
      [...answer.body.matchAll(/"(\w+)"\s*:/g)]
        .map((match) => match[1])
        .slice(0, 8)
        .join()
    const isOpen = isSuccess(reply) && fields(reply) !== '' && fields(reply) === fields(current)
    const again = isOpen ? await probing.client.send({ method: 'GET', path: variant, mayFail: true }) : null
    probing.trial(
      'oldVersions',
      trialOn(
        { method: 'GET', path: variant, file: null, line: null },
        {
          name: 'version',
          saw: isOpen ? 'effect' : 'no-effect',
          effect: isOpen ? `${variant} answers strangers what ${path} refuses them` : `${variant} got ${reply.status}`,
          baseline: current.exchange,
          control: current.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isOpen ? 2 : 0, of: 2 },
        },
      ),
    )
  }
}
