import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** How to reach our own users, in what their service tells to people who are not signed in. */
export async function probeToldStrangers(probing: Probing): Promise<void> {
  const words = contactsOf(probing)
  if (words.length === 0) return
  const open = new Set(
    probing
      .factOf('anonymousAccess')
      .trials.flatMap(({ name, saw, method, path }) => (name === 'anonymous' && saw === 'effect' && method === 'GET' ? [path] : [])),
  )
  for (const operation of probing.operations) {
    if (operation.method !== 'GET' || !open.has(operation.path)) continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted !== null) await askAsStranger(probing, operation, accepted, words)
  }
}

interface Contact {
  readonly kind: string
  readonly word: string
}

function contactsOf({ identities }: Probing): readonly Contact[] {
  return [identities.userA, identities.userB].flatMap((session) =>
    session?.credentials == null
      ? []
      : [
          { kind: 'the e-mail address of a user', word: session.credentials.email },
          { kind: 'the phone number of a user', word: session.credentials.phone },
        ],
  )
}

function heldIn({ body }: Reply, words: readonly Contact[]): readonly string[] {
  return [...new Set(words.flatMap(({ kind, word }) => (word !== '' && body.includes(word) ? [kind] : [])))]
}

async function askAsStranger(probing: Probing, operation: Operation, { draft, reply }: Accepted, words: readonly Contact[]): Promise<void> {
  const request = { ...requestOf(draft), identity: 'anonymous', mayFail: true }
  // What was sent and comes back tells nobody anything.
  if (words.some(({ word }) => decodeURIComponent(request.path.replace(/%(?![0-9a-f]{2})/gi, '%25')).includes(word))) return
  const first = await probing.client.send(request)
  const held = isSuccess(first) ? heldIn(first, words) : []
  if (held.length === 0) return
  const again = await probing.client.send(request)
  const isSeen = isSuccess(again) && heldIn(again, words).length > 0
  const fields = `${held.join(' and ')}, for strangers too`
  probing.trial(
    'dataExposure',
    trialOn(operation, {
      name: 'told to strangers',
      saw: isSeen ? 'effect' : 'unclear',
      effect: `the answer holds ${fields}`,
      baseline: reply.exchange,
      control: reply.exchange,
      attempts: exchangesOf(first, again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
      details: { fields, isLogin: false },
    }),
  )
}
