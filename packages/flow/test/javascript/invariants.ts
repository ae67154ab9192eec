import type { Block, Instruction, IrFunction, Module, Slot, Terminator } from '../../src/ir/ir.ts'

/**
 * What the intermediate representation promises, checked: targets and slots exist, offsets lie in the text, and in blocks
 * that can be reached every temporary is assigned by one instruction that dominates its uses. Returns what is broken.
 */
export function brokenPromises(module: Module, text: string): string[] {
  const broken: string[] = []
  for (const [index, each] of module.functions.entries()) {
    if (each.index !== index) broken.push(`function ${index} says it is ${each.index}`)
    for (const message of inFunction(module, each, text)) broken.push(`${each.name} (${index}): ${message}`)
  }
  for (const { parent, body, bases, decorators, members } of module.classes) {
    if (module.functions[body]?.kind !== 'class-body') broken.push(`class body ${body} is none`)
    const slots = [...bases, ...decorators]
    const count = module.functions[parent]?.slotCount ?? 0
    if (slots.some((slot) => slot < 0 || slot >= count)) broken.push(`class with slots outside of its parent`)
    for (const { slot, function: method } of members) {
      if (slot >= (module.functions[body]?.slotCount ?? 0) || method >= module.functions.length) broken.push('member out of range')
    }
  }
  for (const entry of module.exports) {
    if (entry.kind === 'local' && !(entry.slot >= 0 && entry.slot < (module.functions[0]?.slotCount ?? 0)))
      broken.push(`export ${entry.name} has no slot`)
  }
  return broken
}

function* inFunction(module: Module, each: IrFunction, text: string): Generator<string> {
  const { blocks } = each
  for (const [position, block] of blocks.entries()) {
    for (const target of [...targetsOf(block.terminator), ...(block.handler >= 0 ? [block.handler] : [])]) {
      if (blocks[target] === undefined) yield `block ${position} goes to ${target}, which is not there`
    }
    for (const step of [...block.instructions, block.terminator]) {
      if (!(step.start >= 0 && step.start <= step.end && step.end <= text.length)) yield `offsets ${step.start}-${step.end} of ${step.op}`
      for (const slot of [...usesOf(step), ...definitionsOf(step)]) {
        if (!(slot >= 0 && slot < each.slotCount)) yield `${step.op} names slot ${slot} of ${each.slotCount}`
      }
      if (step.op === 'load-up' || step.op === 'store-up') {
        const owner = module.functions[step.function]
        if (owner === undefined || !owner.captured.has(step.slot))
          yield `${step.op} of ${step.function}:${step.slot}, which is not captured`
        if (!isAncestor(module, each, step.function)) yield `${step.op} of ${step.function}, which does not enclose it`
      }
    }
  }
  yield* temporaries(each)
}

function isAncestor(module: Module, each: IrFunction, wanted: number): boolean {
  for (let at = each.parent; at >= 0; at = module.functions[at]?.parent ?? -1) if (at === wanted) return true
  return false
}

/** Forward analysis: the slots assigned on every path to each reachable block. */
function* temporaries({ blocks, names, parameters, selfSlot, slotCount }: IrFunction): Generator<string> {
  const isTemporary = (slot: Slot) => !names.has(slot) && slot !== selfSlot && !parameters.some((parameter) => parameter.slot === slot)
  const assigned = new Map<number, Uint8Array>([[0, new Uint8Array(slotCount)]])
  const work = [0]
  const seen = new Uint8Array(slotCount)
  while (work.length > 0) {
    const index = work.pop() as number
    const state = Uint8Array.from(assigned.get(index) as Uint8Array)
    const { instructions, terminator, handler } = blocks[index] as Block
    const flow = (target: number, from: Uint8Array) => {
      const known = assigned.get(target)
      if (known === undefined) assigned.set(target, Uint8Array.from(from))
      else {
        let isChanged = false
        for (let slot = 0; slot < slotCount; slot++) {
          if (known[slot] === 1 && from[slot] === 0) {
            known[slot] = 0
            isChanged = true
          }
        }
        if (!isChanged) return
      }
      work.push(target)
    }
    if (handler >= 0) flow(handler, state)
    for (const instruction of instructions) for (const slot of definitionsOf(instruction)) state[slot] = 1
    for (const slot of definitionsOf(terminator)) state[slot] = 1
    for (const target of targetsOf(terminator)) flow(target, state)
  }
  for (const [index, entry] of [...assigned].sort(([a], [b]) => a - b)) {
    const state = Uint8Array.from(entry)
    const { instructions, terminator } = blocks[index] as Block
    for (const step of [...instructions, terminator]) {
      for (const slot of usesOf(step))
        if (isTemporary(slot) && state[slot] !== 1) yield `${step.op} in block ${index} uses %${slot} before it is assigned`
      for (const slot of definitionsOf(step)) {
        state[slot] = 1
        if (!isTemporary(slot)) continue
        if (seen[slot] === 1) yield `%${slot} is assigned twice`
        seen[slot] = 1
      }
    }
  }
}

export function targetsOf(terminator: Terminator): number[] {
  switch (terminator.op) {
    case 'jump':
      return [terminator.to]
    case 'branch':
      return [terminator.then, terminator.else]
    case 'next':
      return [terminator.body, terminator.exit]
    default:
      return []
  }
}

function definitionsOf(step: Instruction | Terminator): Slot[] {
  return 'dst' in step ? [step.dst] : []
}

const SLOT_FIELDS = ['src', 'left', 'right', 'operand', 'object', 'index', 'condition', 'iterable'] as const
const OPTIONAL_FIELDS = ['callee', 'receiver', 'from', 'to', 'step', 'key', 'value'] as const

function usesOf(step: Instruction | Terminator): Slot[] {
  const uses: Slot[] = []
  const fields = step as unknown as Record<string, unknown>
  for (const field of SLOT_FIELDS) if (typeof fields[field] === 'number') uses.push(fields[field])
  if (step.op === 'call' || step.op === 'slice' || step.op === 'append' || step.op === 'delete') {
    for (const field of OPTIONAL_FIELDS) if (typeof fields[field] === 'number' && fields[field] >= 0) uses.push(fields[field])
  }
  if (step.op === 'call') for (const { value } of step.args) uses.push(value)
  if (step.op === 'list') uses.push(...step.items)
  if (step.op === 'template') for (const part of step.parts) if (typeof part === 'number') uses.push(part)
  if (step.op === 'dict') {
    for (const entry of step.entries) {
      uses.push(entry.value)
      if (entry.kind === 'computed') uses.push(entry.key)
    }
  }
  return uses
}
