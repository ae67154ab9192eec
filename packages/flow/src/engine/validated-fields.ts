import type { ClassMember, IrClass, Module, TypeReference } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import type { Denotation } from './denotation.ts'
import { denotedValue } from './denoted-value.ts'
import { anchoredBody, kindsSafeBySequence } from './patterns-of-text.ts'
import { functionAt, type Scope } from './program.ts'
import { clearTaints, NOTHING, type Value } from './value.ts'

const VALIDATOR = /^pydantic(?:\.\w+)*\.(?:field_validator|validator)\(\)$/
const CALLS = /^pydantic(?:\.\w+)*\.(?:AfterValidator|BeforeValidator|PlainValidator)\(\)$/
const TEXT_PATTERN = /^pydantic(?:\.\w+)*\.(?:StringConstraints|Field|constr)\(\)$|^fastapi\.(?:Query|Path|Body|Form|Header)\(\)$/

/** A field of a model as the validators of its class and of its type let it through. */
export function checkedField(act: Activation, module: Module, owner: IrClass, member: ClassMember, value: Value): Value {
  if (value.taints.length === 0) return value
  const scope = { module, function: functionAt(module, owner.body) }
  const narrowed = checkedByType(act, scope, member.type, value)
  return validatorsOf(act, module, owner, member.name).reduce((at, method) => through(act, method, at), narrowed)
}

/** `Annotated[str, AfterValidator(check), StringConstraints(pattern='^[a-z]+$')]`, also under a name of its own. */
export function checkedByType(act: Activation, scope: Scope, type: TypeReference | null, value: Value): Value {
  if (type === null || value.taints.length === 0) return value
  const { denoter } = act.engine
  const alias = denoter.instanceOfType(scope, type)
  const own = type.args.flatMap(({ valueSlot }) => (valueSlot >= 0 ? [denoter.denote(scope, valueSlot)] : []))
  let checked = value
  for (const marker of alias.kind === 'annotated' ? alias.markers : own) checked = checkedBy(act, marker, checked)
  return checked
}

/** What one marker lets through. */
export function checkedBy(act: Activation, marker: Denotation, value: Value): Value {
  if (marker.kind !== 'library' || marker.origin === null) return value
  const { denoter } = act.engine
  if (CALLS.test(marker.name)) {
    const given = denoter.argument(marker.origin, marker.origin.call, 0, 'func')
    const hint = given?.kind === 'function' ? denotedValue(act, given, null).hint : null
    return hint?.kind === 'function' ? through(act, hint, value) : value
  }
  if (!TEXT_PATTERN.test(marker.name)) return value
  const pattern =
    denoter.argument(marker.origin, marker.origin.call, -1, 'pattern') ?? denoter.argument(marker.origin, marker.origin.call, -1, 'regex')
  const body = pattern?.kind === 'constant' && typeof pattern.value === 'string' ? anchoredBody(pattern.value, 'anywhere') : null
  return body === null ? value : { ...value, taints: clearTaints(value.taints, kindsSafeBySequence(body)) }
}

/** What the function gives back, and what then holds of what it was given. */
export function through(act: Activation, hint: FunctionHint, value: Value): Value {
  const number = act.engine.numbers.fresh()
  const { start } = hint.function
  const given: Value = { ...value, number }
  const result = callFunction(act, hint, { ...NO_ARGUMENTS, positional: [given], isOpen: true }, { start, end: start + 1 })
  if (result === null) return NOTHING
  const fact = act.state.facts.get(number)
  const taints = fact === undefined ? result.taints : clearTaints(result.taints, fact.cleared, fact.weak)
  return { ...result, hint: result.hint ?? value.hint, number: 0, taints }
}

function validatorsOf(act: Activation, module: Module, owner: IrClass, field: string): readonly FunctionHint[] {
  const scope = { module, function: functionAt(module, owner.body) }
  const environment = act.engine.environments.get(module) ?? null
  return owner.members.flatMap((member) => {
    if (member.kind !== 'method' || member.function < 0) return []
    const method = functionAt(module, member.function)
    const isMeant = method.decorators.some((slot) => {
      const denoted = act.engine.denoter.denote(scope, slot)
      if (denoted.kind !== 'library' || denoted.origin === null || !VALIDATOR.test(denoted.name)) return false
      const { origin } = denoted
      return origin.call.args.some(({ kind, value }) => {
        const name = kind === 'positional' ? act.engine.denoter.denote(origin, value) : null
        return name?.kind === 'constant' && (name.value === field || name.value === '*')
      })
    })
    if (!isMeant) return []
    const receiver: Value = { ...NOTHING, hint: { kind: 'class', module, class: owner, environment } }
    return [
      { kind: 'function' as const, module, function: method, environment, receiver: method.selfSlot < 0 ? null : receiver, bound: [] },
    ]
  })
}
