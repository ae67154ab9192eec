import type { IrClass, IrFunction, Module, Slot } from '../../ir/ir.ts'
import { givenToConstructor } from '../constructions.ts'
import { type Definition, definitionsOf } from '../definitions.ts'
import { type Denotation, libraryNamed, sameDenotation, UNKNOWN } from '../denotation.ts'
import type { InnerDenoter } from '../denote.ts'
import { givenToNew } from '../javascript-constructions.ts'
import { classAt, functionAt, type Scope } from '../program.ts'
import { madeClass } from './made-class.ts'

type FieldMap = Map<string, { readonly scope: Scope; readonly slot: Slot }[]>

/** What classes have: methods, fields, accessors, inner classes and bases, the inherited ones included. */
export class ClassMembers {
  readonly #denoter: InnerDenoter
  readonly #fields = new Map<IrClass, FieldMap>()

  constructor(denoter: InnerDenoter) {
    this.#denoter = denoter
  }

  ofClass(
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
      if (member.kind === 'getter') return this.#denoter.returned(module, method)
      return { kind: 'function', module, function: method, receiver }
    }
    const field = this.#field(module, owner, key)
    if (field.kind !== 'unknown') return field
    const inner = module.language === 'python' ? innerClass(module, owner, key) : undefined
    if (inner !== undefined) return { kind: 'class', module, class: inner }
    for (const base of this.bases(module, owner)) {
      if (base.kind === 'class') {
        const inherited = this.ofClass({ ...object, module: base.module, class: base.class }, receiver, key, seen)
        if (inherited.kind !== 'unknown') return inherited
      } else if (base.kind === 'library') return libraryNamed(object.kind === 'class' ? `${base.name}.${key}` : `${base.name}().${key}`)
    }
    return UNKNOWN
  }

  #field(module: Module, owner: IrClass, key: string): Denotation {
    const body = { module, function: functionAt(module, owner.body) }
    const member = owner.members.find((candidate) => candidate.name === key && candidate.kind === 'field')
    const given = this.#fieldGiven(body, owner, key, member === undefined ? -1 : member.slot)
    // What is assigned says more than the type that is written beside it.
    const isUnset = given.kind === 'constant' && given.value == null
    const isOpen = given.kind === 'unknown' || given.kind === 'parameter' || isUnset
    const declared = isOpen && member !== undefined ? this.#denoter.instanceOfType(body, member.type) : UNKNOWN
    // A class below sets what this one leaves empty.
    return declared.kind === 'unknown' && !isUnset ? given : declared
  }

  #fieldGiven(body: Scope, owner: IrClass, key: string, initial: Slot): Denotation {
    let agreed: Denotation = initial >= 0 ? this.#denoter.denote(body, initial) : UNKNOWN
    for (const { scope, slot } of this.fieldAssignments(body.module, owner, key)) {
      const assigned = this.#denoter.denote(scope, slot)
      const given =
        assigned.kind === 'parameter' ? (givenToNew(this.#denoter, assigned) ?? givenToConstructor(this.#denoter, assigned)) : UNKNOWN
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
      const replaced = this.replacedBase(scope, base)
      const denoted = replaced?.by === owner ? this.#denoter.ofDefinition(scope, replaced.before) : this.#denoter.denote(scope, base)
      return madeClass(denoted) ?? (denoted.kind === 'unknown' ? this.#generic(scope, base) : denoted)
    })
  }

  /** `ListView[Invoice]` of a library. */
  #generic(scope: Scope, slot: Slot): Denotation {
    const [only, ...others] = definitionsOf(scope.module, scope.function, slot)
    if (only?.kind !== 'instruction' || only.instruction.op !== 'index' || others.length > 0) return UNKNOWN
    const object = this.#denoter.denote(scope, only.instruction.object)
    return object.kind === 'library' ? object : UNKNOWN
  }

  /** `class ListView(Mixin, ListView)`: after the statement the name is the class, among its bases it is still what it was before. */
  replacedBase({ module, function: owner }: Scope, slot: Slot): { readonly before: Definition; readonly by: IrClass } | null {
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
}

/** `Meta` of a serializer, `Status` of a model: a class that stands in the body of another. */
function innerClass(module: Module, owner: IrClass, name: string): IrClass | undefined {
  return module.classes.find((inner) => inner.parent === owner.body && inner.name.slice(inner.name.lastIndexOf('.') + 1) === name)
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
