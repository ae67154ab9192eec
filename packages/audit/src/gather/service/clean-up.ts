import type { ResidueFact } from '../../model/facts/service.ts'
import type { Probing } from './probing.ts'
import { isSuccess } from './reply.ts'
import type { Session } from './session.ts'
import { fits, shape } from './state.ts'

const MAX_REMOVALS = 300

/** Removes what the run made, as its owner, then as the administrator, and says what is left. */
export async function cleanUp(probing: Probing): Promise<readonly ResidueFact[]> {
  const removed = new Set<(typeof probing.state.created)[number]>()
  const objects = [...probing.state.created].reverse().filter((object) => !object.isRemoved)
  for (const object of objects.slice(0, MAX_REMOVALS)) {
    if (!canBeDeleted(probing, object.collection)) continue
    for (const session of [object.owner, probing.identities.admin, probing.identities.userA]) {
      if (session === null) continue
      const reply = await probing.identities.asIdentity(session, {
        method: 'DELETE',
        path: probing.state.itemPath(object.collection, object.id),
        mayFail: true,
      })
      if (isSuccess(reply) || reply.status === 404 || reply.status === 410) {
        removed.add(object)
        break
      }
    }
  }
  const residue = probing.state.residueOf(removed, (object) =>
    canBeDeleted(probing, object.collection) ? 'its deletion was refused' : 'no operation deletes it',
  )
  const users: ResidueFact[] = []
  for (const { name, email, session } of probing.identities.registered) users.push(await removeUser(probing, name, email, session))
  return [...residue, ...users]
}

function canBeDeleted(probing: Probing, collection: string): boolean {
  return probing.operations.some((operation) => operation.method === 'DELETE' && fits(shape(operation.path), `${collection}/x`))
}

async function removeUser(probing: Probing, name: string, email: string, session: Session | null): Promise<ResidueFact> {
  const what = `user ${email}`
  const operations = probing.operations.filter(
    (operation) => operation.method === 'DELETE' && /\/(?:me|account|profile|users\/\{\}|accounts\/\{\})$/.test(shape(operation.path)),
  )
  for (const operation of operations) {
    const path = operation.path.replace(/\{[^}]*\}/, session?.userId ?? '')
    if (path.endsWith('/')) continue
    for (const actor of [session, probing.identities.admin]) {
      if (actor === null) continue
      const reply = await probing.identities.asIdentity(actor, { method: 'DELETE', path, mayFail: true })
      if (isSuccess(reply)) return { what, identity: name, outcome: 'removed', because: '' }
    }
  }
  return {
    what,
    identity: name,
    outcome: 'left',
    because: operations.length === 0 ? 'no operation deletes users' : 'the deletion was refused',
  }
}
