import type { BlockIndex, Instruction, Slot, Terminator } from '../ir/ir.ts'
import { refusesWhere } from './guard-proof.ts'
import { statusesOfBlock } from './guard-statuses.ts'
import { definitionBehind, type FunctionRef, isConstant, type Reader } from './reader.ts'
import type { Manner } from './router-graph.ts'
import { CREDENTIAL, createTagReader, IDENTITY, type TagReader } from './value-tags.ts'

const IS_IN = /^is_?(?:authenticated|logged_?in|signed_?in)$/i
const IS_OUT = /^(?:is_?)?(?:anonymous|guest|unauthenticated|logged_?out|signed_?out)\w*$/i

/** What sessions keep of who is signed in. */
const CALLER_KEY = /^_?(?:user|uid|account|member|customer|login|logged|email|auth|token)/i

/** Whether an attached function only sends on who is signed in already: `if (req.user) return res.redirect('/')` before a login. */
export function isForGuests(reader: Reader, target: FunctionRef, manner: Manner): boolean {
  const tags = createTagReader(reader, new Map())
  return !refusesWhere(reader, target, manner, (condition) => truthForStrangers(reader, target, tags, condition))
}

/** Whether a side of a branch in a handler sends on who is signed in already. */
export function sendsOnSignedIn(
  reader: Reader,
  target: FunctionRef,
  tags: TagReader,
  branch: Extract<Terminator, { op: 'branch' }>,
  side: BlockIndex,
): boolean {
  const truth = truthForStrangers(reader, target, tags, branch.condition)
  if (truth === null || side === (truth ? branch.then : branch.else)) return false
  const block = target.function.blocks[side]
  return block !== undefined && statusesOfBlock(reader, target, block).some((status) => status >= 300 && status < 400)
}

/** What a condition is where nobody is signed in; null where it asks for something else. */
function truthForStrangers(reader: Reader, target: FunctionRef, tags: TagReader, condition: Slot): boolean | null {
  const made = definitionBehind(target, condition)?.instruction
  if (made?.op === 'unary' && made.operator === 'not') {
    const truth = truthForStrangers(reader, target, tags, made.operand)
    return truth === null ? null : !truth
  }
  if (made?.op === 'binary') return truthOfComparison(reader, target, tags, made)
  if (made?.op === 'call' && made.args.length === 0) {
    if (IS_IN.test(made.method)) return false
    if (IS_OUT.test(made.method)) return true
  }
  if (!isCaller(tags, target, condition)) return null
  return made?.op === 'get' && IS_OUT.test(made.key)
}

function truthOfComparison(
  reader: Reader,
  target: FunctionRef,
  tags: TagReader,
  { operator, left, right }: Extract<Instruction, { op: 'binary' }>,
): boolean | null {
  // `'user_id' in session`
  if (operator === 'in' || operator === 'not-in') {
    const key = reader.denoter.denote(target, left)
    const isAsked = key.kind === 'constant' && typeof key.value === 'string' && CALLER_KEY.test(key.value)
    return isAsked ? operator === 'not-in' : null
  }
  const [value, other] = isNothing(reader, target, right) ? [left, right] : [right, left]
  if (!isNothing(reader, target, other) || !isCaller(tags, target, value)) return null
  if (/^(?:==|===|is)$/.test(operator)) return true
  return /^(?:!=|!==|is-not)$/.test(operator) ? false : null
}

function isCaller(tags: TagReader, target: FunctionRef, slot: Slot): boolean {
  return (tags.tags(target, slot) & (IDENTITY | CREDENTIAL)) !== 0
}

function isNothing(reader: Reader, target: FunctionRef, slot: Slot): boolean {
  const denoted = reader.denoter.denote(target, slot)
  return isConstant(denoted, null) || (denoted.kind === 'constant' && denoted.value === undefined)
}
