import type { Slot } from '../ir/ir.ts'
import { dictEntries, flatten, orderOf } from './handler-values.ts'
import type { Walk } from './javascript-nodes.ts'
import { positionalArguments, type Reader, type SeenCall } from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

/** `.get('/x', handler, { beforeHandle: asks })` of Elysia: a hook that returns a response ends the request. */
export function elysiaHooks(reader: Reader, call: SeenCall, options: Slot): readonly Attachment[] {
  return dictEntries(call, options).flatMap((entry) =>
    entry.key === 'beforeHandle'
      ? flatten(reader, entry.scope, [entry.value]).map((slot): Attachment => ({ scope: entry.scope, slot, manner: 'returns-nothing' }))
      : [],
  )
}

/** `.onBeforeHandle(asks)`, `.derive(({ headers }) => { ... })` which may throw, `.guard({ beforeHandle: asks })`. */
export function readElysiaHook(walk: Walk, node: RouterNode, call: SeenCall): void {
  if (node.framework !== 'elysia') return
  const [first, second] = positionalArguments(call.call)
  const slot = second ?? first
  if (slot === undefined) return
  // With a callback it holds for what that makes alone.
  if (call.method === 'guard' && second !== undefined) return
  const order = orderOf(walk, call)
  const attachments =
    call.method === 'guard'
      ? elysiaHooks(walk.reader, call, first ?? -1)
      : [{ scope: call, slot, manner: call.method === 'onBeforeHandle' ? 'returns-nothing' : 'returns' } as const]
  for (const attachment of attachments) node.uses.push({ path: '', attachment, order })
}

/** `.use(auth)` of Elysia: hooks of a plugin that say so hold for whoever uses it, from there on. */
export function inheritHooks({ reader, nodes }: Walk, node: RouterNode): void {
  for (const { child, order } of node.mounts) {
    const plugin = nodes.get(child)
    if (plugin?.framework !== 'elysia') continue
    for (const use of [...plugin.uses]) {
      const text = reader.textOf(use.attachment.scope.module.file)
      if (/\bas\s*:\s*['"](?:scoped|global)|\.as\(\s*['"]/.test(text)) node.uses.push({ ...use, order })
    }
  }
}
