import type { Scope } from '../engine/program.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import type { Reader } from '../routes/reader.ts'
import { statementOf } from '../routes/statements.ts'
import { tableTold } from './made-rows.ts'
import { reachedFrom } from './reached-code.ts'

const SESSIONS = /^(?:\w+_)?(?:sessions?|logins|(?:refresh|access|auth|login|session)_?tokens?|tokens)$/i

export interface SessionTable {
  readonly name: string
  /** The function that makes its rows. */
  readonly madeIn: readonly Scope['function'][]
}

/** The table in which a login makes a row for whoever signs in, by a statement or through a function of the tree that is told the table. */
export function sessionTable(reader: Reader, routes: readonly ReadRoute[]): SessionTable | null {
  for (const { fact, handler } of routes) {
    if (fact.purpose !== 'login' || handler === null) continue
    const made = reachedFrom(reader, handler).flatMap((scope) =>
      reader.callsIn(scope.function).flatMap((call) => {
        const statement = statementOf(reader, call)
        const table = statement?.kind === 'create' ? statement.table : tableTold(reader, call)
        return table !== null && SESSIONS.test(table) ? [{ table, fn: scope.function }] : []
      }),
    )
    const name = made[0]?.table
    if (name !== undefined) return { name, madeIn: made.filter(({ table }) => table === name).map(({ fn }) => fn) }
  }
  return null
}
