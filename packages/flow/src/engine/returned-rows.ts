import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { dictObject, listObject, makeObject } from './containers.ts'
import { NOTHING, stepped, type Value } from './value.ts'

/** Columns that the store fills in itself. */
const GENERATED = /^(?:id|uuid|pk|version|(?:created|updated|inserted|modified)_?(?:at|on))$/i

/**
 * `await db.insert(notes).values(note).returning({ id: notes.id })`: rows, each with the columns that are named, of which those that the store
 * makes are nobody's input; null for other calls.
 */
export function returnedRows(act: Activation, use: CallUse): Value | null {
  const { receiver, method, instruction } = use
  if (method !== 'returning' || receiver === null || act.frame.module.language !== 'javascript' || !isAwaited(act, instruction.dst))
    return null
  const field: Value = { ...NOTHING, taints: stepped(receiver.taints, act.frame, instruction, 'returning()') }
  const columns = use.args.positional.flatMap((given) => columnsOf(act, given))
  const entries = new Map(columns.map((name) => [name, GENERATED.test(name) ? NOTHING : field] as const))
  const row = makeObject(act, instruction, 'row', dictObject(entries, columns.length === 0 ? field : null))
  return makeObject(act, instruction, 'rows', listObject([], 'list', row))
}

const isAwaited = ({ frame }: Activation, slot: number): boolean =>
  frame.function.blocks.some(({ instructions }) => instructions.some((one) => one.op === 'await' && one.src === slot))

/** The names that `'id'`, `['id', 'name']` or `{ id: notes.id }` give. */
function columnsOf(act: Activation, given: Value): readonly string[] {
  if (typeof given.constant === 'string') return [given.constant]
  return given.objects.flatMap((id) =>
    [...(act.object(id)?.entries ?? [])].flatMap(([key, entry]) =>
      /^\d+$/.test(key) ? (typeof entry.constant === 'string' ? [entry.constant] : []) : [key],
    ),
  )
}
