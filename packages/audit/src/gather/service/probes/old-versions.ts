import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, type Reply } from '../reply.ts'
import { fill, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const OLD = /(?:^|[/_-])(?:old|legacy|deprecated|v0|beta|alpha|obsolete|archive-?api)(?=[/_-]|$)/i

/** Older and internal versions of the paths that ask who the caller is, known ones and guessed ones. */
export async function probeOldVersions(probing: Probing): Promise<void> {
  await probeKnown(probing)
  await probeGuessed(probing)
}

const MOST_OLD = 6

/** Operations of an old version that answer strangers, beside what refuses them today: the same path, one with the same last word, or what stands above it. */
async function probeKnown(probing: Probing): Promise<void> {
  const reading = probing.wireOperations.filter(({ method }) => method === 'GET')
  for (const old of reading.filter(({ path }) => OLD.test(path)).slice(0, MOST_OLD)) {
    const current = currentOf(old, reading)
    const accepted = current === undefined ? null : await probing.acceptedBy(old)
    if (current === undefined || (accepted === null && old.path.includes('{'))) continue
    const ids = accepted?.draft.path ?? {}
    const ask = ({ path }: Operation): Promise<Reply> =>
      probing.client.send({ method: 'GET', path: fill(path, ids), identity: 'anonymous', mayFail: true })
    const refused = await ask(current)
    const answered = await ask(old)
    const isOpen = isRefusal(refused) && isSuccess(answered) && /[[{]/.test(answered.body)
    const again = isOpen ? await ask(old) : null
    const isSeen = again !== null && isSuccess(again)
    probing.trial(
      'oldVersions',
      trialOn(old, {
        name: 'known version',
        saw: isSeen ? 'effect' : isSuccess(answered) && !isRefusal(refused) ? 'unclear' : 'no-effect',
        effect: isSeen
          ? `${old.path} answers strangers, where ${current.path} refuses them (${refused.status})`
          : `${old.path} got ${answered.status}, ${current.path} ${refused.status}`,
        baseline: refused.exchange,
        control: refused.exchange,
        attempts: exchangesOf(answered, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
      }),
    )
  }
}

/** What stands in the place of an old operation today. */
function currentOf(old: Operation, reading: readonly Operation[]): Operation | undefined {
  const lastWord = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const today = reading.filter(({ path }) => !OLD.test(path))
  const bare = shape(old.path.replace(OLD, ''))
  const above = today
    .filter(({ path }) => path.includes('{') && bare.startsWith(`${shape(path)}/`))
    .sort((a, b) => b.path.length - a.path.length)
  return (
    today.find(({ path }) => shape(path) === bare) ??
    today.find(({ path }) => !old.path.includes('{') && !path.includes('{') && lastWord(path) === lastWord(old.path)) ??
    above[0]
  )
}

async function probeGuessed(probing: Probing): Promise<void> {
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
