import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { type Draft, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { singular } from '../values.ts'

/** The request for somebody else's object below a parent of whoever asks, after the one below its owner's was refused. */
export interface Below {
  readonly draft: Draft | null
  /** The object stands below another, and whoever asks has none of its own to ask below. */
  readonly isUntried: boolean
}

export const NOT_BELOW: Below = { draft: null, isUntried: false }
export const BELOW = ' below a parent of its own'

/** Where the parent alone is checked, `/teams/{team}/notes/{note}` below an own team gives the notes of others. */
export async function lookBelow(
  probing: Probing,
  operation: Operation,
  item: { readonly parameter: string } | null,
  draft: Draft,
  other: Session,
): Promise<Below> {
  const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  const parents = item === null ? [] : names.slice(0, Math.max(0, names.indexOf(item.parameter)))
  if (parents.length === 0) return NOT_BELOW
  const ids = await probing.idsFor(operation, other)
  const own = parents.map((name) => [name, ids[name]] as const)
  // A name that an own thing below the own parent has too says nothing of the other's: a report of the day.
  if (item !== null && ids[item.parameter] !== undefined && ids[item.parameter] === draft.path[item.parameter])
    return { draft: null, isUntried: true }
  if (own.some(([name, id]) => id === undefined || id === draft.path[name])) return { draft: null, isUntried: true }
  return { draft: own.reduce((made, [name, id]) => withValue(made, { in: 'path', name }, id), draft), isUntried: false }
}

/** The same where a parameter of the query names the parent: `/files/7?folder=<an own one>` gives the files of others. */
export function lookBeside(probing: Probing, operation: Operation, draft: Draft, other: Session): Below {
  for (const { name, in: place, schema } of operation.parameters) {
    const noun = place === 'query' && schema.enum === undefined ? name.toLowerCase().replace(/_?id$/, '') : ''
    const own = probing.state.created.find(
      ({ owner, collection, isRemoved }) =>
        noun !== '' && owner === other && !isRemoved && singular(collection.split('/').at(-1) ?? '') === noun,
    )
    if (own !== undefined && draft.query[name] === undefined)
      return { draft: withValue(draft, { in: 'query', name }, own.id), isUntried: false }
  }
  return NOT_BELOW
}
