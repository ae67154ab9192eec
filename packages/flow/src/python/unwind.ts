import type { Slot } from '../ir/ir.ts'
import type { Lowering } from './lowering.ts'

/**
 * Lowers what runs when control leaves the frames above `keep` (`return`, `break`, `continue`): suites of `finally`, a copy
 * for each way out, and the exits of context managers, innermost first. The caller ends the block and restores the handler.
 */
export function unwind(lowering: Lowering, keep: number, node: number): void {
  const { build, frames } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  for (let index = frames.length - 1; index >= keep; index--) {
    const frame = frames[index]
    if (frame === undefined || frame.kind === 'loop') continue
    lowering.frames = frames.slice(0, index)
    build.handler = frame.handler
    build.jumpTo(build.newBlock(), start, end)
    if (frame.kind === 'with') exitManagers(lowering, frame.managers, node)
    else copyFinally(lowering, frame.suite)
  }
  lowering.frames = frames
}

export function exitManagers(lowering: Lowering, managers: readonly Slot[], node: number): void {
  for (const src of managers.toReversed()) lowering.build.emit({ op: 'exit', src, start: lowering.start(node), end: lowering.end(node) })
}

/** Nested, the copies could double at each level: a budget bounds them, and what it refuses is reported. */
export function copyFinally(lowering: Lowering, suite: number): void {
  const size = (lowering.table.next[suite] as number) - suite
  if (size > lowering.copyBudget) {
    lowering.issue('too-long', suite, 'the suite of this `finally` is not followed on every way out of its `try`')
    return
  }
  lowering.copyBudget -= size
  lowering.suite(suite)
}
