import type { Slot } from '../ir/ir.ts'
import { notesWho } from './done-by.ts'
import { dictEntries } from './handler-values.ts'
import type { Chain } from './query-chains.ts'
import { positionalArguments, type SeenCall } from './reader.ts'
import { OWN, type TagReader, type Tags } from './value-tags.ts'

export const ROW_WINDOW = /^(?:limit|offset|skip|take|paginate|slice|sort|order_by|orderBy|order)$/

const WINDOW_OPTION = /^(?:limit|offset|skip|take|page|per_page|perPage|pageSize|page_size|sort|order|orderBy|order_by|cursor|first|last)$/

interface ChainTags {
  readonly all: Tags
  readonly byOwner: boolean
}

/** What chooses the rows: values in filters, ids, bound parameters; and whether the caller's identity is among them. */
export function chainTags(chain: Chain, tags: TagReader): ChainTags {
  let all: Tags = 0
  let byOwner = false
  for (const call of chain.calls) {
    if (ROW_WINDOW.test(call.method)) continue
    // What a function of the tree is handed says nothing of what it asks for: its own queries and comparisons do.
    const isFollowed = call.callee.kind === 'function'
    // What it gives may be narrowed to the caller: `own_albums().filter_by(id=album_id)`.
    if (isFollowed && call !== chain.calls[0] && (tags.tags(call, call.call.dst) & OWN) !== 0) byOwner = true
    for (const argument of call.call.args) {
      if (argument.kind === 'named' && WINDOW_OPTION.test(argument.name)) continue
      const entries = dictEntries(call, argument.value)
      const value =
        entries.length === 0
          ? tags.tags(call, argument.value)
          : entries.reduce<Tags>((sum, entry) => (WINDOW_OPTION.test(entry.key) ? sum : sum | tags.tags(entry.scope, entry.value)), 0)
      all |= isWritten(call, argument) ? 0 : choosingTags(entries, value, tags)
      if (argument.kind === 'named' && notesWho(argument.name)) continue
      const owned = entries.length === 0 ? value : ownedTags(entries, tags)
      if ((owned & OWN) !== 0 && !isFollowed) byOwner = true
    }
  }
  const [first] = chain.calls
  // `current_user.orders.get(id)`: the rows of the caller to begin with.
  if (first !== undefined && (tags.tags(first, chain.root) & OWN) !== 0) byOwner = true
  return { all, byOwner }
}

type Entries = ReturnType<typeof dictEntries>

/** Methods whose first argument chooses the rows and whose second says what is written there. */
const FILTER_FIRST =
  /^(?:update(?:One|Many|_one|_many)|replace(?:One|_one)|find(?:One|ById|_one|_by_id)_?(?:And|_and_)_?(?:Update|Replace|update|replace))$/

/** Whether an argument holds what is written: `updateOne(filter, change)`, `update(criteria, values)` of TypeORM, `update(values, { where })`. */
function isWritten(call: SeenCall, { value }: { readonly value: Slot }): boolean {
  const [first, second] = positionalArguments(call.call)
  if (first === undefined || second === undefined) return false
  if (FILTER_FIRST.test(call.method)) return value === second
  if (call.method !== 'update') return false
  const keys = dictEntries(call, second).map(({ key }) => key)
  return keys.includes('where') ? value === first : keys.length > 0 && value === second
}

/** Of `{ where, data }` what chooses; of anything else all of it. */
function choosingTags(entries: Entries, all: Tags, tags: TagReader): Tags {
  if (!entries.some(({ key }) => key === 'where') || !entries.some(({ key }) => HOLDS_VALUES.test(key))) return all
  return entries.reduce<Tags>(
    (sum, { key, scope, value }) => (WINDOW_OPTION.test(key) || HOLDS_VALUES.test(key) ? sum : sum | tags.tags(scope, value)),
    0,
  )
}

/** Entries that choose rows by the caller: neither a window nor a note of who changed them. */
function ownedTags(entries: Entries, tags: TagReader): Tags {
  return entries.reduce<Tags>((sum, { key, scope, value }) => {
    if (WINDOW_OPTION.test(key) || notesWho(key)) return sum
    const inner = HOLDS_VALUES.test(key) ? dictEntries(scope, value) : []
    return sum | (inner.length === 0 ? tags.tags(scope, value) : ownedTags(inner, tags))
  }, 0)
}

const HOLDS_VALUES = /^(?:data|set|values|\$set)$/
