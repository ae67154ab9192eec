import { definitionsOf } from '../engine/definitions.ts'
import type { Block, BlockIndex, Instruction, IrFunction, Slot, Terminator } from '../ir/ir.ts'
import { comesFrom } from './comes-from.ts'
import { COMPARES_DIGEST, namesCalled } from './digests.ts'
import { ordinarySuccessors } from './function-view.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'
import { stringAt } from './reader.ts'

/** Columns that keep what only the holder of a secret can answer to. */
const KEPT_SECRET = /(?:^|_)(?:hash|digest|verifier|secret|mac)(?:ed)?$|(?:token|code|secret|key|pin|password)_?hash/i
/** Calls that compare a secret with the slow hash that is kept of it. */
const VERIFIES_HASH =
  /^(?:bcrypt(?:js)?\.(?:compare(?:Sync)?|checkpw)|argon2\.(?:verify|PasswordHasher\(\)\.verify)|@node-rs\/(?:argon2|bcrypt)\.(?:verify|compare)(?:Sync)?|werkzeug\.security\.check_password_hash|django\.contrib\.auth\.hashers\.check_password|passlib\..*\.verify)$/
const DEEPEST = 8

const proven = new WeakMap<Reader, Map<IrFunction, readonly Slot[]>>()

/**
 * Whether the function that asks for a row goes on only where a secret that the row keeps equals what was sent:
 * `const row = find(selector); if (!row || !equal(row.hash, digest(verifier))) return null`. Only who was given the secret gets that row.
 */
export function isProven(reader: Reader, call: SeenCall): boolean {
  let known = proven.get(reader)
  if (known === undefined) {
    known = new Map()
    proven.set(reader, known)
  }
  let rows = known.get(call.function)
  if (rows === undefined) {
    rows = rowsProven(reader, call)
    known.set(call.function, rows)
  }
  return rows.some((row) => comesFrom(call, row, call.call.dst))
}

/** Objects of which a secret is compared, where the other answer ends the function. */
function rowsProven(reader: Reader, target: FunctionRef): readonly Slot[] {
  const { blocks } = target.function
  return blocks.flatMap(({ terminator }) => {
    if (terminator.op !== 'branch') return []
    const rows = rowsCompared(reader, target, terminator.condition, 0)
    const { then, else: other } = terminator
    return rows.length > 0 && (endsWithout(reader, target, then, other) || endsWithout(reader, target, other, then)) ? rows : []
  })
}

function rowsCompared(reader: Reader, target: FunctionRef, slot: Slot, depth: number): readonly Slot[] {
  if (slot < 0 || depth > DEEPEST) return []
  return definitionsOf(target.module, target.function, slot).flatMap((definition): readonly Slot[] => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'unary') return rowsCompared(reader, target, instruction.operand, depth + 1)
    if (instruction.op === 'move' || instruction.op === 'await') return rowsCompared(reader, target, instruction.src, depth + 1)
    if (instruction.op === 'call')
      return compares(reader, instruction) ? instruction.args.flatMap(({ value }) => rowOfSecret(reader, target, value, 0)) : []
    if (instruction.op !== 'binary') return []
    const sides = [instruction.left, instruction.right]
    return /^[!=]==?$/.test(instruction.operator)
      ? sides.flatMap((side) => rowOfSecret(reader, target, side, 0))
      : sides.flatMap((side) => rowsCompared(reader, target, side, depth + 1))
  })
}

function compares(reader: Reader, instruction: Extract<Instruction, { op: 'call' }>): boolean {
  const seen = reader.seenCall(instruction)
  if (seen === undefined) return false
  const names = seen.callee.kind === 'function' ? namesCalled(reader, seen.callee.function) : [seen.name]
  return names.some((name) => COMPARES_DIGEST.test(name) || VERIFIES_HASH.test(name))
}

/** The row whose secret a value is: `row.hash`, `row["token_hash"].encode()`, `Buffer.from(row.digest, 'hex')`. */
function rowOfSecret(reader: Reader, target: FunctionRef, slot: Slot, depth: number): readonly Slot[] {
  const [only, ...others] = depth > 3 ? [] : definitionsOf(target.module, target.function, slot)
  if (only?.kind !== 'instruction' || others.length > 0) return []
  const { instruction } = only
  switch (instruction.op) {
    case 'get':
      return KEPT_SECRET.test(instruction.key) ? [instruction.object] : []
    case 'index':
      return KEPT_SECRET.test(stringAt(reader, target, instruction.index) ?? '') ? [instruction.object] : []
    case 'move':
    case 'await':
      return rowOfSecret(reader, target, instruction.src, depth + 1)
    case 'call':
      return [instruction.receiver, ...instruction.args.map(({ value }) => value)].flatMap((part) =>
        rowOfSecret(reader, target, part, depth + 1),
      )
    default:
      return []
  }
}

/** Whether the way from one side of a branch throws or returns before it meets what the other side leads to, or gives nothing. */
function endsWithout(reader: Reader, target: FunctionRef, from: BlockIndex, other: BlockIndex): boolean {
  const { blocks } = target.function
  const reached = reachedFrom(blocks, other)
  let at: BlockIndex | undefined = from
  for (let step = 0; step < DEEPEST && at !== undefined; step += 1) {
    const block: Block | undefined = blocks[at]
    if (block === undefined || reached.has(at)) return step > 0 && givesNothing(reader, target, blocks[from])
    const terminator: Terminator = block.terminator
    if (terminator.op === 'throw' || terminator.op === 'return' || terminator.op === 'stop') return true
    at = terminator.op === 'jump' ? terminator.to : undefined
  }
  return false
}

/** `return equal(row.hash, hash) ? row.user_id : null`. */
function givesNothing(reader: Reader, target: FunctionRef, block: Block | undefined): boolean {
  if (block === undefined || !block.instructions.every(({ op }) => op === 'move' || op === 'const')) return false
  return block.instructions.some((one) => {
    if (one.op === 'const') return !one.value
    const denoted = one.op === 'move' ? reader.denoter.denote(target, one.src) : null
    return denoted?.kind === 'constant' && !denoted.value
  })
}

function reachedFrom(blocks: readonly Block[], from: BlockIndex): ReadonlySet<BlockIndex> {
  const seen = new Set<BlockIndex>()
  const open: BlockIndex[] = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const block = blocks[at]
    if (seen.has(at) || block === undefined) continue
    seen.add(at)
    open.push(...ordinarySuccessors(block.terminator))
  }
  return seen
}
