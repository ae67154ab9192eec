import { setTimeout as sleep } from 'node:timers/promises'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, isTaken, type Reply } from '../reply.ts'
import { requestOf, withFields } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const CHANGES = /\/(?:me|profile|account|self)\/?$/i
const NAMES = /^(?:name|full_?name|display_?name|bio|about|headline|title)$/i
const MOST_READERS = 20
/** So long after a change nobody expects the old word, where nothing said that it is kept. */
const LATE_MS = 2000

/** What others read of a user after that user changed a name: a new user of ours, of whom nothing was kept before. */
export async function probeStaleProfile(probing: Probing): Promise<void> {
  const { identities, client, values } = probing
  const { check } = identities
  const change = probing.wireOperations.find(({ method, path }) => ['PATCH', 'PUT'].includes(method) && CHANGES.test(path))
  const accepted = change === undefined || !probing.mayWrite ? null : await probing.acceptedBy(change)
  const field = Object.keys(accepted?.draft.body ?? {}).find((name) => NAMES.test(name))
  if (check === null || accepted === null || field === undefined) return
  client.takeNextAddress()
  const user = await identities.registerUser('user-renamed', {})
  if (user === null || user.credentials === null) return
  const { email, username } = user.credentials
  const own = {
    ...('email' in (accepted.draft.body ?? {}) ? { email } : {}),
    ...('username' in (accepted.draft.body ?? {}) ? { username } : {}),
  }
  const rename = async (word: string): Promise<boolean> => {
    // What a change names alone is changed: other words of the body may be somebody's already.
    const body = change?.method === 'PATCH' ? { [field]: word } : withFields(accepted.draft.body, { ...own, [field]: word })
    return isTaken(await probing.send(user, { ...requestOf({ ...accepted.draft, body }), mayFail: true }))
  }
  const [former, next] = [values.nonce('former', 12), values.nonce('renamed', 12)]
  if (!(await rename(former))) return
  const showing: { readonly operation: Operation; readonly path: string; readonly reply: Reply }[] = []
  for (const { operation, path } of await readersOf(probing, user)) {
    const reply = await client.send({ method: 'GET', path, headers: user.headers, identity: user.name, mayFail: true })
    if (isSuccess(reply) && reply.body.includes(former)) showing.push({ operation, path, reply })
  }
  if (showing.length === 0 || !(await rename(next))) return
  const shown = await client.send({ ...check.request, headers: user.headers, identity: user.name })
  if (!shown.body.includes(next)) return
  await sleep(LATE_MS)
  for (const { operation, path, reply } of showing) {
    const ask = (): Promise<Reply> => client.send({ method: 'GET', path, headers: user.headers, identity: user.name, mayFail: true })
    const isOld = (seen: Reply): boolean => isSuccess(seen) && seen.body.includes(former) && !seen.body.includes(next)
    const first = await ask()
    const again = isOld(first) ? await ask() : null
    const isDeclared = /max-age=(?!0)\d/.test(headerOf(first, 'cache-control'))
    const isSeen = again !== null && isOld(again)
    operation.probes += 1
    probing.trial(
      'caching',
      trialOn(operation, {
        name: 'kept profile',
        saw: isSeen && !isDeclared ? 'effect' : isSeen ? 'unclear' : 'no-effect',
        effect: isSeen
          ? `${LATE_MS / 1000} s after ${accepted.operation.key} changed ${field} the former word is still told, and ${check.operation.key} tells the new one`
          : 'the new word is told at once',
        identity: user.name,
        baseline: reply.exchange,
        control: shown.exchange,
        attempts: exchangesOf(first, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
      }),
    )
  }
}

/** Operations that may tell of a user: those that a number of a user names, and those about whoever asks. */
async function readersOf(probing: Probing, user: Session): Promise<readonly { readonly operation: Operation; readonly path: string }[]> {
  const id = await probing.ownId(user)
  const { check } = probing.identities
  return probing.wireOperations
    .flatMap((operation) => {
      const { method, path, purpose } = operation
      if (method !== 'GET' || purpose !== 'other' || operation === check?.operation) return []
      const [, template = '', parameter = '', rest = ''] = /^([^{]*)\/\{([^{}]+)\}([^{}]*)$/.exec(path) ?? []
      if (template === '') return /\/(?:me|my|profile|account)\//i.test(path) && !path.includes('{') ? [{ operation, path }] : []
      if (probing.state.producerOf(template) !== null || rest.split('/').length > 2) return []
      const name = /name|handle|login|slug/i.test(parameter) ? (user.credentials?.username ?? null) : id
      return name === null ? [] : [{ operation, path: path.replace(/\{[^{}]+\}/, encodeURIComponent(name)) }]
    })
    .slice(0, MOST_READERS)
}
