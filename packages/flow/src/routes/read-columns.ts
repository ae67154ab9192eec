import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, positionalArguments, type Reader, type SeenCall, stringAt } from './reader.ts'

/** What people show of themselves. */
const PROFILE_COLUMN =
  /^(?:id|pk|uuid|slug|(?:user|nick|display|full|first|last|sur)?_?name|handle|bio|about|headline|title|website|url|avatar|picture|photo|image|(?:date_)?joined|created(?:_at|_on)?)$/
const NARROWS = /^(?:only|values|values_list)$/

/** Whether a query reads nothing but what people show of themselves: `Person.objects.only('name', 'bio')`. */
export function readsProfile(reader: Reader, calls: readonly SeenCall[]): boolean {
  return columnsOf(reader, calls)?.every((column) => PROFILE_COLUMN.test(column)) === true
}

/** The columns that a query reads, where it names them all as constants; else null. */
export function columnsOf(reader: Reader, calls: readonly SeenCall[]): readonly string[] | null {
  const narrowing = calls.find(({ method }) => NARROWS.test(method))
  if (narrowing === undefined) return selectedFields(reader, calls)
  const columns = positionalArguments(narrowing.call).map((slot) => stringAt(reader, narrowing, slot))
  const isWhole = columns.length > 0 && columns.length === narrowing.call.args.filter(({ kind }) => kind !== 'named').length
  return isWhole && columns.every((column) => column !== null) ? columns : null
}

/** `Member.findById(id).select('name photo')` of mongoose: a text of names, none of which is only taken away or added. */
function selectedFields(reader: Reader, calls: readonly SeenCall[]): readonly string[] | null {
  const selecting = calls.find(({ method, module }) => method === 'select' && module.language === 'javascript')
  const [only, ...others] = selecting === undefined ? [] : positionalArguments(selecting.call)
  if (selecting === undefined || only === undefined || others.length > 0 || !calls.some(({ method }) => /^find/.test(method))) return null
  const names = stringAt(reader, selecting, only)?.trim().split(/\s+/) ?? []
  return names.length > 0 && names.every((name) => /^[\w.]+$/.test(name)) ? names : null
}

/** The calls that go on with what a call gave: `.exclude(...).values('day')` after `.filter(...)`. */
export function chainAfter(reader: Reader, call: SeenCall): readonly SeenCall[] {
  const after: SeenCall[] = []
  const others = reader.callsIn(call.function)
  for (let at: SeenCall | undefined = call; at !== undefined && after.length < 20; ) {
    const { dst }: SeenCall['call'] = at.call
    at = others.find((other) => other.call.receiver === dst && !after.includes(other))
    if (at !== undefined) after.push(at)
  }
  return after
}

/** The calls of the chain that made a query set, last first. */
export function chainBehind(reader: Reader, scope: Scope, slot: Slot): readonly SeenCall[] {
  const calls: SeenCall[] = []
  for (let at = callBehind(reader, scope, slot); at !== null && calls.length < 20; ) {
    calls.push(at)
    at = at.call.receiver < 0 ? null : callBehind(reader, at, at.call.receiver)
  }
  return calls
}
