import type { ClassMember, IrFunction, Module } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { Activation } from './activation.ts'
import { type CallArguments, callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { classOfMaker, construct } from './construct.ts'
import { makeObject } from './containers.ts'
import type { Engine } from './engine.ts'
import { functionInfo } from './function-info.ts'
import { membersOfExports, membersOfFunction } from './function-members.ts'
import { FLOW_KINDS } from './kinds.ts'
import { type CallInstruction, classAt, functionAt } from './program.ts'
import { frameworkByShape } from './shaped-handlers.ts'
import { sourceTaints } from './source-taints.ts'
import { type Hint, NOTHING, type Value } from './value.ts'

/** What an argument of a stranger can cause that its receiver answers for, whatever the function is for. */
const EXPOSED_KINDS = new Set(['command-injection', 'code-injection', 'prototype-pollution', 'redos'])

/** Nobody but the caller of the package knows where it comes from. */
const EXPOSED: SourceModel = {
  names: ['<argument>'],
  gives: 'request',
  in: 'argument',
  what: 'passed to an exported function',
  isContainer: true,
  never: FLOW_KINDS.filter((kind) => !EXPOSED_KINDS.has(kind)),
}
/** That the value is untrusted is itself a guess. */
const DOUBT_OF_CALLER = 2

/** Runs what the modules of a published package export, with arguments from outside. */
export function runExposed(engine: Engine, exposed: ReadonlySet<string>): void {
  for (const module of engine.program.modules) {
    if (!exposed.has(module.file) || module.functions.length === 0) continue
    engine.contain(() => {
      const run = new ExposedModule(engine, module)
      if (module.language === 'python') run.python()
      else run.javascript()
    })
  }
}

const MOST_FUNCTIONS = 4_000
const DEEPEST_EXPORT = 4

class ExposedModule {
  readonly #engine: Engine
  readonly #module: Module
  readonly #act: Activation
  readonly #done = new Set<IrFunction>()
  readonly #seen = new Set<number>()

  constructor(engine: Engine, module: Module) {
    this.#engine = engine
    this.#module = module
    const body = functionAt(module, 0)
    this.#act = new Activation(engine, engine.frame(module, body), functionInfo(body), engine.environments.get(module) ?? null)
  }

  /** Functions and classes at the top whose names do not say that they are private. */
  python(): void {
    if (this.#module.file.split('/').some((part) => /^_(?!_init__\.)/.test(part))) return
    const environment = this.#engine.environments.get(this.#module)
    for (const entry of this.#module.exports) {
      if (entry.kind !== 'local' || entry.name.startsWith('_')) continue
      const hint = environment?.exports.get(entry.slot)?.hint ?? null
      if (hint?.kind === 'function' && hint.module === this.#module) this.#call(hint, 0)
      if (hint?.kind === 'class' && hint.module === this.#module) this.#class(hint)
    }
  }

  javascript(): void {
    const environment = this.#engine.environments.get(this.#module)
    for (const entry of this.#module.exports) {
      const value = entry.kind === 'local' ? environment?.exports.get(entry.slot) : undefined
      if (value !== undefined) this.#value(value, 0)
    }
    for (const member of membersOfExports(this.#module))
      this.#function(
        { kind: 'function', module: this.#module, function: member, environment: environment ?? null, receiver: null, bound: [] },
        0,
      )
  }

  #value(value: Value, depth: number): void {
    const { hint } = value
    if (hint?.kind === 'function' && hint.module === this.#module) this.#function(hint, depth)
    if (hint?.kind === 'class' && hint.module === this.#module) this.#class(hint)
    if (hint?.kind === 'instance' && hint.module === this.#module) this.#instance(hint, value)
    if (depth >= DEEPEST_EXPORT) return
    for (const id of value.objects) {
      if (this.#seen.has(id)) continue
      this.#seen.add(id)
      const object = this.#act.object(id)
      for (const entry of object?.entries.values() ?? []) this.#value(entry, depth + 1)
      // What was set under names that are not known.
      if (object?.rest != null) this.#value(object.rest, depth + 1)
    }
  }

  /** A function with what is set on it; when it is a constructor of the old kind, the class that it makes. */
  #function(hint: FunctionHint, depth: number): void {
    if (this.#done.has(hint.function)) return
    const made = classOfMaker(hint)
    for (const member of membersOfFunction(this.#module, hint.function)) this.#call({ ...hint, function: member, receiver: null }, depth)
    if (made !== null) this.#class(made)
    else if (hint.receiver !== null || hint.function.selfSlot < 0) this.#call(hint, depth)
    else {
      const self = this.#blank(hint.function, null)
      this.#call({ ...hint, receiver: self }, depth)
      for (const id of self.objects) for (const entry of this.#act.object(id)?.entries.values() ?? []) this.#own(entry)
    }
  }

  /** Functions that a constructor gave to what it made. */
  #own({ hint }: Value): void {
    if (hint?.kind === 'function' && hint.module === this.#module) this.#call(hint, DEEPEST_EXPORT)
  }

  #class(hint: Hint & { readonly kind: 'class' }): void {
    const owner = hint.class
    const body = functionAt(this.#module, owner.body)
    if (this.#done.has(body)) return
    this.#done.add(body)
    const initializer = owner.members.find(({ name, kind }) => kind === 'method' && (name === '__init__' || name === 'constructor'))
    const function_ = initializer === undefined ? null : functionAt(this.#module, initializer.function)
    const args = function_ === null ? NO_ARGUMENTS : this.#arguments(function_)
    const instruction = blankCall(owner.start)
    const instance = construct(this.#act, hint, { instruction, args: { ...args, isOpen: true }, receiver: null, method: '' })
    this.#methods({ ...hint, kind: 'instance' }, instance, initializer)
  }

  /** What a factory made of a class that is not exported itself. */
  #instance(hint: Hint & { readonly kind: 'instance' }, instance: Value): void {
    const body = functionAt(this.#module, hint.class.body)
    if (this.#done.has(body)) return
    this.#done.add(body)
    const { members } = hint.class
    this.#methods(
      hint,
      instance,
      members.find(({ name }) => name === '__init__' || name === 'constructor'),
    )
  }

  #methods({ class: owner, environment }: Hint & { readonly kind: 'instance' }, instance: Value, initializer?: ClassMember): void {
    for (const id of instance.objects) for (const entry of this.#act.object(id)?.entries.values() ?? []) this.#own(entry)
    for (const member of classAt(this.#module, owner.index).members) {
      if (
        member.function < 0 ||
        member === initializer ||
        (member.name.startsWith('_') && !/^__(?:call|getitem|enter)__$/.test(member.name))
      )
        continue
      const receiver = member.isStatic ? null : instance
      const method = functionAt(this.#module, member.function)
      this.#call({ kind: 'function', module: this.#module, function: method, environment, receiver, bound: [] }, 1)
    }
  }

  /** Runs a function; what it returns is for its caller too, but for what answers requests. */
  #call(hint: FunctionHint, depth: number): void {
    if (this.#done.has(hint.function) || this.#done.size > MOST_FUNCTIONS) return
    this.#done.add(hint.function)
    const { start } = hint.function
    const returned = callFunction(this.#act, hint, { ...this.#arguments(hint.function), isOpen: true }, { start, end: start + 1 })
    if (returned === null || depth >= DEEPEST_EXPORT) return
    const { hint: made } = returned
    if (made?.kind === 'function' && frameworkByShape(this.#engine.program, made.module, made.function) !== null) return
    this.#value(returned, depth + 1)
  }

  #arguments(owner: IrFunction): CallArguments {
    const named = new Map<string, Value>()
    let spread: Value | null = null
    let spreadNamed: Value | null = null
    for (const parameter of owner.parameters) {
      if (parameter.slot === owner.selfSlot) continue
      const value = this.#argument(owner, parameter.name)
      if (parameter.kind === 'rest') spread = value
      else if (parameter.kind === 'rest-named') spreadNamed = value
      else named.set(parameter.name, value)
    }
    return { positional: [], named, spread, spreadNamed }
  }

  #argument(owner: IrFunction, name: string): Value {
    const label = new Activation(this.#engine, this.#engine.frame(this.#module, owner), functionInfo(owner), null)
    const taints = sourceTaints(label, EXPOSED, name, { start: owner.start, end: owner.start + 1 })
    return { ...NOTHING, taints: taints.map((taint) => ({ ...taint, doubt: DOUBT_OF_CALLER })), number: this.#engine.numbers.fresh() }
  }

  #blank(owner: IrFunction, hint: Hint | null): Value {
    const made = makeObject(this.#act, { start: owner.start, end: owner.start + 1 }, 'exposed', {
      shape: 'instance',
      entries: new Map(),
      rest: null,
      length: -1,
      isExact: false,
      base: null,
    })
    return { ...made, hint, number: this.#engine.numbers.fresh() }
  }
}

function blankCall(at: number): CallInstruction {
  return {
    op: 'call',
    dst: -1,
    callee: -1,
    receiver: -1,
    method: '',
    args: [],
    isNew: true,
    isDecorator: false,
    isOptional: false,
    start: at,
    end: at + 1,
  }
}
