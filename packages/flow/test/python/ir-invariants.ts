import type { Block, Instruction, IrFunction, Module, Slot, Terminator } from '../../src/ir/ir.ts'

/** Every promise of the representation that a module breaks, as sentences; empty when it is sound. */
export function brokenInvariants(module: Module, text: string): string[] {
  const broken: string[] = []
  const say = (where: string, what: string): void => {
    if (broken.length < 20) broken.push(`${where}: ${what}`)
  }
  for (let line = 1; line < module.lineStarts.length; line++) {
    if ((module.lineStarts[line] ?? 0) <= (module.lineStarts[line - 1] ?? 0))
      say('module', `line ${line} does not start after the one before`)
  }
  for (let index = 0; index < module.functions.length; index++) {
    const irFunction = module.functions[index]
    if (irFunction === undefined) say('module', `function ${index} is missing`)
    else checkFunction(module, irFunction, index, text, say)
  }
  for (let index = 0; index < module.classes.length; index++) {
    const irClass = module.classes[index]
    if (irClass?.index !== index) say('module', `class ${index} is missing`)
    for (const member of irClass?.members ?? []) {
      if (member.function >= 0 && module.functions[member.function]?.ownerClass !== index)
        say(`class ${irClass?.name}`, `${member.name} is not its method`)
    }
  }
  const body = module.functions[0]
  for (const item of module.exports) {
    if (item.kind === 'local' && body?.names.get(item.slot) !== item.name) say('module', `export ${item.name} is no variable of the body`)
  }
  return broken
}

type Say = (where: string, what: string) => void

function checkFunction(module: Module, irFunction: IrFunction, index: number, text: string, say: Say): void {
  const where = `${module.file} ${irFunction.name}`
  const tell = (what: string): void => say(where, what)
  if (irFunction.index !== index) tell(`has index ${irFunction.index} at ${index}`)
  if (index > 0 && !(irFunction.parent >= 0 && irFunction.parent < index)) tell(`parent ${irFunction.parent}`)
  for (const block of irFunction.blocks) {
    checkTargets(block, irFunction.blocks.length, tell)
    for (const step of [...block.instructions, block.terminator]) {
      if (!(step.start >= 0 && step.start <= step.end && step.end <= text.length)) tell(`${step.op} at ${step.start}..${step.end}`)
    }
    for (const instruction of block.instructions) checkUpward(module, irFunction, instruction, tell)
  }
  checkSlots(irFunction, tell)
}

function checkTargets(block: Block, count: number, tell: (what: string) => void): void {
  for (const target of [...successors(block.terminator), ...(block.handler < 0 ? [] : [block.handler])]) {
    if (!(target >= 0 && target < count)) tell(`jumps to block ${target}`)
  }
}

function checkUpward(module: Module, irFunction: IrFunction, instruction: Instruction, tell: (what: string) => void): void {
  if (instruction.op === 'function' && module.functions[instruction.function] === undefined) tell(`makes function ${instruction.function}`)
  if (instruction.op === 'class' && module.classes[instruction.class] === undefined) tell(`makes class ${instruction.class}`)
  if (instruction.op !== 'load-up' && instruction.op !== 'store-up') return
  let outer = irFunction.parent
  while (outer >= 0 && outer !== instruction.function) outer = module.functions[outer]?.parent ?? -1
  if (outer < 0) tell(`${instruction.op} from function ${instruction.function}, which does not enclose it`)
  else if (module.functions[outer]?.captured.has(instruction.slot) !== true)
    tell(`slot ${instruction.slot} of function ${outer} is not marked as captured`)
}

export function successors(terminator: Terminator): readonly number[] {
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

/** Each temporary is assigned once, and before each use on every path; an exception may leave a block before its assignments. */
function checkSlots(irFunction: IrFunction, tell: (what: string) => void): void {
  const { blocks, names, parameters } = irFunction
  const isVariable = (slot: Slot): boolean => names.has(slot) || parameters.some((parameter) => parameter.slot === slot)
  const order = reachable(irFunction)
  const dominators = immediateDominators(order, irFunction)
  const definition = new Map<Slot, { block: number; place: number }>()
  const define = (slot: Slot, block: number, place: number): void => {
    if (slot >= irFunction.slotCount || slot < 0) tell(`assigns slot ${slot} of ${irFunction.slotCount}`)
    if (isVariable(slot)) return
    if (definition.has(slot)) tell(`assigns temporary $${slot} twice`)
    definition.set(slot, { block, place })
  }
  const nodes = order.filter((node) => node % 2 === 1).map((node) => (node - 1) / 2)
  for (const number of nodes) {
    const block = blocks[number] as Block
    for (const [place, instruction] of block.instructions.entries()) if ('dst' in instruction) define(instruction.dst, number, place)
    if (block.terminator.op === 'next') define(block.terminator.dst, number, block.instructions.length)
    if (block.terminator.op === 'stop') tell(`block ${number} is reached and has no end`)
  }
  for (const number of nodes) {
    const block = blocks[number] as Block
    for (const [place, step] of [...block.instructions, block.terminator].entries()) {
      for (const slot of usedSlots(step)) {
        if (slot < 0 || slot >= irFunction.slotCount) tell(`${step.op} uses slot ${slot}`)
        if (isVariable(slot)) continue
        const made = definition.get(slot)
        const isBefore =
          made !== undefined && (made.block === number ? made.place < place : dominates(dominators, made.block * 2 + 1, number * 2))
        if (!isBefore) tell(`${step.op} in block ${number} uses $${slot} before it is assigned`)
      }
    }
  }
}

/** A block is two nodes: 2n before its instructions, whence exceptions go, and 2n+1 after them. Reverse postorder. */
function reachable({ blocks }: IrFunction): number[] {
  const seen = new Set<number>([0])
  const postorder: number[] = []
  const stack: { node: number; next: number[] }[] = [{ node: 0, next: edges(blocks, 0) }]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next.pop()
    if (next === undefined) {
      postorder.push(top.node)
      stack.pop()
    } else if (!seen.has(next)) {
      seen.add(next)
      stack.push({ node: next, next: edges(blocks, next) })
    }
  }
  return postorder.reverse()
}

function edges(blocks: readonly Block[], node: number): number[] {
  const block = blocks[node >> 1]
  if (block === undefined) return []
  if (node % 2 === 0) return block.handler < 0 ? [node + 1] : [node + 1, block.handler * 2]
  return successors(block.terminator).map((target) => target * 2)
}

/** Cooper, Harvey and Kennedy's iteration, over positions in reverse postorder. */
function immediateDominators(order: readonly number[], { blocks }: IrFunction): Map<number, number> {
  const position = new Map(order.map((node, index) => [node, index]))
  const predecessors = order.map((): number[] => [])
  for (const [index, node] of order.entries())
    for (const target of edges(blocks, node)) predecessors[position.get(target) ?? 0]?.push(index)
  const immediate: number[] = order.map(() => -1)
  immediate[0] = 0
  const meet = (a: number, b: number): number => {
    let left = a
    let right = b
    while (left !== right) {
      while (left > right) left = immediate[left] ?? 0
      while (right > left) right = immediate[right] ?? 0
    }
    return left
  }
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (let index = 1; index < order.length; index++) {
      const known = (predecessors[index] ?? []).filter((predecessor) => immediate[predecessor] !== -1)
      const found = known.reduce(meet)
      if (immediate[index] !== found) {
        immediate[index] = found
        isChanged = true
      }
    }
  }
  return new Map(order.map((node, index) => [node, order[immediate[index] ?? 0] ?? 0]))
}

function dominates(dominators: ReadonlyMap<number, number>, dominator: number, node: number): boolean {
  for (let up = node; ; ) {
    if (up === dominator) return true
    const next = dominators.get(up)
    if (next === undefined || next === up) return false
    up = next
  }
}

/** The slots that an instruction or a terminator reads. */
export function usedSlots(step: Instruction | Terminator): Slot[] {
  switch (step.op) {
    case 'move':
    case 'store-up':
    case 'await':
    case 'yield':
    case 'enter':
    case 'exit':
    case 'matches':
    case 'return':
    case 'throw':
      return [step.src]
    case 'binary':
      return [step.left, step.right]
    case 'unary':
      return [step.operand]
    case 'template':
      return step.parts.filter((part) => typeof part === 'number')
    case 'get':
    case 'element':
      return [step.object]
    case 'set':
      return [step.object, step.src]
    case 'index':
      return [step.object, step.index]
    case 'set-index':
      return [step.object, step.index, step.src]
    case 'delete':
      return typeof step.key === 'number' ? [step.object, step.key] : [step.object]
    case 'slice':
      return [step.object, ...[step.from, step.to, step.step].filter((slot) => slot !== -1)]
    case 'call':
      return [step.receiver === -1 ? step.callee : step.receiver, ...step.args.map((argument) => argument.value)]
    case 'list':
      return [...step.items]
    case 'dict':
      return step.entries.flatMap((entry) => (entry.kind === 'computed' ? [entry.key, entry.value] : [entry.value]))
    case 'append':
      return step.key === -1 ? [step.object, step.value] : [step.object, step.key, step.value]
    case 'branch':
      return [step.condition]
    case 'next':
      return [step.iterable]
    default:
      return []
  }
}
