import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { possibleValues } from './handler-values.ts'
import { MAKERS, nodeOf, receiverNode, type Walk } from './javascript-nodes.ts'
import { callBehind, type FunctionRef, siteKey } from './reader.ts'
import { makerOf } from './registrars/origin.ts'
import type { RouterNode } from './router-graph.ts'

/** The routers given to `use`: one, or each of a list that is written out where a loop mounts them. */
export function mountedRouters(walk: Walk, scope: Scope, slot: Slot): readonly RouterNode[] {
  const one = mountedRouter(walk, scope, slot)
  if (one !== null) return [one]
  return possibleValues(walk.reader, scope, slot).flatMap((denoted) => nodeOf(walk, denoted) ?? [])
}

/** A router given to `use`; of those of which there are copies, the one of the call that made what is given. */
export function mountedRouter(walk: Walk, scope: Scope, slot: Slot): RouterNode | null {
  const found = routerAt(walk, scope, slot)
  const made = makerOf(walk.reader, scope, slot)
  if (made === null) return found
  for (const node of walk.nodes.values()) {
    const { copyOf } = node
    if (copyOf === undefined || copyOf.file !== made.module.file || copyOf.start !== made.call.start || copyOf.end !== made.call.end)
      continue
    if (found === null || copyOf.key === found.key) return node
  }
  return found
}

/** Itself, `router.routes()` of Koa, `mount('/x', app)`, `require('./routes')(deps)`. */
function routerAt(walk: Walk, scope: Scope, slot: Slot): RouterNode | null {
  const denoted = walk.reader.denoter.denote(scope, slot)
  const direct = nodeOf(walk, denoted)
  if (direct !== null) return direct
  const call = callBehind(walk.reader, scope, slot)
  if (call === null) return null
  if (call.call.receiver >= 0 && /^(?:routes|middleware|router|build)$/.test(call.method)) return receiverNode(walk, call)
  return call.callee.kind === 'function' ? routerMadeBy(walk, { module: call.callee.module, function: call.callee.function }) : null
}

/** A factory that makes a router and returns it by a way we do not follow: the only router made inside it. */
function routerMadeBy(walk: Walk, target: FunctionRef): RouterNode | null {
  const made = walk.reader.callsIn(target.function).filter((call) => MAKERS.has(`${call.name}()`))
  const only = made[0]
  return made.length === 1 && only !== undefined ? (walk.nodes.get(siteKey(only)) ?? null) : null
}
