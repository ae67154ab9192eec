import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { isSuccess, jsonOf, type Reply } from './reply.ts'
import type { Session } from './session.ts'

const BALANCE = /^(?:balance|funds|available|credits?|points|wallet)(?:_?cents)?$/i
const HOLDS = /\/(?:wallet|balance|account|me|profile|points|credits?)\/?$/i

/** Operations that tell a user what it holds. */
export function holdingOf(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(({ method, path }) => method === 'GET' && !path.includes('{') && HOLDS.test(path))
}

/** What an answer says that something holds, in itself or one level down; null where it does not say. */
export function balanceIn(reply: Reply, names: RegExp = BALANCE): number | null {
  return isSuccess(reply) ? numberIn(jsonOf(reply), names, 0) : null
}

function numberIn(node: unknown, names: RegExp, depth: number): number | null {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || depth > 1) return null
  for (const [name, value] of Object.entries(node)) if (typeof value === 'number' && names.test(name)) return value
  for (const value of Object.values(node)) {
    const inner = numberIn(value, names, depth + 1)
    if (inner !== null) return inner
  }
  return null
}

/** What the service says that a user holds, by the first operation that tells a number. */
export async function heldBy(probing: Probing, user: Session, holding: readonly Operation[]): Promise<number | null> {
  for (const { path } of holding) {
    const held = balanceIn(await probing.send(user, { method: 'GET', path, mayFail: true }))
    if (held !== null) return held
  }
  return null
}
