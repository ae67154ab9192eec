import { definitionBehind, type Reader, type SeenCall, slotText } from './reader.ts'

const ASKS_FOR_LIST = /^(?:in_|any_|whereIn|andWhereIn)$/
const ID = /(?:^|[._'"`])(?:id|pk|uuid|_id)['"`]?$/i
const BY_NAME = /^(?:id|pk|uuid)__in$/

/** `where(Task.id.in_(ids))`, `filter(pk__in=ids)`, `whereIn('id', ids)`: rows that are asked for by a list of their ids. */
export const asksForIds = (reader: Reader, calls: readonly SeenCall[]): boolean =>
  calls.some((call) => isListOfIds(reader, call) || call.call.args.some((argument) => givesIds(reader, call, argument)))

function givesIds(reader: Reader, call: SeenCall, argument: SeenCall['call']['args'][number]): boolean {
  if (argument.kind === 'named') return BY_NAME.test(argument.name)
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
