import type { Accepted, Probing } from './probing.ts'
import { isSuccess, type Reply } from './reply.ts'
import { requestOf } from './requests.ts'
import type { CreatedObject } from './state.ts'

/** Enters what a probe's request made into the ledger, so that clean-up removes it; null when it made nothing. */
export function rememberCreated(probing: Probing, accepted: Accepted, reply: Reply): CreatedObject | null {
  const { operation } = accepted
  if (operation.method !== 'POST' || !isSuccess(reply) || !probing.createsObjects(operation, reply)) return null
  return probing.state.remember(requestOf(accepted.draft).path.split('?')[0] ?? operation.path, reply, accepted.session, '')
}
