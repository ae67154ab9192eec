import { definitionsOf } from '../../engine/definitions.ts'
import type { Denoter } from '../../engine/denote.ts'
import { boundAt, functionAt, type Program, type Scope } from '../../engine/program.ts'
import type { Block, Constant, Instruction, IrFunction, Module, Slot } from '../../ir/ir.ts'
import { ordinarySuccessors } from '../function-view.ts'
import { dictEntries } from '../handler-values.ts'

/** What is known of a value: a constant, or that it is something. */
type Known = { readonly value: Constant } | { readonly isObject: true }

const ROUNDS = 6

/** Leaves out of copies what does not run with what they were given, and names the methods that are called by it. */
export function foldCopies(program: Program, denoter: Denoter, from: ReadonlyMap<string, number>): readonly Module[] {
  return program.modules.map((module) => {
    const first = from.get(module.file)
    if (first === undefined) return module
    const functions = module.functions.map((fn) => (fn.index < first ? fn : foldCopy(denoter, module, fn)))
    return { ...module, functions }
  })
}

function foldCopy(denoter: Denoter, module: Module, copy: IrFunction): IrFunction {
  let folded = copy
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = foldOnce(denoter, { module, function: folded })
    if (next === null) break
    folded = next
  }
  return withNamedMethods(denoter, { module, function: folded })
}

function foldOnce(denoter: Denoter, scope: Scope): IrFunction | null {
  let isChanged = false
  const blocks = scope.function.blocks.map((block): Block => {
    const { terminator } = block
    if (terminator.op !== 'branch') return block
    const truth = truthOf(denoter, scope, block, terminator.condition)
    if (truth === null) return block
    isChanged = true
    return {
      ...block,
      terminator: { op: 'jump', to: truth ? terminator.then : terminator.else, start: terminator.start, end: terminator.end },
    }
  })
  if (!isChanged) return null
  const reached = reachable(blocks)
  const kept = blocks.map(
    (block, index): Block => (reached.has(index) ? block : { ...block, instructions: [], terminator: { op: 'stop', start: 0, end: 0 } }),
  )
  return { ...scope.function, blocks: withoutReplaced(scope.function, kept) }
}

/** Leaves out what a default has replaced: of the blocks that follow one another, the last assignment of a parameter or its part counts. */
function withoutReplaced(owner: IrFunction, blocks: readonly Block[]): readonly Block[] {
  const assigned = new Map<Slot, Instruction>()
  const replaced = new Set<Instruction>()
  const seen = new Set<number>()
  for (let index: number | null = 0; index !== null && !seen.has(index); ) {
    seen.add(index)
    const block: Block | undefined = blocks[index]
    for (const instruction of block?.instructions ?? []) {
      if (!('dst' in instruction) || !isOfParameter(owner, instruction.dst)) continue
      const before = assigned.get(instruction.dst)
      if (before !== undefined) replaced.add(before)
      assigned.set(instruction.dst, instruction)
    }
    index = block?.terminator.op === 'jump' ? block.terminator.to : null
  }
  return blocks.map((block) => ({ ...block, instructions: block.instructions.filter((instruction) => !replaced.has(instruction)) }))
}

/** Copies have no parameters any more: what they are given stands first in them. */
const isOfParameter = ({ names, blocks }: IrFunction, slot: Slot): boolean =>
  names.get(slot)?.startsWith('<default>') === true ||
  (blocks[0]?.instructions.some((one) => one.start === 0 && one.end === 0 && 'dst' in one && one.dst === slot) ?? false)

function reachable(blocks: readonly Block[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const open = [0]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const block = blocks[index]
    if (block === undefined || reached.has(index)) continue
    reached.add(index)
    open.push(...ordinarySuccessors(block.terminator))
    if (block.handler >= 0) open.push(block.handler)
  }
  return reached
}

/** What a condition is; null where it is not known. */
function truthOf(denoter: Denoter, scope: Scope, block: Block, slot: Slot): boolean | null {
  const instruction = assignmentIn(scope, block, slot)
  if (instruction?.op === 'unary' && instruction.operator === 'not') {
    const inner = truthOf(denoter, scope, block, instruction.operand)
    return inner === null ? null : !inner
  }
  if (instruction?.op === 'binary' && (instruction.operator === '==' || instruction.operator === '!=')) {
    const left = knownAt(denoter, scope, block, instruction.left)
    const right = knownAt(denoter, scope, block, instruction.right)
    const isEqual = left === null || right === null ? null : areEqual(left, right)
    return isEqual === null ? null : isEqual === (instruction.operator === '==')
  }
  const compare = instruction?.op === 'binary' ? COMPARISONS.get(instruction.operator) : undefined
  if (instruction?.op === 'binary' && compare !== undefined) {
    const left = knownAt(denoter, scope, block, instruction.left)
    const right = knownAt(denoter, scope, block, instruction.right)
    if (left === null || right === null || 'isObject' in left || 'isObject' in right) return null
    return typeof left.value === 'number' && typeof right.value === 'number' ? compare(left.value, right.value) : null
  }
  const known = knownAt(denoter, scope, block, slot)
  return known === null ? null : 'isObject' in known || Boolean(known.value)
}

const COMPARISONS: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['>', (left, right) => left > right],
  ['>=', (left, right) => left >= right],
  ['<', (left, right) => left < right],
  ['<=', (left, right) => left <= right],
])

function areEqual(left: Known, right: Known): boolean | null {
  if ('isObject' in left) return 'isObject' in right ? null : false
  if ('isObject' in right) return false
  if (left.value == null && right.value == null) return true
  return left.value === right.value
}

/** The last assignment in the block, else the only one. */
function assignmentIn(scope: Scope, block: Block, slot: Slot): Instruction | null {
  const last = block.instructions.findLast((instruction) => 'dst' in instruction && instruction.dst === slot)
  if (last !== undefined) return last
  const [only, ...more] = definitionsOf(scope.module, scope.function, slot)
  return only?.kind === 'instruction' && more.length === 0 ? only.instruction : null
}

function knownAt(denoter: Denoter, scope: Scope, block: Block, slot: Slot, depth = 0): Known | null {
  const instruction = depth > 12 ? null : assignmentIn(scope, block, slot)
  if (instruction === null) return null
  switch (instruction.op) {
    case 'const':
      return { value: instruction.value }
    case 'move':
      return knownAt(denoter, scope, block, instruction.src, depth + 1)
    case 'load-up':
      return denoted(denoter, { module: scope.module, function: functionAt(scope.module, instruction.function) }, instruction.slot)
    case 'bound': {
      const given = boundAt(scope.module, instruction)
      return given === null ? null : denoted(denoter, given.scope, given.slot)
    }
    case 'get':
      return memberAt(denoter, scope, instruction)
    default:
      return denoted(denoter, scope, slot)
  }
}

/** A member of an object that is written out: absent ones are known too. */
function memberAt(denoter: Denoter, scope: Scope, { object, key, dst }: Extract<Instruction, { op: 'get' }>): Known | null {
  const whole = denoter.denote(scope, object)
  if (whole.kind === 'constant' && whole.value == null) return null
  if (whole.kind === 'list' && key === 'length') return whole.isComplete ? { value: whole.items.length } : null
  if (whole.kind !== 'dict') return denoted(denoter, scope, dst)
  const entry = dictEntries(scope, object).findLast((one) => one.key === key)
  if (entry !== undefined) return denoted(denoter, entry.scope, entry.value)
  if (whole.entries.has(key)) return denoted(denoter, scope, dst)
  return whole.isComplete ? { value: undefined } : null
}

function denoted(denoter: Denoter, scope: Scope, slot: Slot): Known | null {
  const found = denoter.denote(scope, slot)
  switch (found.kind) {
    case 'constant':
      return { value: found.value }
    case 'function':
    case 'class':
    case 'instance':
    case 'list':
    case 'dict':
    case 'regex':
    case 'module':
      return { isObject: true }
    case 'library':
      return /^process\.env\b/.test(found.name) || /\(\)\./.test(found.name) ? null : { isObject: true }
    default: {
      // What a function of the tree gives is unknown and yet something, as far as whoever writes it there is concerned.
      const [only, ...more] = definitionsOf(scope.module, scope.function, slot)
      return only?.kind === 'instruction' && more.length === 0 && only.instruction.op === 'function' ? { isObject: true } : null
    }
  }
}

/** `router[method](path, ...)` where the method is known by now. */
function withNamedMethods(denoter: Denoter, scope: Scope): IrFunction {
  const blocks = scope.function.blocks.map(
    (block): Block => ({
      ...block,
      instructions: block.instructions.map((instruction) => {
        if (instruction.op !== 'call' || instruction.callee < 0) return instruction
        const [only, ...more] = definitionsOf(scope.module, scope.function, instruction.callee)
        if (only?.kind !== 'instruction' || more.length > 0 || only.instruction.op !== 'index') return instruction
        const key = methodNamed(denoter, scope, only.instruction.index)
        return key === null ? instruction : { ...instruction, callee: -1, receiver: only.instruction.object, method: key }
      }),
    }),
  )
  return { ...scope.function, blocks }
}

/** `'get'`, `'GET'.toLowerCase()`. */
function methodNamed(denoter: Denoter, scope: Scope, slot: Slot): string | null {
  const [only] = definitionsOf(scope.module, scope.function, slot)
  const lowered =
    only?.kind === 'instruction' && only.instruction.op === 'call' && only.instruction.method === 'toLowerCase'
      ? only.instruction.receiver
      : slot
  const found = denoter.denote(scope, lowered)
  return found.kind === 'constant' && typeof found.value === 'string' && /^[a-zA-Z]+$/.test(found.value) ? found.value.toLowerCase() : null
}
