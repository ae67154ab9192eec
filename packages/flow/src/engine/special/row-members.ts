import type { IrClass, IrFunction, Module } from '../../ir/ir.ts'
import type { Activation } from '../activation.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { isCleanedField, isLinkField } from '../cleaned-fields.ts'
import { isRecord } from '../construct.ts'
import type { Engine } from '../engine.ts'
import { getMember } from '../members.ts'
import type { Range } from '../place.ts'
import { functionAt } from '../program.ts'
import { rowValue } from '../record-methods.ts'
import { methodHint } from '../roots.ts'
import { UNKNOWN_STEPS } from '../sinks.ts'
import { joinValues, NOTHING, type Value } from '../value.ts'

interface RowMembers {
  readonly fields: ReadonlySet<string>
  readonly methods: ReadonlyMap<string, readonly RowMethod[]>
}

interface RowMethod {
  readonly module: Module
  readonly class: IrClass
  readonly function: IrFunction
}

const known = new WeakMap<Engine, RowMembers>()

/**
 * What a template gets under a name of a row: of a field what was stored, unless something cleans it before that; of a property or a method
 * of the record, what that makes of the fields.
 */
export function rowMember(act: Activation, row: Value, key: string, at: Range): Value {
  const members = membersOf(act)
  const isRow = row.taints.some(({ label }) => label.kind === 'parameter' || label.model.gives === 'stored')
  if (isRow && members.fields.has(key)) return isCleanedField(act.engine.program, key) ? NOTHING : getMember(act, row, key, at)
  const methods = isRow && row.objects.length === 0 ? (members.methods.get(key) ?? []) : []
  const [first, ...others] = methods.map((method) => resultOf(act, method, at))
  return first === undefined ? getMember(act, row, key, at) : others.reduce((joined, one) => joinValues(joined, one), first)
}

/** Whether a field holds an address that nothing asks for its scheme. */
export const isOpenAddress = (act: Activation, field: string): boolean =>
  membersOf(act).fields.has(field) && isLinkField(act.engine.program, field)

function resultOf(act: Activation, { module, class: owner, function: method }: RowMethod, at: Range): Value {
  const call = { ...methodHint(act.engine, module, method), receiver: rowValue(act, module, owner) }
  const result = callFunction(act, call, NO_ARGUMENTS, at) ?? NOTHING
  // What code that is not there makes of a row may be markup of its own.
  const taints = result.taints.map((taint) => (taint.doubt > 0 ? { ...taint, doubt: Math.max(taint.doubt, UNKNOWN_STEPS) } : taint))
  return { ...result, taints }
}

function membersOf(act: Activation): RowMembers {
  let found = known.get(act.engine)
  if (found === undefined) {
    found = collect(act)
    known.set(act.engine, found)
  }
  return found
}

function collect(act: Activation): RowMembers {
  const fields = new Set<string>()
  const methods = new Map<string, RowMethod[]>()
  for (const module of act.engine.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.classes) {
      if (!isRecord(act, module, owner, 0)) continue
      for (const { name, kind, function: index } of owner.members) {
        if (kind === 'field') fields.add(name)
        else if (index >= 0)
          methods.set(name, [...(methods.get(name) ?? []), { module, class: owner, function: functionAt(module, index) }])
      }
    }
  }
  return { fields, methods }
}
