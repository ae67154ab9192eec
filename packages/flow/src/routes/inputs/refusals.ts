import type { Block, BlockIndex, IrFunction, Slot } from '../../ir/ir.ts'
import type { Reader } from '../reader.ts'

/** What has to be true for a request to go on: `must` the condition, `must-not`, or nothing is known. */
export type Polarity = 'must' | 'must-not' | 'unknown'

interface Uses {
  readonly branches: ReadonlyMap<Slot, readonly (readonly [BlockIndex, BlockIndex])[]>
  readonly returned: ReadonlySet<Slot>
  readonly negated: ReadonlyMap<Slot, Slot>
  readonly moved: ReadonlyMap<Slot, Slot>
}

const uses = new WeakMap<IrFunction, Uses>()
const refusing = new WeakMap<IrFunction, Map<BlockIndex, boolean>>()
const MAX_JUMPS = 4
const COMPLAINTS = /err|problem|issue|missing|invalid|violation|complaint|failure/i

/** Whether a function is a test whose answer its caller acts upon, and how its caller does. */
export type ReturnedPolarity = () => Polarity

/** What the branches that a condition decides say of it. */
export function polarityOf(reader: Reader, fn: IrFunction, slot: Slot, returned: ReturnedPolarity, depth = 0): Polarity {
  const { branches, returned: results, negated, moved } = usesOf(fn)
  for (const [then, otherwise] of branches.get(slot) ?? []) {
    const isRefusedThen = refuses(reader, fn, then)
    const isRefusedElse = refuses(reader, fn, otherwise)
    if (isRefusedThen !== isRefusedElse) return isRefusedThen ? 'must-not' : 'must'
  }
  if (depth > 4) return 'unknown'
  const inverse = negated.get(slot)
  if (inverse !== undefined) return opposite(polarityOf(reader, fn, inverse, returned, depth + 1))
  const copy = moved.get(slot)
  if (copy !== undefined) return polarityOf(reader, fn, copy, returned, depth + 1)
  return results.has(slot) ? returned() : 'unknown'
}

const opposite = (polarity: Polarity): Polarity => (polarity === 'must' ? 'must-not' : polarity === 'must-not' ? 'must' : 'unknown')

function usesOf(fn: IrFunction): Uses {
  const known = uses.get(fn)
  if (known !== undefined) return known
  const branches = new Map<Slot, (readonly [BlockIndex, BlockIndex])[]>()
  const returned = new Set<Slot>()
  const negated = new Map<Slot, Slot>()
  const moved = new Map<Slot, Slot>()
  for (const { instructions, terminator } of fn.blocks) {
    if (terminator.op === 'branch')
      branches.set(terminator.condition, [...(branches.get(terminator.condition) ?? []), [terminator.then, terminator.else]])
    if (terminator.op === 'return') returned.add(terminator.src)
    for (const instruction of instructions) {
      if (instruction.op === 'unary' && instruction.operator === 'not') negated.set(instruction.operand, instruction.dst)
      if (instruction.op === 'move') moved.set(instruction.src, instruction.dst)
    }
  }
  const made = { branches, returned, negated, moved }
  uses.set(fn, made)
  return made
}

/** Whether a block and those it jumps to end in a refusal: an exception, an answer of 400 to 499, a noted complaint, nothing in a helper. */
function refuses(reader: Reader, fn: IrFunction, start: BlockIndex): boolean {
  let known = refusing.get(fn)
  if (known === undefined) {
    known = new Map()
    refusing.set(fn, known)
  }
  const before = known.get(start)
  if (before !== undefined) return before
  known.set(start, false)
  const answer = seenRefusing(reader, fn, start)
  known.set(start, answer)
  return answer
}

function seenRefusing(reader: Reader, fn: IrFunction, start: BlockIndex): boolean {
  let at = start
  for (let step = 0; step < MAX_JUMPS; step += 1) {
    const block = fn.blocks[at]
    if (block === undefined) return false
    if (complains(reader, fn, block)) return true
    const { terminator } = block
    if (terminator.op === 'throw') return true
    if (terminator.op === 'return') return isNothing(block, terminator.src) && fn.parent === 0 && fn.kind !== 'module'
    if (terminator.op !== 'jump') return false
    at = terminator.to
  }
  return false
}

/** `return null`, `return false`: what a helper gives for a value that it does not take. */
const isNothing = ({ instructions }: Block, slot: Slot): boolean =>
  instructions.some(
    (instruction) => instruction.op === 'const' && instruction.dst === slot && (instruction.value === null || instruction.value === false),
  )

function complains(reader: Reader, fn: IrFunction, { instructions }: Block): boolean {
  return instructions.some((instruction) => {
    if (instruction.op === 'const') return isRefusalCode(instruction.value)
    if (instruction.op !== 'call') return false
    if (/^(?:push|append|add)$/.test(instruction.method)) return COMPLAINTS.test(fn.names.get(instruction.receiver) ?? '')
    const seen = reader.seenCall(instruction)
    return seen?.callee.kind === 'function' && seen.callee.function !== fn && answersRefusal(seen.callee.function)
  })
}

const isRefusalCode = (value: unknown): boolean => value === 400 || value === 422

/** `badRequest('...')` of the tree: a function of one block that names the code. */
function answersRefusal({ blocks }: IrFunction): boolean {
  return blocks.length <= 2 && blocks.some(({ instructions }) => instructions.some((one) => one.op === 'const' && isRefusalCode(one.value)))
}
