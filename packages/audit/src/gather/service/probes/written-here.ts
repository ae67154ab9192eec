import { withNonce } from '../acceptable-requests.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isTaken } from '../reply.ts'
import type { Draft } from '../requests.ts'
import type { Session } from '../session.ts'
import { shape } from '../state.ts'

/** Has the owner write a word of its own at the path that a read asks, where something is changed there as a whole: `PUT /orders/7/lines`; null where it takes none. */
export async function writtenHere(probing: Probing, read: Operation, draft: Draft, owner: Session): Promise<string | null> {
  if (!probing.mayWrite || !/\}\/[^{}]+$/.test(read.path)) return null
  const writer = probing.wireOperations.find(
    ({ method, path, purpose }) => ['PUT', 'PATCH'].includes(method) && purpose === 'other' && shape(path) === shape(read.path),
  )
  const accepted = writer === undefined ? null : await probing.acceptedBy(writer)
  if (accepted?.draft.body == null || accepted.session !== owner) return null
  const word = probing.values.nonce('written', 12)
  const body = withNonce(accepted.draft.body, word)
  if (!JSON.stringify(body).includes(word)) return null
  const reply = await probing.sendDraft(owner, { ...accepted.draft, path: draft.path, body }, { mayFail: true })
  return isTaken(reply) ? word : null
}
