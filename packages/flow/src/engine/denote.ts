import type { Constant, Instruction, IrClass, IrFunction, Module, Slot, TypeReference } from '../ir/ir.ts'
import { conventionalType } from '../knowledge/conventional-types.ts'
import { keptInApplication } from './application-store.ts'
import { givenToConstructor, isGivenToConstructor } from './constructions.ts'
import { type Definition, definitionsOf } from './definitions.ts'
import { type Denotation, sameDenotation, UNKNOWN } from './denotation.ts'
import { givenToNew } from './javascript-constructions.ts'
import {
  argumentSlot,
  type CallInstruction,
  classAt,
  exportNamed,
  functionAt,
  type Program,
  type Scope,
  submoduleSpecifier,
} from './program.ts'
import { originOfStarred } from './starred-names.ts'

/** A longer qualified name says nothing any more. */
const LONGEST_NAME = 200
/** Nested look-ups (imports, fields, factories) followed for one question. */
const DEEPEST = 60

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

/** `Meta` of a serializer, `Status` of a model: a class that stands in the body of another. */
function innerClass(module: Module, owner: IrClass, name: string): IrClass | undefined {
  return module.classes.find((inner) => inner.parent === owner.body && inner.name.slice(inner.name.lastIndexOf('.') + 1) === name)
}

/** `Own.as_manager()` gives an object with the methods of the query set. */
const MAKES_MANAGER = /\.QuerySet\.as_manager$/

/** Makes the service for a linked program. */
export function createDenoter(program: Program): Denoter {
  return new ProgramDenoter(program)
}

type FieldMap = Map<string, { readonly scope: Scope; readonly slot: Slot }[]>

class ProgramDenoter implements Denoter {
  readonly program: Program
  /** `null` marks a question that is being answered. */
  readonly #slots = new Map<IrFunction, (Denotation | null)[]>()
  readonly #fields = new Map<IrClass, FieldMap>()
  readonly #results = new Map<IrFunction, Denotation | null>()
  /** Types with the scope in which they were asked for last. */
  readonly #types = new Map<TypeReference, { readonly owner: IrFunction; readonly denoted: Denotation }>()
  readonly #names = new Map<string, Map<string | null, string>>()
  #depth = 0

  constructor(program: Program) {
    this.program = program
  }

  denote(scope: Scope, slot: Slot): Denotation {
    if (slot < 0 || this.#depth > DEEPEST) return UNKNOWN
    let memo = this.#slots.get(scope.function)
    if (memo === undefined) {
      memo = new Array<Denotation | null>(scope.function.slotCount)
      this.#slots.set(scope.function, memo)
    }
    const known = memo[slot]
    if (known !== undefined) return known ?? UNKNOWN
    memo[slot] = null
    this.#depth++
    const answer = this.#evaluate(scope, slot)
    this.#depth--
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
    const replaced = this.#replacedBase(scope, slot)
    if (replaced !== null) return { kind: 'class', module: scope.module, class: replaced.by }
    const parameter = parameterAt(owner, slot)
    let agreed: Denotation | null = null
    if (parameter >= 0) agreed = this.#parameter(scope, parameter)
    else if (slot === owner.selfSlot) agreed = this.#self(scope)
    for (const definition of definitions) {
      if (isEmptyExports(scope, slot, definition)) {
        if (definitions.length > 1) continue
        return { kind: 'module', module: scope.module }
      }
      const next = this.#definition(scope, definition)
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

  #definition(scope: Scope, definition: Definition): Denotation {
    if (definition.kind === 'loop') return UNKNOWN
    if (definition.kind === 'inner') return this.denote({ module: scope.module, function: definition.function }, definition.src)
    return this.#instruction(scope, definition.instruction)
  }

  #parameter(scope: Scope, index: number): Denotation {
    const parameter = scope.function.parameters[index]
    if (parameter === undefined) return UNKNOWN
    if (parameter.slot === scope.function.selfSlot) return this.#self(scope)
    const typed = this.instanceOfType(scope, parameter.type)
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
        if (instruction.name === 'undefined') return constant(undefined)
        const origin = originOfStarred(this.program, module, instruction.name)
        return origin === null ? library(instruction.name) : this.imported(module, origin, instruction.name)
      }
      case 'load-up':
        return this.denote({ module, function: functionAt(module, instruction.function) }, instruction.slot)
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
    return constant(text)
  }

  #binary(scope: Scope, instruction: Extract<Instruction, { op: 'binary' }>): Denotation {
    const left = this.denote(scope, instruction.left)
    const right = this.denote(scope, instruction.right)
    // `BASE | {'secure': True}`.
    if (instruction.operator === '|' && left.kind === 'dict' && right.kind === 'dict')
      return { kind: 'dict', entries: new Map([...left.entries, ...right.entries]), isComplete: left.isComplete && right.isComplete }
    if (left.kind !== 'constant' || right.kind !== 'constant') return UNKNOWN
    if (instruction.operator === '+' && typeof left.value === 'string' && typeof right.value === 'string')
      return constant(left.value + right.value)
    if (typeof left.value !== 'number' || typeof right.value !== 'number') return UNKNOWN
    if (instruction.operator === '+') return constant(left.value + right.value)
    if (instruction.operator === '-') return constant(left.value - right.value)
    if (instruction.operator === '*') return constant(left.value * right.value)
    if (instruction.operator === '/' && right.value !== 0) return constant(left.value / right.value)
    if (instruction.operator === '**') return constant(left.value ** right.value)
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
    return { kind: 'dict', entries, isComplete }
  }

  member(object: Denotation, key: string): Denotation {
    switch (object.kind) {
      case 'library':
        return library(this.#nameOfMember(object.name, key), object.origin)
      case 'dict':
        return object.entries.get(key) ?? UNKNOWN
      case 'module':
        return this.exported(object.module, key)
      case 'class':
      case 'instance':
        return this.#classMember(object, object, key, new Set())
      case 'parameter':
        return object.path.length > LONGEST_NAME ? UNKNOWN : { ...object, path: `${object.path}.${key}` }
      case 'constant':
        return typeof object.value === 'string' ? library(`String.${key}`) : UNKNOWN
      case 'regex':
        return library(`RegExp.${key}`)
      case 'function':
        return this.#functionMember(object, key)
      default:
        return UNKNOWN
    }
  }

  /** One text for each name, so that all who ask for one compare it once; null for what calling gives. */
  #nameOfMember(name: string, key: string | null): string {
    let members = this.#names.get(name)
    if (members === undefined) {
      members = new Map()
      this.#names.set(name, members)
    }
    let joined = members.get(key)
    if (joined === undefined) {
      joined = key === null ? `${name}()` : `${name}.${key}`
      members.set(key, joined)
    }
    return joined
  }

  #functionMember(object: Denotation & { kind: 'function' }, key: string): Denotation {
    return key === 'bind' || key === 'call' || key === 'apply' ? { ...object, receiver: null } : UNKNOWN
  }

  #classMember(
    object: Denotation & { kind: 'class' | 'instance' },
    receiver: Denotation & { kind: 'class' | 'instance' },
    key: string,
    seen: Set<IrClass>,
  ): Denotation {
    const { module, class: owner } = object
    if (seen.has(owner)) return UNKNOWN
    seen.add(owner)
    const member = owner.members.find((candidate) => candidate.name === key && candidate.kind !== 'setter')
    if (member !== undefined && member.kind !== 'field') {
      const method = functionAt(module, member.function)
      if (member.kind === 'getter') return this.#returned(module, method)
      return { kind: 'function', module, function: method, receiver }
    }
    const field = this.#field(module, owner, key)
    if (field.kind !== 'unknown') return field
    const inner = module.language === 'python' ? innerClass(module, owner, key) : undefined
    if (inner !== undefined) return { kind: 'class', module, class: inner }
    for (const base of this.bases(module, owner)) {
      if (base.kind === 'class') {
        const inherited = this.#classMember({ ...object, module: base.module, class: base.class }, receiver, key, seen)
        if (inherited.kind !== 'unknown') return inherited
      } else if (base.kind === 'library') return library(object.kind === 'class' ? `${base.name}.${key}` : `${base.name}().${key}`)
    }
    return UNKNOWN
  }

  #field(module: Module, owner: IrClass, key: string): Denotation {
    let agreed: Denotation = UNKNOWN
    const body = { module, function: functionAt(module, owner.body) }
    const member = owner.members.find((candidate) => candidate.name === key && candidate.kind === 'field')
    if (member !== undefined) {
      if (member.slot >= 0) agreed = this.denote(body, member.slot)
      if (agreed.kind === 'unknown' || (agreed.kind === 'constant' && agreed.value == null)) agreed = this.instanceOfType(body, member.type)
    }
    for (const { scope, slot } of this.fieldAssignments(module, owner, key)) {
      const assigned = this.denote(scope, slot)
      const given = assigned.kind === 'parameter' ? (givenToNew(this, assigned) ?? givenToConstructor(this, assigned)) : UNKNOWN
      const next = given.kind === 'unknown' ? assigned : given
      if (next.kind === 'constant' && (next.value === null || next.value === undefined)) continue
      if (agreed.kind === 'unknown' || (agreed.kind === 'constant' && agreed.value === null)) agreed = next
      else if (!sameDenotation(agreed, next)) return UNKNOWN
    }
    return agreed
  }

  fieldAssignments(module: Module, owner: IrClass, field: string): readonly { readonly scope: Scope; readonly slot: Slot }[] {
    let fields = this.#fields.get(owner)
    if (fields === undefined) {
      fields = collectFields(module, owner)
      this.#fields.set(owner, fields)
    }
    return fields.get(field) ?? []
  }

  getter(module: Module, owner: IrClass, key: string, depth = 0): { readonly module: Module; readonly function: IrFunction } | null {
    const member = owner.members.find((candidate) => candidate.name === key && candidate.kind !== 'setter')
    if (member !== undefined) return member.kind === 'getter' ? { module, function: functionAt(module, member.function) } : null
    if (depth > 6) return null
    for (const base of this.bases(module, owner)) {
      const inherited = base.kind === 'class' ? this.getter(base.module, base.class, key, depth + 1) : null
      if (inherited !== null) return inherited
    }
    return null
  }

  bases(module: Module, owner: IrClass): readonly Denotation[] {
    const scope = { module, function: functionAt(module, owner.parent) }
    return owner.bases.map((base) => {
      const replaced = this.#replacedBase(scope, base)
      const denoted = replaced?.by === owner ? this.#definition(scope, replaced.before) : this.denote(scope, base)
      return madeClass(denoted) ?? (denoted.kind === 'unknown' ? this.#generic(scope, base) : denoted)
    })
  }

  /** `ListView[Invoice]` of a library. */
  #generic(scope: Scope, slot: Slot): Denotation {
    const [only, ...others] = definitionsOf(scope.module, scope.function, slot)
    if (only?.kind !== 'instruction' || only.instruction.op !== 'index' || others.length > 0) return UNKNOWN
    const object = this.denote(scope, only.instruction.object)
    return object.kind === 'library' ? object : UNKNOWN
  }

  /** `class ListView(Mixin, ListView)`: after the statement the name is the class, among its bases it is still what it was before. */
  #replacedBase({ module, function: owner }: Scope, slot: Slot): { readonly before: Definition; readonly by: IrClass } | null {
    const [first, second, ...more] = definitionsOf(module, owner, slot)
    if (first === undefined || second === undefined || more.length > 0) return null
    for (const [before, made] of [
      [first, second],
      [second, first],
    ] as const) {
      if (made.kind !== 'instruction' || made.instruction.op !== 'move') continue
      const [only] = definitionsOf(module, owner, made.instruction.src)
      if (only?.kind !== 'instruction' || only.instruction.op !== 'class') continue
      const by = classAt(module, only.instruction.class)
      if (by.bases.includes(slot)) return { before, by }
    }
    return null
  }

  result(callee: Denotation, scope: Scope, call: CallInstruction): Denotation {
    if (call.isDecorator) {
      const decorated = this.argument(scope, call, 0)
      if (decorated?.kind === 'function' || decorated?.kind === 'class') return decorated
    }
    switch (callee.kind) {
      case 'library': {
        if (callee.name === 'require' || callee.name === 'import') return this.#required(scope, call)
        if (callee.name === 'functools.partial') return this.#partial(scope, call)
        if (callee.name === 'getattr') return this.#attribute(scope, call)
        if (callee.name.endsWith('.bind') || SAME_FUNCTION.has(callee.name)) return this.argument(scope, call, 0) ?? UNKNOWN
        if (MAKES_MANAGER.test(callee.name) && call.receiver >= 0) {
          const owner = this.denote(scope, call.receiver)
          if (owner.kind === 'class') return { ...owner, kind: 'instance', origin: null }
        }
        return library(this.#nameOfMember(callee.name, null), { module: scope.module, function: scope.function, call })
      }
      case 'class':
        return {
          kind: 'instance',
          module: callee.module,
          class: callee.class,
          origin: { module: scope.module, function: scope.function, call },
        }
      case 'function': {
        if (call.method === 'bind') return { ...callee }
        const made = call.isNew ? madeClass(callee) : null
        return made === null ? this.#returned(callee.module, callee.function) : { ...made, kind: 'instance', origin: null }
      }
      default:
        return UNKNOWN
    }
  }

  /** `getattr(modes, name)`, with what the name is when nobody gives one. */
  #attribute(scope: Scope, call: CallInstruction): Denotation {
    const object = this.argument(scope, call, 0)
    const name = this.argument(scope, call, 1)
    if (object === null || name === null) return UNKNOWN
    const named = name.kind === 'parameter' && object.kind === 'library' && name.path === '' ? this.#fallback(name) : name
    return named.kind === 'constant' && typeof named.value === 'string'
      ? this.member(object, named.value)
      : library('getattr()', { module: scope.module, function: scope.function, call })
  }

  #fallback({ module, function: fn, index }: Denotation & { kind: 'parameter' }): Denotation {
    const given = fn.parameters[index]?.defaultValue ?? null
    return given === null ? UNKNOWN : this.denote({ module, function: functionAt(module, given.function) }, given.slot)
  }

  #partial(scope: Scope, call: CallInstruction): Denotation {
    const function_ = this.argument(scope, call, 0)
    const site = { module: scope.module, function: scope.function, call }
    if (function_?.kind !== 'function') return library('functools.partial()', site)
    return { ...function_, partials: [...(function_.partials ?? []), site] }
  }

  #required(scope: Scope, call: CallInstruction): Denotation {
    const specifier = this.argument(scope, call, 0)
    if (specifier?.kind !== 'constant' || typeof specifier.value !== 'string') return UNKNOWN
    return this.imported(scope.module, specifier.value, null)
  }

  /** What every `return` of a factory agrees on. */
  #returned(module: Module, callee: IrFunction): Denotation {
    const known = this.#results.get(callee)
    if (known !== undefined) return known ?? UNKNOWN
    this.#results.set(callee, null)
    let agreed: Denotation | null = null
    for (const block of callee.blocks) {
      const { terminator } = block
      const yielded = block.instructions.find((instruction) => instruction.op === 'yield')
      const slot = yielded?.op === 'yield' ? yielded.src : terminator.op === 'return' ? terminator.src : -1
      if (slot < 0) continue
      const next = this.denote({ module, function: callee }, slot)
      if (next.kind === 'constant' && (next.value === null || next.value === undefined)) continue
      if (agreed === null) agreed = next
      else if (!sameDenotation(agreed, next)) agreed = UNKNOWN
    }
    let answer = agreed ?? UNKNOWN
    if (answer.kind === 'parameter') answer = UNKNOWN
    if (answer.kind === 'unknown') answer = this.instanceOfType({ module, function: callee }, callee.returnType)
    this.#results.set(callee, answer)
    return answer
  }

  instanceOfType(scope: Scope, type: TypeReference | null): Denotation {
    if (type === null) return UNKNOWN
    // While another question is open, what it is about counts as unknown.
    if (this.#depth > 0) return this.#instanceOf(scope, type)
    const known = this.#types.get(type)
    if (known?.owner === scope.function) return known.denoted
    const denoted = this.#instanceOf(scope, type)
    this.#types.set(type, { owner: scope.function, denoted })
    return denoted
  }

  #instanceOf(scope: Scope, type: TypeReference): Denotation {
    const transparent = TRANSPARENT_TYPES.has(type.name)
    if (transparent || type.name === '|') {
      const real = type.args.filter((candidate) => !ABSENT_TYPES.has(candidate.name))
      const only = real[0]
      return only !== undefined && (real.length === 1 || transparent) ? this.instanceOfType(scope, only) : UNKNOWN
    }
    if (!/^[A-Za-z_$][\w$.]*$/.test(type.name) || PLAIN_TYPES.has(type.name)) return UNKNOWN
    const denoted = this.#named(scope, type.name)
    if (denoted.kind === 'class') return { kind: 'instance', module: denoted.module, class: denoted.class, origin: null }
    if (denoted.kind === 'library') return library(`${denoted.name}()`, denoted.origin)
    if (type.name === 'Request' && denoted.kind === 'unknown' && scope.module.language === 'javascript') return library('Request()')
    return denoted.kind === 'annotated' ? denoted : UNKNOWN
  }

  /** A dotted name as the scope sees it: its own variables, those of enclosing functions, of the module. */
  #named(scope: Scope, dotted: string): Denotation {
    const dot = dotted.indexOf('.')
    const first = dot < 0 ? dotted : dotted.slice(0, dot)
    let found: Denotation = UNKNOWN
    for (let at: IrFunction | undefined = scope.function; at !== undefined; at = scope.module.functions[at.parent]) {
      const slot = namedSlot(at, first)
      if (slot < 0) continue
      found = this.denote({ module: scope.module, function: at }, slot)
      break
    }
    if (dot >= 0) for (const key of dotted.slice(dot + 1).split('.')) found = this.member(found, key)
    return found
  }

  imported(importer: Module, from: string, name: string | null): Denotation {
    const file = this.program.resolve(importer, from)
    const module = file === null ? undefined : this.program.moduleByFile.get(file)
    if (module === undefined) return this.#external(importer, from, name)
    if (name === null) {
      return exportNamed(module, '=') === null ? { kind: 'module', module } : this.exported(module, '=')
    }
    const found = this.exported(module, name)
    return found.kind === 'unknown' ? this.#submodule(importer, from, name) : found
  }

  #external(importer: Module, from: string, name: string | null): Denotation {
    if (name !== null && name !== 'default' && importer.language === 'python') {
      const submodule = this.#submodule(importer, from, name)
      if (submodule.kind !== 'unknown') return submodule
    }
    const conventional = importer.language === 'javascript' ? conventionalType(from, name) : null
    if (conventional !== null) return library(conventional)
    const base = packageName(from)
    return library(name === null || name === 'default' || name === '*' ? base : `${base}.${name}`)
  }

  #submodule(importer: Module, from: string, name: string): Denotation {
    if (importer.language !== 'python') return UNKNOWN
    const file = this.program.resolve(importer, submoduleSpecifier(from, name))
    const module = file === null ? undefined : this.program.moduleByFile.get(file)
    return module === undefined ? UNKNOWN : { kind: 'module', module }
  }

  exported(module: Module, name: string): Denotation {
    if (this.#depth > DEEPEST) return UNKNOWN
    this.#depth++
    const answer = this.#exported(module, name)
    this.#depth--
    return answer
  }

  #exported(module: Module, name: string): Denotation {
    const found = exportNamed(module, name)
    if (found?.kind === 'local') return this.denote({ module, function: functionAt(module, 0) }, found.slot)
    if (found?.kind === 'again') return this.imported(module, found.from, found.imported)
    const whole = name === '=' ? null : exportNamed(module, '=')
    if (whole !== null) {
      const value = this.exported(module, '=')
      return name === 'default' ? value : this.member(value, name)
    }
    for (const candidate of module.exports) {
      if (candidate.kind !== 'all') continue
      const again = this.imported(module, candidate.from, name)
      if (again.kind !== 'unknown' && again.kind !== 'library') return again
    }
    return module.language === 'python' ? this.#submoduleOf(module, name) : UNKNOWN
  }

  /** `app.models` where `app` is a package of ours. */
  #submoduleOf(module: Module, name: string): Denotation {
    if (!module.file.endsWith('/__init__.py')) return UNKNOWN
    const folder = module.file.slice(0, -'__init__.py'.length)
    const found = this.program.moduleByFile.get(`${folder}${name}.py`) ?? this.program.moduleByFile.get(`${folder}${name}/__init__.py`)
    return found === undefined ? UNKNOWN : { kind: 'module', module: found }
  }
}

/** One name for what is imported in several ways: `node:fs`, `lodash/pick.js`, `lodash-es`. */
function packageName(from: string): string {
  if (from.startsWith('node:')) return from.slice('node:'.length)
  return from.startsWith('lodash')
    ? from.replace(/^lodash(?:-es)?(?:\/(?!fp\b)(\w+)(?:\.js)?)?$/, (_, part?: string) =>
        part === undefined ? 'lodash' : `lodash.${part}`,
      )
    : from
}

/** Calls that give back what they got, for who asks what it is. */
const SAME_FUNCTION = new Set([
  'Object.freeze',
  'util.promisify',
  'util.callbackify',
  'bluebird.promisify',
  'es6-promisify.promisify',
  'pify',
  'asgiref.sync.sync_to_async',
  'asgiref.sync.async_to_sync',
])

/** Types that stand for their first argument. */
const TRANSPARENT_TYPES = new Set([
  'Optional',
  'typing.Optional',
  'Annotated',
  'typing.Annotated',
  'Promise',
  'Awaitable',
  'Readonly',
  'Partial',
  'Final',
  'ClassVar',
])
const ABSENT_TYPES = new Set(['None', 'null', 'undefined', 'literal:null', 'literal:undefined'])
const PLAIN_TYPES = new Set([
  'str',
  'int',
  'float',
  'bool',
  'bytes',
  'dict',
  'list',
  'set',
  'tuple',
  'object',
  'string',
  'number',
  'boolean',
  'any',
  'unknown',
  'void',
  'never',
  'Array',
  'Record',
  'None',
])

function library(name: string, origin: (Denotation & { kind: 'library' })['origin'] = null): Denotation {
  return name.length > LONGEST_NAME ? UNKNOWN : { kind: 'library', name, origin }
}

/** `database[name]` is a collection whatever its name; what a constructor was given may be a database. */
const isCollection = (object: Denotation): boolean =>
  isGivenToConstructor(object) || (object.kind === 'library' && /^(?:pymongo|motor|flask_pymongo)\b/.test(object.name))

function constant(value: Constant): Denotation {
  return { kind: 'constant', value }
}

function negated(operator: string, operand: Denotation): Denotation {
  if (operand.kind !== 'constant') return UNKNOWN
  if (operator === 'not') return constant(!operand.value)
  if (operator === '-' && typeof operand.value === 'number') return constant(-operand.value)
  if (operator === 'void') return constant(undefined)
  return UNKNOWN
}

/** The empty object that `module.exports` is before the module assigns it. */
function isEmptyExports(scope: Scope, slot: Slot, definition: Definition): boolean {
  if (definition.kind !== 'instruction' || definition.instruction.op !== 'dict' || definition.instruction.entries.length > 0) return false
  return scope.function.index === 0 && scope.function.names.get(slot) === 'module.exports'
}

function parameterAt({ parameters }: IrFunction, slot: Slot): number {
  for (let index = 0; index < parameters.length; index++) if (parameters[index]?.slot === slot) return index
  return -1
}

/** The class of which a function is the constructor, written in the old way; null for everything else. */
function madeClass(denoted: Denotation): (Denotation & { kind: 'class' }) | null {
  if (denoted.kind !== 'function' || denoted.function.kind === 'method' || denoted.function.ownerClass < 0) return null
  const owner = classAt(denoted.module, denoted.function.ownerClass)
  const [first] = owner.members
  return first?.name === 'constructor' && first.function === denoted.function.index
    ? { kind: 'class', module: denoted.module, class: owner }
    : null
}

const slotsByName = new WeakMap<IrFunction, ReadonlyMap<string, Slot>>()

/** The first slot of that name; -1 when there is none. */
function namedSlot(owner: IrFunction, name: string): Slot {
  let slots = slotsByName.get(owner)
  if (slots === undefined) {
    slots = new Map([...owner.names].reverse().map(([slot, candidate]) => [candidate, slot]))
    slotsByName.set(owner, slots)
  }
  return slots.get(name) ?? -1
}

function collectFields(module: Module, owner: IrClass): FieldMap {
  const fields: FieldMap = new Map()
  for (const member of owner.members) {
    const method = member.function < 0 ? undefined : module.functions[member.function]
    if (method === undefined || method.selfSlot < 0) continue
    for (const block of method.blocks) {
      for (const instruction of block.instructions) {
        if (instruction.op !== 'set' || instruction.object !== method.selfSlot) continue
        const list = fields.get(instruction.key) ?? []
        fields.set(instruction.key, list)
        list.push({ scope: { module, function: method }, slot: instruction.src })
      }
    }
  }
  return fields
}
