import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { dictEntries } from './handler-values.ts'
import { definitionBehind, type Reader, type SeenCall, slotText } from './reader.ts'

const ASKS_FOR_LIST = /^(?:in_|any_|whereIn|andWhereIn)$/
const ID = /(?:^|[._'"`])(?:id|pk|uuid|_id)['"`]?$/i
const BY_NAME = /^(?:id|pk|uuid)__in$/

/** `where(Task.id.in_(ids))`, `filter(pk__in=ids)`, `whereIn('id', ids)`: rows that are asked for by a list of their ids. */
export const asksForIds = (reader: Reader, calls: readonly SeenCall[]): boolean =>
  calls.some((call) => isListOfIds(reader, call) || call.call.args.some((argument) => givesIds(reader, call, argument)))

function givesIds(reader: Reader, call: SeenCall, argument: SeenCall['call']['args'][number]): boolean {
  if (argument.kind === 'named') return BY_NAME.test(argument.name)
  if (call.module.language === 'javascript' && takesIds(reader, call, argument.value, 0)) return true
  const made = definitionBehind(call, argument.value)
  const seen = made?.instruction.op === 'call' ? reader.seenCall(made.instruction) : undefined
  return seen !== undefined && isListOfIds(reader, seen)
}

function isListOfIds(reader: Reader, call: SeenCall): boolean {
  if (!ASKS_FOR_LIST.test(call.method)) return false
  const [first] = call.call.args
  const column = /in_$|any_$/.test(call.method) ? call.call.receiver : (first?.value ?? -1)
  return column >= 0 && ID.test(slotText(reader, call, column))
}

const CONDITIONS = /^(?:where|filter|AND|and|\$and)$/
const ID_KEY = /^(?:id|_id|pk|uuid)$/
const IN = /^(?:in|\$in)$/
const LIST_NAME = /(?:^|[._a-z])(?:ids|Ids|IDS|idList|id_list)$/
const MAKES_IN = /(?:^|\.)(?:In|inArray|any)$/

/** `{ where: { id: ids } }` of Sequelize, `{ id: { in: ids } }` of Prisma, `{ _id: { $in: ids } }` of Mongoose, `{ id: In(ids) }` of TypeORM. */
function takesIds(reader: Reader, scope: Scope, slot: Slot, depth: number): boolean {
  return dictEntries(scope, slot).some(({ key, value, scope: where }) => {
    if (CONDITIONS.test(key)) return depth < DEEPEST && takesIds(reader, where, value, depth + 1)
    return ID_KEY.test(key) && isListOf(reader, where, value)
  })
}

function isListOf(reader: Reader, scope: Scope, slot: Slot): boolean {
  const made = definitionBehind(scope, slot)
  if (made?.instruction.op === 'dict') {
    const { instruction } = made
    return instruction.entries.some((entry) => {
      if (entry.kind === 'entry') return IN.test(entry.key)
      return entry.kind === 'computed' && /\bOp\.in$/.test(slotText(reader, made.scope, entry.key))
    })
  }
  const call = made?.instruction.op === 'call' ? reader.seenCall(made.instruction) : undefined
  return (call !== undefined && MAKES_IN.test(call.name)) || LIST_NAME.test(slotText(reader, scope, slot))
}

const DEEPEST = 3
