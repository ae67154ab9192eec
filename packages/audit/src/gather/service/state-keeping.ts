import type { Accepted, Probing } from './probing.ts'
import { isSuccess, type Reply } from './reply.ts'
import { requestOf } from './requests.ts'

/** Enters what a probe's request made into the ledger, so that clean-up removes it. */
export function rememberCreated(probing: Probing, accepted: Accepted, reply: Reply): void {
  const { operation } = accepted
  if (operation.method === 'POST' && isSuccess(reply) && probing.createsObjects(operation, reply))
    probing.state.remember(requestOf(accepted.draft).path.split('?')[0] ?? operation.path, reply, accepted.session, '')
}
