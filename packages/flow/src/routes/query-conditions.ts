import { notesWho } from './done-by.ts'
import { dictEntries } from './handler-values.ts'
import type { Chain } from './query-chains.ts'
import { OWN, type TagReader, type Tags } from './value-tags.ts'

const ROW_WINDOW = /^(?:limit|offset|skip|take|paginate|slice|sort|order_by|orderBy|order)$/

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
      all |= value
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

/** Entries that choose rows by the caller: neither a window nor a note of who changed them. */
function ownedTags(entries: Entries, tags: TagReader): Tags {
  return entries.reduce<Tags>((sum, { key, scope, value }) => {
    if (WINDOW_OPTION.test(key) || notesWho(key)) return sum
    const inner = HOLDS_VALUES.test(key) ? dictEntries(scope, value) : []
    return sum | (inner.length === 0 ? tags.tags(scope, value) : ownedTags(inner, tags))
  }, 0)
}

const HOLDS_VALUES = /^(?:data|set|values|\$set)$/
