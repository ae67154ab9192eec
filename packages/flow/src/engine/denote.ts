import type { Constant, Instruction, IrClass, IrFunction, Module, Slot, TypeReference } from '../ir/ir.ts'
import { declaredByKey, keptInApplication } from './application-store.ts'
import { givenToConstructor, isGivenToConstructor } from './constructions.ts'
import { type Definition, definitionsOf, isEmptyExports } from './definitions.ts'
import { constantOf, DEEPEST, type Denotation, LONGEST_NAME, libraryNamed, sameDenotation, UNKNOWN } from './denotation.ts'
import { CallResults } from './denoting/call-results.ts'
import { ClassMembers } from './denoting/class-members.ts'
import { DeadBranches } from './denoting/dead-branches.ts'
import { type LaterEntry, type LaterMerge, laterEntries } from './denoting/later-entries.ts'
import { ModuleNames } from './denoting/modules.ts'
import { QualifiedNames } from './denoting/names.ts'
import { DeclaredTypes } from './denoting/types.ts'
import { argumentSlot, boundAt, type CallInstruction, classAt, functionAt, type Program, type Scope } from './program.ts'
import { originOfStarred } from './starred-names.ts'

/** Answers what slots stand for, across files, without regard to the order of assignments; memoised and safe on cycles. */
export interface Denoter {
  readonly program: Program
  /** What the slot denotes; a variable denotes something only when all its assignments agree (absent values do not count). */
  denote(scope: Scope, slot: Slot): Denotation
  /** Callee of a call, method calls included: `flask.request.args.get`, or the function of ours that it calls. */
  callee(scope: Scope, call: CallInstruction): Denotation
  /** What `object.key` denotes. */
  member(object: Denotation, key: string): Denotation
  /** What calling it yields. */
  result(callee: Denotation, scope: Scope, call: CallInstruction): Denotation
  /** What importing that name yields; null for the module itself. */
  imported(importer: Module, from: string, name: string | null): Denotation
  /** What `name` of a module is for who imports it. */
  exported(module: Module, name: string): Denotation
  /** The argument at that position or under that name; null when it is absent. */
  argument(scope: Scope, call: CallInstruction, position: number, name?: string): Denotation | null
  /** A value of that annotated type, for parameters and fields: an instance of a class of ours, else a library type. */
  instanceOfType(scope: Scope, type: TypeReference | null): Denotation
  /** The accessor (`get x()`, `@property`) that a class has under that name, its own or inherited. */
  getter(module: Module, owner: IrClass, key: string): { readonly module: Module; readonly function: IrFunction } | null
  /** Base classes as far as they are known. */
  bases(module: Module, owner: IrClass): readonly Denotation[]
  /** Where a field of `self` gets its value: the assignments in the methods of the class. */
  fieldAssignments(module: Module, owner: IrClass, field: string): readonly { readonly scope: Scope; readonly slot: Slot }[]
}

/** Makes the service for a linked program. */
export function createDenoter(program: Program): Denoter {
  return new ProgramDenoter(program)
}

/** What the parts of the service ask of it besides. */
export interface InnerDenoter extends Denoter {
  depth: number
  /** What one assignment of a slot gives it. */
  ofDefinition(scope: Scope, definition: Definition): Denotation
  /** What every `return` of a factory agrees on. */
  returned(module: Module, callee: IrFunction): Denotation
  /** The qualified name of a member; null for what calling gives. */
  nameOfMember(name: string, key: string | null): string
}

class ProgramDenoter implements InnerDenoter {
  readonly program: Program
  /** `null` marks a question that is being answered. */
  readonly #slots = new Map<IrFunction, (Denotation | null)[]>()
  readonly #names = new QualifiedNames()
  readonly #classes: ClassMembers
  readonly #results: CallResults
  readonly #types: DeclaredTypes
  readonly #modules: ModuleNames
  readonly #dead: DeadBranches
  /** Questions that are open one within the other. */
  depth = 0

  constructor(program: Program) {
    this.program = program
    this.#classes = new ClassMembers(this)
    this.#results = new CallResults(this)
    this.#types = new DeclaredTypes(this)
    this.#modules = new ModuleNames(this)
    this.#dead = new DeadBranches(this)
  }

  denote(scope: Scope, slot: Slot): Denotation {
    if (slot < 0 || this.depth > DEEPEST) return UNKNOWN
    let memo = this.#slots.get(scope.function)
    if (memo === undefined) {
      memo = new Array<Denotation | null>(scope.function.slotCount)
      this.#slots.set(scope.function, memo)
    }
    const known = memo[slot]
    if (known !== undefined) return known ?? UNKNOWN
    memo[slot] = null
    this.depth++
    const answer = this.#evaluate(scope, slot)
    this.depth--
    memo[slot] = answer
    return answer
  }

  callee(scope: Scope, call: CallInstruction): Denotation {
    if (call.receiver >= 0) return this.member(this.denote(scope, call.receiver), call.method)
    return this.denote(scope, call.callee)
  }

  argument(scope: Scope, call: CallInstruction, position: number, name = ''): Denotation | null {
    const slot = argumentSlot(call.args, position, name)
    return slot < 0 ? null : this.denote(scope, slot)
  }

  #evaluate(scope: Scope, slot: Slot): Denotation {
    const owner = scope.function
    const definitions = definitionsOf(scope.module, owner, slot)
    const replaced = this.#classes.replacedBase(scope, slot)
    if (replaced !== null) return { kind: 'class', module: scope.module, class: replaced.by }
    const parameter = parameterAt(owner, slot)
    let agreed: Denotation | null = null
    if (parameter >= 0) agreed = this.#parameter(scope, parameter)
    else if (slot === owner.selfSlot) agreed = this.#self(scope)
    for (const definition of definitions) {
      if (definitions.length > 1 && definition.kind === 'instruction' && this.#dead.has(scope, definition.instruction)) continue
      if (isEmptyExports(owner, slot, definition)) {
        if (definitions.length > 1) continue
        return { kind: 'module', module: scope.module }
      }
      const next = this.ofDefinition(scope, definition)
      if (next.kind === 'constant' && (next.value === null || next.value === undefined)) {
        agreed ??= definitions.length === 1 ? next : null
        continue
      }
      if (agreed === null || this.#mayBeAbsent(agreed, next)) agreed = next
      else if (!sameDenotation(agreed, next) && !this.#mayBeAbsent(next, agreed)) return UNKNOWN
    }
    return agreed ?? UNKNOWN
  }

  /** `session or requests.Session()` with a parameter that nobody in sight gives: it is what stands in for it. */
  #mayBeAbsent(parameter: Denotation, other: Denotation): boolean {
    if (parameter.kind !== 'parameter' || parameter.path !== '' || parameter.module.language !== 'python') return false
    if (other.kind !== 'library' && other.kind !== 'instance' && other.kind !== 'class' && other.kind !== 'function') return false
    const { module, function: owner, index } = parameter
    const fallback = owner.parameters[index]?.defaultValue ?? null
    if (fallback === null) return false
    const absent = this.denote({ module, function: functionAt(module, fallback.function) }, fallback.slot)
    if (absent.kind !== 'constant' || absent.value !== null) return false
    const given = givenToConstructor(this, parameter)
    return given.kind === 'unknown' || sameDenotation(given, other)
  }

  ofDefinition(scope: Scope, definition: Definition): Denotation {
    if (definition.kind === 'loop') return UNKNOWN
    if (definition.kind === 'inner') return this.denote({ module: scope.module, function: definition.function }, definition.src)
    return this.#instruction(scope, definition.instruction)
  }

  #parameter(scope: Scope, index: number): Denotation {
    const parameter = scope.function.parameters[index]
    if (parameter === undefined) return UNKNOWN
    if (parameter.slot === scope.function.selfSlot) return this.#self(scope)
    const typed = this.#types.instanceOfParameter(scope, parameter.type)
    if (typed.kind !== 'unknown') return typed
    return { kind: 'parameter', module: scope.module, function: scope.function, index, path: '' }
  }

  #self(scope: Scope): Denotation {
    if (scope.function.ownerClass < 0) return UNKNOWN
    const owner = classAt(scope.module, scope.function.ownerClass)
    if (scope.function.isStatic) return { kind: 'class', module: scope.module, class: owner }
    return { kind: 'instance', module: scope.module, class: owner, origin: null }
  }

  #instruction(scope: Scope, instruction: Instruction): Denotation {
    const { module } = scope
    switch (instruction.op) {
      case 'const':
        return { kind: 'constant', value: instruction.value }
      case 'regex':
        return { kind: 'regex', pattern: instruction.pattern, flags: instruction.flags }
      case 'move': {
        const denoted = this.denote(scope, instruction.src)
        if (instruction.type === undefined || (denoted.kind !== 'unknown' && denoted.kind !== 'library')) return denoted
        const declared = this.instanceOfType(scope, instruction.type)
        return declared.kind === 'instance' || denoted.kind === 'unknown' ? declared : denoted
      }
      case 'await':
      case 'enter':
        return this.denote(scope, instruction.src)
      case 'global': {
        if (instruction.name === 'undefined') return constantOf(undefined)
        const origin = originOfStarred(this.program, module, instruction.name)
        return origin === null ? libraryNamed(instruction.name) : this.imported(module, origin, instruction.name)
      }
      case 'load-up':
        return this.denote({ module, function: functionAt(module, instruction.function) }, instruction.slot)
      case 'bound': {
        const given = boundAt(module, instruction)
        return given === null ? UNKNOWN : this.denote(given.scope, given.slot)
      }
      case 'import':
        return this.imported(module, instruction.from, instruction.name)
      case 'get':
        return (
          this.#kept(scope, instruction.object, instruction.key) ?? this.member(this.denote(scope, instruction.object), instruction.key)
        )
      case 'index':
        return this.#indexed(scope, instruction.object, instruction.index)
      case 'template':
        return this.#template(scope, instruction.parts)
      case 'binary':
        return this.#binary(scope, instruction)
      case 'unary':
        return negated(instruction.operator, this.denote(scope, instruction.operand))
      case 'call':
        return this.result(this.callee(scope, instruction), scope, instruction)
      case 'list':
        return {
          kind: 'list',
          shape: instruction.shape,
          items: instruction.items.map((item) => this.denote(scope, item)),
          isComplete: !instruction.spreads.includes(true),
        }
      case 'dict':
        return this.#dict(scope, instruction)
      case 'function':
        return { kind: 'function', module, function: functionAt(module, instruction.function), receiver: null }
      case 'class':
        return { kind: 'class', module, class: classAt(module, instruction.class) }
      default:
        return UNKNOWN
    }
  }

  #indexed(scope: Scope, objectSlot: Slot, indexSlot: Slot): Denotation {
    const object = this.denote(scope, objectSlot)
    const index = this.denote(scope, indexSlot)
    if (object.kind === 'library' && /(?:^|\.)Annotated$/.test(object.name) && index.kind === 'list') {
      const [type = UNKNOWN, ...markers] = index.items
      return { kind: 'annotated', type, markers }
    }
    if (object.kind === 'library' && /^typing(?:_extensions)?\.Literal$/.test(object.name)) return object
    // `Repository[Invoice]`: the class with its parameters filled in.
    if (object.kind === 'class' && scope.module.language === 'python') return object
    const declared = scope.module.language === 'python' ? declaredByKey(this, index) : null
    if (declared !== null) return declared
    if (index.kind !== 'constant') return isCollection(object) ? this.member(object, '[]') : UNKNOWN
    if (object.kind === 'list' && typeof index.value === 'number' && object.isComplete) return object.items.at(index.value) ?? UNKNOWN
    if (typeof index.value === 'string') return this.#kept(scope, objectSlot, index.value) ?? this.member(object, index.value)
    return UNKNOWN
  }

  /** What the application keeps for its handlers under that key; null for all else. */
  #kept(scope: Scope, object: Slot, key: string): Denotation | null {
    const kept = keptInApplication(this, scope, object, key)
    return kept.kind === 'unknown' ? null : kept
  }

  #template(scope: Scope, parts: readonly (string | Slot)[]): Denotation {
    let text = ''
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part
        continue
      }
      const value = this.denote(scope, part)
      if (value.kind !== 'constant' || (typeof value.value !== 'string' && typeof value.value !== 'number')) return UNKNOWN
      text += String(value.value)
    }
    return constantOf(text)
  }

  #binary(scope: Scope, instruction: Extract<Instruction, { op: 'binary' }>): Denotation {
    const left = this.denote(scope, instruction.left)
    const right = this.denote(scope, instruction.right)
    // `BASE | {'secure': True}`.
    if (instruction.operator === '|' && left.kind === 'dict' && right.kind === 'dict')
      return { kind: 'dict', entries: new Map([...left.entries, ...right.entries]), isComplete: left.isComplete && right.isComplete }
    if (left.kind !== 'constant' || right.kind !== 'constant') return UNKNOWN
    const compared = comparison(instruction.operator, left.value, right.value)
    if (compared !== null) return constantOf(compared)
    if (instruction.operator === '+' && typeof left.value === 'string' && typeof right.value === 'string')
      return constantOf(left.value + right.value)
    if (typeof left.value !== 'number' || typeof right.value !== 'number') return UNKNOWN
    const number = arithmetic(instruction.operator, left.value, right.value)
    if (number !== null) return constantOf(number)
    return UNKNOWN
  }

  #dict(scope: Scope, instruction: Extract<Instruction, { op: 'dict' }>): Denotation {
    const entries = new Map<string, Denotation>()
    let isComplete = true
    for (const entry of instruction.entries) {
      if (entry.kind === 'entry') entries.set(entry.key, this.denote(scope, entry.value))
      else if (entry.kind === 'spread') {
        const spread = this.denote(scope, entry.value)
        if (spread.kind !== 'dict' || !spread.isComplete) isComplete = false
        if (spread.kind === 'dict') for (const [key, value] of spread.entries) entries.set(key, value)
      } else {
        const key = this.denote(scope, entry.key)
        if (key.kind === 'constant') entries.set(String(key.value), this.denote(scope, entry.value))
        else isComplete = false
      }
    }
    for (const later of laterEntries(scope.function, instruction)) isComplete = this.#setLater(scope, entries, later) && isComplete
    return { kind: 'dict', entries, isComplete }
  }

  /** Sets what a statement behind the literal sets; false where it is not known what that is. */
  #setLater(scope: Scope, entries: Map<string, Denotation>, later: LaterEntry | LaterMerge): boolean {
    const set = (key: string, value: Denotation): void => {
      const before = entries.get(key)
      entries.set(key, before === undefined || later.isSure || sameDenotation(before, value) ? value : UNKNOWN)
    }
    if ('merged' in later) {
      const merged = this.denote(scope, later.merged)
      if (merged.kind !== 'dict') return false
      for (const [key, value] of merged.entries) set(key, value)
      return merged.isComplete
    }
    const key = typeof later.key === 'string' ? constantOf(later.key) : this.denote(scope, later.key)
    if (key.kind !== 'constant') return false
    set(String(key.value), this.denote(scope, later.value))
    return true
  }

  member(object: Denotation, key: string): Denotation {
    switch (object.kind) {
      case 'library':
        return libraryNamed(this.#names.of(object.name, key), object.origin)
      case 'dict':
        return object.entries.get(key) ?? UNKNOWN
      case 'module':
        return this.exported(object.module, key)
      case 'class':
      case 'instance':
        return this.#classes.ofClass(object, object, key, new Set())
      case 'parameter':
        return object.path.length > LONGEST_NAME ? UNKNOWN : { ...object, path: `${object.path}.${key}` }
      case 'constant':
        return typeof object.value === 'string' ? libraryNamed(`String.${key}`) : UNKNOWN
      case 'regex':
        return libraryNamed(`RegExp.${key}`)
      case 'function':
        return this.#functionMember(object, key)
      default:
        return UNKNOWN
    }
  }

  #functionMember(object: Denotation & { kind: 'function' }, key: string): Denotation {
    return key === 'bind' || key === 'call' || key === 'apply' ? { ...object, receiver: null } : UNKNOWN
  }

  nameOfMember(name: string, key: string | null): string {
    return this.#names.of(name, key)
  }

  fieldAssignments(module: Module, owner: IrClass, field: string): readonly { readonly scope: Scope; readonly slot: Slot }[] {
    return this.#classes.fieldAssignments(module, owner, field)
  }

  getter(module: Module, owner: IrClass, key: string): { readonly module: Module; readonly function: IrFunction } | null {
    return this.#classes.getter(module, owner, key)
  }

  bases(module: Module, owner: IrClass): readonly Denotation[] {
    return this.#classes.bases(module, owner)
  }

  result(callee: Denotation, scope: Scope, call: CallInstruction): Denotation {
    return this.#results.result(callee, scope, call)
  }

  returned(module: Module, callee: IrFunction): Denotation {
    return this.#results.returned(module, callee)
  }

  instanceOfType(scope: Scope, type: TypeReference | null): Denotation {
    return this.#types.instanceOfType(scope, type)
  }

  imported(importer: Module, from: string, name: string | null): Denotation {
    return this.#modules.imported(importer, from, name)
  }

  exported(module: Module, name: string): Denotation {
    return this.#modules.exported(module, name)
  }
}

/** `database[name]` is a collection whatever its name; what a constructor was given may be a database. */
const isCollection = (object: Denotation): boolean =>
  isGivenToConstructor(object) || (object.kind === 'library' && /^(?:pymongo|motor|flask_pymongo)\b/.test(object.name))

/** A comparison of two numbers or two texts; null for other operators and values. */
function comparison(operator: string, left: Constant, right: Constant): boolean | null {
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return null
  if (operator === '==' || operator === 'is') return left === right
  if (operator === '!=' || operator === 'is-not') return left !== right
  const [a, b] = [left, right] as [number, number]
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  if (operator === '>') return a > b
  return operator === '>=' ? a >= b : null
}

/** Null for what is no number, and where the languages differ. */
function arithmetic(operator: string, a: number, b: number): number | null {
  const areSmall = Number.isInteger(a) && Number.isInteger(b) && a >= 0 && b >= 0 && a < SMALL && b < SMALL
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return b === 0 ? null : a / b
    case '**':
      return a ** b
    case '//':
      return b === 0 ? null : Math.floor(a / b)
    case '%':
      return areSmall && b > 0 ? a % b : null
    case '<<':
      return areSmall && a * 2 ** b < SMALL ? a * 2 ** b : null
    case '>>':
      return areSmall ? Math.floor(a / 2 ** b) : null
    case '&':
      return areSmall ? a & b : null
    case '|':
      return areSmall ? a | b : null
    case '^':
      return areSmall ? a ^ b : null
    default:
      return null
  }
}

const SMALL = 2 ** 30

function negated(operator: string, operand: Denotation): Denotation {
  if (operand.kind !== 'constant') return UNKNOWN
  if (operator === 'not') return constantOf(!operand.value)
  if (operator === '-' && typeof operand.value === 'number') return constantOf(-operand.value)
  if (operator === 'void') return constantOf(undefined)
  return UNKNOWN
}

function parameterAt({ parameters }: IrFunction, slot: Slot): number {
  for (let index = 0; index < parameters.length; index++) if (parameters[index]?.slot === slot) return index
  return -1
}
