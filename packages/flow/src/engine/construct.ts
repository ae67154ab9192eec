import type { IrClass, Module, TypeReference } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction } from './call-function.ts'
import { wholeTaints } from './conditions/objects.ts'
import { elementOf, makeObject, setMember } from './containers.ts'
import type { Denotation } from './denotation.ts'
import { maskOf } from './kinds.ts'
import { getMember } from './members.ts'
import { functionAt } from './program.ts'
import { sinkCall, useSink } from './sinks.ts'
import { noteRecord } from './stored-columns.ts'
import { isTableModel } from './table-models.ts'
import { isPlainType } from './typed-parameter.ts'
import { clearTaints, type Hint, NOTHING, type Value } from './value.ts'

/** Makes an instance of a class of the program. */
export function construct(act: Activation, hint: Hint & { kind: 'class' }, use: CallUse): Value {
  const made = makeObject(act, use.instruction, 'instance', {
    shape: 'instance',
    entries: new Map(),
    rest: null,
    length: -1,
    isExact: false,
    base: null,
  })
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  const instance: Value = {
    ...made,
    number,
    hint: { kind: 'instance', module: hint.module, class: hint.class, environment: hint.environment },
  }
  spreadIntoRecord(act, hint, use)
  runConstructor(act, instance, hint, use)
  return instance
}

/** Runs the constructor of a class, its own or the nearest inherited one, on an object. */
export function runConstructor(act: Activation, instance: Value, hint: Hint & { kind: 'class' }, use: CallUse): void {
  const initializer = constructorOf(act, hint.module, hint.class, 0)
  if (initializer === null) {
    fillFields(act, instance, hint, use)
    return
  }
  if (initializer.kind === 'library') {
    fillFields(act, instance, hint, use)
    noteRecord(act, hint.module, hint.class, instance, use.instruction)
    sinkCall(act, act.engine.models.of(initializer.name), initializer.name, use)
    if (!choosesClasses(hint.module, hint.class)) {
      const base = initializer.name.replace(/\.__init__$/, '')
      sinkCall(act, act.engine.models.of(base), base, use)
    }
    return
  }
  if (initializer.kind !== 'function') return
  const environment = initializer.module === hint.module ? hint.environment : (act.engine.environments.get(initializer.module) ?? null)
  callFunction(
    act,
    { kind: 'function', module: initializer.module, function: initializer.function, environment, receiver: instance, bound: [] },
    use.args,
    use.instruction,
  )
}

/** The class whose constructor a function of the old kind is; null for other functions. */
export function classOfMaker({ module, function: maker, environment }: Hint & { kind: 'function' }): (Hint & { kind: 'class' }) | null {
  const owner = module.classes[maker.ownerClass]
  const [first] = owner?.members ?? []
  if (owner === undefined || first?.name !== 'constructor' || first.function !== maker.index || maker.kind === 'method') return null
  return { kind: 'class', module, class: owner, environment }
}

/** An unpickler that decides by the names which classes it makes. */
function choosesClasses(module: Module, owner: IrClass): boolean {
  const method = owner.members.find(({ name, kind }) => name === 'find_class' && kind === 'method')
  if (method === undefined) return false
  const { blocks } = functionAt(module, method.function)
  if (blocks.some(({ terminator }) => terminator.op === 'throw')) return true
  return !blocks.some(({ instructions }) =>
    instructions.some(({ op, ...rest }) => op === 'call' && 'method' in rest && rest.method === 'find_class'),
  )
}

/** `Member(**body)`: whoever sent the body chose the columns. */
function spreadIntoRecord(act: Activation, hint: Hint & { kind: 'class' }, use: CallUse): void {
  const spread = use.args.spreadNamed
  if (spread === null || !isRecord(act, hint.module, hint.class, 0)) return
  useSink(act, { kind: 'mass-assignment', cwe: 915, name: `${hint.class.name}(**)` }, wholeTaints(act, spread), use.instruction)
}

const RECORDS =
  /^(?:django\.db\.models\.Model|flask_sqlalchemy\.SQLAlchemy(?:\(\))?\.Model|sqlalchemy\..*(?:declarative_base\(\)|DeclarativeBase|automap_base\(\))|peewee\.Model|tortoise(?:\.models)?\.Model|mongoengine\..*Document|beanie\.Document|odmantic\.Model|pony\..*Entity|django\.contrib\.auth\.models\.\w+|sqlalchemy\.orm\.registry\(\)\.generate_base\(\))$/

/** Whether a class is mapped to a table or a collection. */
export function isRecord(act: Activation, module: Module, owner: IrClass, depth: number): boolean {
  return (
    depth < 8 &&
    (isTableModel(act.engine.denoter, module, owner) ||
      act.engine.denoter
        .bases(module, owner)
        .some((base) =>
          base.kind === 'library' ? RECORDS.test(base.name) : base.kind === 'class' && isRecord(act, base.module, base.class, depth + 1),
        ))
  )
}

/** The constructor, inherited ones included; a library class as base counts as `name.__init__`. */
function constructorOf(act: Activation, module: Module, owner: IrClass, depth: number): Denotation | null {
  if (depth > 12) return null
  const member = owner.members.find(
    (candidate) => (candidate.name === '__init__' || candidate.name === 'constructor') && candidate.kind === 'method',
  )
  if (member !== undefined) return { kind: 'function', module, function: functionAt(module, member.function), receiver: null }
  for (const base of act.engine.denoter.bases(module, owner)) {
    if (base.kind === 'class') {
      const inherited = constructorOf(act, base.module, base.class, depth + 1)
      if (inherited !== null) return inherited
    } else if (base.kind === 'library') return { ...base, name: `${base.name}.__init__` }
  }
  return null
}

/** Dataclasses, models and the like: arguments become fields of that name, positional ones in the order of the class. */
function fillFields(act: Activation, instance: Value, hint: Hint & { kind: 'class' }, use: CallUse): void {
  const { named, positional, spreadNamed } = use.args
  const fields = fieldsOf(act, hint.module, hint.class, 0)
  const isCasting = castsFields(act, hint.module, hint.class, 0)
  const set = (name: string, value: Value): void => {
    const type = fields.get(name)
    setMember(act, instance, name, isCasting ? cast(value, type ?? null) : value)
  }
  for (const [name, value] of named) set(name, value)
  const names = [...fields.keys()]
  positional.forEach((value, index) => {
    const name = names[index]
    if (name !== undefined) set(name, value)
  })
  if (spreadNamed === null) return
  for (const name of names.slice(positional.length)) if (!named.has(name)) set(name, getMember(act, spreadNamed, name, use.instruction))
  if (names.length === 0) setMember(act, instance, null, elementOf(act, spreadNamed, use.instruction))
}

/** `Model.model_validate(body)`: the fields that the model declares, as their types let them through; null for other classes. */
export function validatedModel(act: Activation, hint: Hint & { kind: 'class' }, use: CallUse): Value | null {
  const [given] = use.args.positional
  if (given === undefined || !castsFields(act, hint.module, hint.class, 0)) return null
  return construct(act, hint, { ...use, args: { ...use.args, positional: [], named: new Map(), spread: null, spreadNamed: given } })
}

/** The fields that the class declares, those of its bases first, with their types. */
function fieldsOf(act: Activation, module: Module, owner: IrClass, depth: number): Map<string, TypeReference | null> {
  const fields = new Map<string, TypeReference | null>()
  if (depth > 8) return fields
  for (const base of act.engine.denoter.bases(module, owner))
    if (base.kind === 'class') for (const [name, type] of fieldsOf(act, base.module, base.class, depth + 1)) fields.set(name, type)
  for (const { kind, name, type, isStatic } of owner.members) {
    if (kind !== 'field' || (module.language === 'python' ? type === null || /(?:^|\.)ClassVar$/.test(type.name) : isStatic)) continue
    fields.set(name, type)
  }
  return fields
}

/** A field as a model of pydantic holds it: numbers and the like carry nothing, text carries no structure. */
function cast(value: Value, type: TypeReference | null): Value {
  if (isPlainType(type)) return NOTHING
  return type !== null && /(?:^|\.)(?:str|EmailStr|StrictStr|constr|SecretStr|AnyUrl|HttpUrl)$/.test(type.name)
    ? { ...value, type: 'string', objects: [], taints: clearTaints(value.taints, TEXT_ONLY) }
    : value
}

const TEXT_ONLY = maskOf('nosql-injection', 'mass-assignment')

/** Whether the class makes its fields what their types say: a model of pydantic. */
function castsFields(act: Activation, module: Module, owner: IrClass, depth: number): boolean {
  return (
    depth < 8 &&
    act.engine.denoter
      .bases(module, owner)
      .some((base) =>
        base.kind === 'library'
          ? /^(?:pydantic|pydantic_settings|ninja)\.\w+$/.test(base.name)
          : base.kind === 'class' && castsFields(act, base.module, base.class, depth + 1),
      )
  )
}
