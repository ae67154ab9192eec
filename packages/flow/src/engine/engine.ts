import type { Block, IrFunction, Module, TypeReference } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import type { FunctionHint } from './call-function.ts'
import { type CallModels, createCallModels } from './call-models.ts'
import { createDenoter, type Denoter } from './denote.ts'
import type { Environment } from './environment.ts'
import { isHeapNearlyFull } from './memory-watch.ts'
import { Numbers } from './numbers.ts'
import type { Program } from './program.ts'
import { Report } from './report.ts'
import type { Contexts } from './result.ts'
import type { ObjectState } from './state.ts'
import { TYPE_NAMES } from './type-names.ts'
import type { Frame, Hint, ParameterLabel, SourceLabel, Taint, Value } from './value.ts'

export interface EngineLimit {
  readonly module: Module
  readonly function: IrFunction
  readonly because: string
}

/** Modules that look up what a name resolves to, or what kind of address it is. */
const RESOLVING = /^(?:(?:node:)?dns(?:\/promises)?|socket|ipaddress|dns\..+|aiodns|ipaddr\.js)$/

/** What one run of the analysis knows; everything in it is deterministic in the program. */
export class Engine {
  readonly program: Program
  readonly denoter: Denoter
  readonly models: CallModels
  readonly numbers = new Numbers()
  readonly report = new Report()
  readonly contexts = new Map<IrFunction, Contexts>()
  /** Calls of a function in ways that are not told apart. */
  readonly plainCalls = new Map<IrFunction, number>()
  readonly environments = new Map<Module, Environment>()
  /** Containers that modules have made, as they were when the module had run. */
  readonly settled = new Map<number, ObjectState>()
  /** The module whose body makes that container. */
  readonly ownerOf = new Map<number, Module>()
  /** How often what a module holds has been changed by those that ran after it: results that saw older values are not used again. */
  readonly changedOften = new Map<Module, number>()
  readonly limits = new Map<IrFunction, EngineLimit>()
  /** Work that frameworks will call later, in the order of registration. */
  readonly pending: (() => void)[] = []
  readonly registered = new Set<string>()
  /** Functions that a framework was given: they are run as its handlers. */
  readonly handed = new Set<IrFunction>()
  /** Listeners by the name of their event. */
  readonly listeners = new Map<string, FunctionHint[]>()
  /** What handlers leave for others, by where it is left. */
  readonly shared = new Map<string, readonly Taint[]>()
  /** Ids of the objects that hold the static fields of classes. */
  readonly ofClasses = new Set<number>()
  /** Errors that handlers have handed to their framework, as far as they carry something. */
  escaped: readonly Value[] = []
  /** Work that waits for what the handlers leave. */
  readonly late: (() => void)[] = []
  /** Switches of libraries that the program turns on for itself as a whole. */
  readonly settings = new Set<string>()
  /** Paths of what the application's own logger leaves out of its records; null when it leaves out nothing. */
  redacted: readonly string[] | null = null
  /** Listeners to which something in sight emits. */
  readonly heard = new Set<IrFunction>()
  /** How the middleware before a handler checks each part of the request: a schema, or a function that answers what is let through. */
  readonly validators = new Map<IrFunction, ReadonlyMap<string, Value>>()
  /** What plugins have added to the instance of a framework, by name. */
  readonly decorations = new Map<string, Value>()
  /** Blocks that control can come to. */
  readonly reached = new Set<Block>()
  /** Whether the program looks up what names resolve to. */
  readonly resolvesNames: boolean
  /** Calls that are under way since the innermost import began. */
  depth = 0
  /** Calls and imports that wait for the innermost import to end. */
  below = 0
  /** Whether the members are being read that a callee's facts speak of. */
  readsMembersOfFacts = false
  steps = 0
  readonly #maxSteps: number
  #nextLook = STEPS_BETWEEN_LOOKS
  #isFull = false
  #nextId = 1
  #latest: { readonly module: Module; readonly function: IrFunction } | null = null
  readonly #sources = new Map<string, SourceLabel>()

  constructor(program: Program, denoter: Denoter = createDenoter(program)) {
    this.program = program
    this.denoter = denoter
    this.models = createCallModels()
    this.resolvesNames = program.modules.some(({ imports }) => imports.some(({ from }) => RESOLVING.test(from)))
    let instructions = 0
    for (const module of program.modules) {
      for (const owner of module.functions) for (const block of owner.blocks) instructions += block.instructions.length + 1
    }
    const closely = Math.min(instructions, MOST_FOLLOWED_CLOSELY)
    this.#maxSteps = 200_000 + closely * STEPS_PER_INSTRUCTION + (instructions - closely) * STEPS_OF_LARGE_PROGRAMS
  }

  /** Why nothing more is followed: steps or memory are used up; null while there is some of both. */
  exhausted(): string | null {
    if (this.steps > this.#maxSteps) return 'the budget of the whole analysis is used up'
    if (this.steps >= this.#nextLook) {
      this.#nextLook = this.steps + STEPS_BETWEEN_LOOKS
      this.#isFull ||= isHeapNearlyFull()
    }
    return this.#isFull ? 'the memory that Node gives a process is nearly used up (--max-old-space-size gives more)' : null
  }

  freshId(): number {
    return this.#nextId++
  }

  /** The container that one instruction of a frame makes, or its copy of another container; the same each time it is run. */
  objectAt(frame: Frame, offset: number, part: string | number): number {
    let parts = frame.objects.get(offset)
    if (parts === undefined) {
      parts = new Map()
      frame.objects.set(offset, parts)
    }
    let id = parts.get(part)
    if (id === undefined) {
      id = this.freshId()
      parts.set(part, id)
      if (frame.function.index === 0) this.ownerOf.set(id, frame.module)
    }
    return id
  }

  parameterLabel(frame: Frame, root: number, path: readonly string[]): ParameterLabel {
    let label = frame.labels.get(root)
    if (label === undefined) {
      label = { kind: 'parameter', id: this.freshId(), frame, root, path: NO_PATH, members: new Map() }
      frame.labels.set(root, label)
    }
    for (const key of path) label = this.memberLabel(label, key)
    return label
  }

  memberLabel(label: ParameterLabel, key: string): ParameterLabel {
    let member = label.members.get(key)
    if (member === undefined) {
      member = {
        kind: 'parameter',
        id: this.freshId(),
        frame: label.frame,
        root: label.root,
        path: [...label.path, key],
        members: new Map(),
      }
      label.members.set(key, member)
    }
    return member
  }

  frame(module: Module, owner: IrFunction): Frame {
    this.#latest = { module, function: owner }
    return { id: this.freshId(), module, function: owner, objects: new Map(), labels: new Map() }
  }

  sourceLabel(
    model: SourceModel,
    name: string | null,
    at: { module: Module; function: IrFunction; start: number; end: number },
    from: SourceLabel | null = null,
  ): SourceLabel {
    const key = `${at.module.file}:${at.start}:${at.end}:${model.names[0] ?? ''}:${model.what}:${name ?? ''}:${from?.id ?? ''}`
    let label = this.#sources.get(key)
    if (label === undefined) {
      const { module, function: owner, start, end } = at
      label = { kind: 'source', id: this.freshId(), model, name, module, function: owner, start, end, from }
      this.#sources.set(key, label)
    }
    return label
  }

  /** Hint of an annotated type: of ours, or of a library that the tables know. */
  typeHint(module: Module, owner: IrFunction, type: TypeReference | null): Hint | null {
    if (type === null) return null
    const denoted = this.denoter.instanceOfType({ module, function: owner }, type)
    if (denoted.kind === 'instance')
      return { kind: 'instance', module: denoted.module, class: denoted.class, environment: this.environments.get(denoted.module) ?? null }
    if (denoted.kind !== 'library') return null
    return { kind: 'library', name: this.canonicalType(denoted.name), origin: null, details: null }
  }

  /** Name of a type's instance in the words of the tables. */
  canonicalType(name: string): string {
    return TYPE_NAMES[name] ?? this.models.resultType(name) ?? this.models.resultType(name.replace(/\(\)$/, '')) ?? name
  }

  /** Runs one beginning of the program. An error of ours ends that one alone, and is told with the function that was entered last. */
  contain(run: () => void): void {
    const { depth, below } = this
    try {
      run()
    } catch (error) {
      if (this.#latest === null) throw error
      this.depth = depth
      this.below = below
      const { module, function: owner } = this.#latest
      this.limit(module, owner, `the analysis failed near it (${error instanceof Error ? error.message : String(error)})`)
    }
  }

  limit(module: Module, owner: IrFunction, because: string): void {
    if (!this.limits.has(owner)) this.limits.set(owner, { module, function: owner, because })
  }
}

/** A few milliseconds of work, in which a heap grows by some megabytes. */
const STEPS_BETWEEN_LOOKS = 20_000

const NO_PATH: readonly string[] = []

/** Calls and imports together that fit on the stack of a thread with its default of about 1 MB. */
export const DEEPEST_STACK = 240

/** Measured: ordinary programs need 3 to 8; beyond this something repeats. */
const STEPS_PER_INSTRUCTION = 60
/** Beyond that many instructions the average counts: what repeats in one corner must not cost what the whole program does. */
const MOST_FOLLOWED_CLOSELY = 100_000
const STEPS_OF_LARGE_PROGRAMS = 10
