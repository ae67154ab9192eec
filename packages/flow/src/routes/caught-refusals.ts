import type { Block, BlockIndex, IrFunction } from '../ir/ir.ts'
import { type FunctionRef, isServed, type Reader, type SeenCall } from './reader.ts'

/** Errors by whose name the code below says that the caller may not do it. */
const DENIED =
  /^(?:(?:Not|Un)_?(?:Authori[sz]ed|Permitted|Allowed)|Forbidden|Access_?Denied|Permission_?Denied|Authori[sz]ation)(?:Error|Exception)?$/
const DEEPEST = 4

/** A clause that catches such an error, and the blocks whose errors come to it. */
export interface CaughtRefusal {
  readonly clause: BlockIndex
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * `try: delete_package(id) except NotAuthorized: abort(403)`: the code that does the work asks whether the caller may. Only where that code
 * raises the error, or cannot be told while some code of the tree does.
 */
export function caughtRefusals(reader: Reader, target: FunctionRef): readonly CaughtRefusal[] {
  const { blocks } = target.function
  return blocks.flatMap((block, clause): CaughtRefusal[] => {
    const [caught] = block.instructions
    if (caught?.op !== 'catch') return []
    const type = caught.types.map((name) => name.slice(name.lastIndexOf('.') + 1)).find((name) => DENIED.test(name))
    if (type === undefined) return []
    const calls = reader.callsIn(target.function).filter(({ call }) => comesTo(blocks, blockWith(blocks, call), clause))
    const isRaised = calls.some((call) => mayRaise(reader, call, type, 0)) && raisesAnywhere(reader, type)
    return isRaised ? [{ clause, type, start: caught.start, end: caught.end }] : []
  })
}

const blockWith = (blocks: readonly Block[], call: SeenCall['call']): Block | undefined =>
  blocks.find(({ instructions }) => instructions.includes(call))

/** Whether what a block throws comes to a clause, past those before it. */
function comesTo(blocks: readonly Block[], from: Block | undefined, clause: BlockIndex): boolean {
  const seen = new Set<BlockIndex>()
  for (let at = from?.handler ?? -1; at >= 0 && !seen.has(at); at = blocks[at]?.handler ?? -1) {
    if (at === clause) return true
    if (blocks[at]?.instructions[0]?.op !== 'catch') return false
    seen.add(at)
  }
  return false
}

function mayRaise(reader: Reader, { callee }: SeenCall, type: string, depth: number): boolean {
  if (callee.kind === 'unknown') return depth === 0
  if (callee.kind !== 'function') return false
  if (raises(reader, callee.module.file, callee.function, type)) return true
  return depth < DEEPEST && reader.callsIn(callee.function).some((call) => mayRaise(reader, call, type, depth + 1))
}

const raises = (reader: Reader, file: string, { start, end }: IrFunction, type: string): boolean =>
  raiseOf(type).test(reader.textOf(file).slice(start, end))

const raiseOf = (type: string): RegExp => new RegExp(`\\braise\\s+(?:\\w+\\.)*${type}\\b`)

function raisesAnywhere(reader: Reader, type: string): boolean {
  const expression = raiseOf(type)
  return reader.program.modules.some(
    ({ file, language }) => language === 'python' && isServed(reader, file) && expression.test(reader.textOf(file)),
  )
}
