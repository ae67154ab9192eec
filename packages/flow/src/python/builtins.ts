import type { Slot } from '../ir/ir.ts'
import type { Lowering } from './lowering.ts'

/** A call that the syntax implies of a builtin. */
export function emitBuiltin(lowering: Lowering, node: number, name: string, values: readonly Slot[]): Slot {
  const callee = lowering.global(node, name)
  const dst = lowering.build.temporary()
  lowering.build.emit({
    op: 'call',
    dst,
    callee,
    receiver: -1,
    method: '',
    args: values.map((value) => ({ kind: 'positional', value })),
    isNew: false,
    isDecorator: false,
    isOptional: false,
    start: lowering.start(node),
    end: lowering.end(node),
  })
  return dst
}
