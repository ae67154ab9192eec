import type {
  Block,
  BlockIndex,
  Constant,
  FunctionIndex,
  FunctionKind,
  Instruction,
  IrFunction,
  Parameter,
  Slot,
  Terminator,
  TypeReference,
} from './ir.ts'
import { namedType } from './named-type.ts'

/** What is known of a function before its body is lowered. */
export interface FunctionHead {
  readonly index: FunctionIndex
  readonly name: string
  readonly kind: FunctionKind
  readonly parent: FunctionIndex
  readonly ownerClass: number
  readonly isAsync: boolean
  readonly start: number
  readonly end: number
}

interface OpenBlock {
  readonly instructions: Instruction[]
  terminator: Terminator | null
  readonly handler: BlockIndex
}

/**
 * A function while it is lowered; language-neutral. Block 0 is open after construction; `freeze` gives the finished function.
 *
 * @example
 * const build = new FunctionBuilder(head)
 * const x = build.variable('x')
 * build.emit({ op: 'const', dst: x, value: 1, start, end })
 * build.terminate({ op: 'return', src: x, start, end })
 * functions[head.index] = build.freeze()
 */
export class FunctionBuilder {
  readonly head: FunctionHead
  readonly parameters: Parameter[] = []
  readonly captured = new Set<Slot>()
  readonly names = new Map<Slot, string>()
  decorators: readonly Slot[] = []
  returnType: TypeReference | null = null
  selfSlot: Slot = -1
  isStatic = false
  isGenerator = false
  isServerAction = false
  /** The handler that blocks made from now on get; set it, then start a new block. */
  handler: BlockIndex = -1
  readonly #blocks: OpenBlock[] = []
  #current: OpenBlock
  #currentIndex: BlockIndex = 0
  #slotCount = 0

  constructor(head: FunctionHead) {
    this.head = head
    this.newBlock()
    this.#current = this.#blocks[0] as OpenBlock
  }

  get index(): FunctionIndex {
    return this.head.index
  }

  /** The block that `emit` appends to. */
  get currentBlock(): BlockIndex {
    return this.#currentIndex
  }

  /** False after a terminator, until another block is entered: what follows is dead code. */
  get isOpen(): boolean {
    return this.#current.terminator === null
  }

  /** A new temporary: emit exactly one instruction that assigns it. */
  temporary(): Slot {
    return this.#slotCount++
  }

  /**
   * A new slot that may be assigned many times. Values joined from several branches (`a or b`, `x if c else y`) need one too:
   * give those a name no program can write, in angle brackets, such as `<or>`.
   */
  variable(name: string): Slot {
    const slot = this.#slotCount++
    this.names.set(slot, name)
    return slot
  }

  /** A new empty block under the current handler; it is entered with `enter`. */
  newBlock(): BlockIndex {
    this.#blocks.push({ instructions: [], terminator: null, handler: this.handler })
    return this.#blocks.length - 1
  }

  /** Makes `block` the current one. The block left must have its terminator (`jumpTo` gives it one if it is open). */
  enter(block: BlockIndex): void {
    this.#current = this.#blocks[block] as OpenBlock
    this.#currentIndex = block
  }

  /** Appends to the current block; after a terminator a fresh unreachable block takes the dead code. */
  emit(instruction: Instruction): void {
    if (this.#current.terminator !== null) this.enter(this.newBlock())
    this.#current.instructions.push(instruction)
  }

  /** Ends the current block; nothing happens when it has ended already (dead code after a return). */
  terminate(terminator: Terminator): void {
    this.#current.terminator ??= terminator
  }

  /** Ends the current block, if open, with a jump. */
  jump(to: BlockIndex, start: number, end: number): void {
    this.terminate({ op: 'jump', to, start, end })
  }

  /** Ends the current block, if open, with a branch. */
  branch(condition: Slot, then: BlockIndex, otherwise: BlockIndex, { start, end }: { readonly start: number; readonly end: number }): void {
    this.terminate({ op: 'branch', condition, then, else: otherwise, start, end })
  }

  /** `jump`, then `enter` that same block: how straight-line code goes on at a join. */
  jumpTo(block: BlockIndex, start: number, end: number): void {
    this.jump(block, start, end)
    this.enter(block)
  }

  /** A temporary with that constant. */
  constant(value: Constant, start: number, end: number): Slot {
    const dst = this.#slotCount++
    this.emit({ op: 'const', dst, value, start, end })
    return dst
  }

  /** The value as declared to be of that type; the value itself when the type has no name of its own (`str`, `string`, `Record<...>`). */
  typed(src: Slot, type: TypeReference | null, start: number, end: number): Slot {
    const own = type === null ? null : namedType(type)
    if (own === null) return src
    const dst = this.#slotCount++
    this.emit({ op: 'move', dst, src, type: own, start, end })
    return dst
  }

  /** Assigns a variable. */
  move(dst: Slot, src: Slot, start: number, end: number): void {
    this.emit({ op: 'move', dst, src, start, end })
  }

  /** The finished function; blocks still open end in `stop`. */
  freeze(): IrFunction {
    const { head } = this
    const blocks = this.#blocks.map(
      ({ instructions, terminator, handler }): Block => ({
        instructions,
        terminator: terminator ?? { op: 'stop', start: head.end, end: head.end },
        handler,
      }),
    )
    return {
      index: head.index,
      name: head.name,
      kind: head.kind,
      isAsync: head.isAsync,
      isGenerator: this.isGenerator,
      parent: head.parent,
      ownerClass: head.ownerClass,
      parameters: this.parameters,
      selfSlot: this.selfSlot,
      isStatic: this.isStatic,
      isServerAction: this.isServerAction,
      slotCount: this.#slotCount,
      names: this.names,
      captured: this.captured,
      blocks,
      decorators: this.decorators,
      returnType: this.returnType,
      start: head.start,
      end: head.end,
    }
  }
}
