import type { DrivenRequest } from '../driven-request.ts'
import type { SourceStatement } from '../source-statements.ts'
import type { ActivityReader } from './activity.ts'
import type { HarmTools } from './harm.ts'
import type { StatementCounts } from './statements.ts'

export interface DriveTarget {
  readonly url: string
  /** Null when only the database is looked at. */
  readonly baseUrl: string | null
  readonly reads: readonly DrivenRequest[]
  /** Driven only on a disposable database. */
  readonly writes: readonly DrivenRequest[]
  readonly isDisposable: boolean
  /** Whether endpoints may be asked many times at once. */
  readonly mayLoad: boolean
  /** Statements that the source holds: all that can be planned where nobody sees from outside what runs. */
  readonly sourceStatements?: readonly SourceStatement[]
  /** `file:line` where the source limits its own statements; whether that limit holds cannot be seen in six seconds. */
  readonly statementLimitAt?: string | null
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
}

/** What the drive asks of a server, whatever its engine. */
export interface ServerEyes {
  readonly readBackends: ActivityReader
  /** The same through a session of its own, for samples beside the drive. */
  readonly watchBackends: ActivityReader
  /** Null where statements are not counted. */
  readonly statements: StatementCounts | null
  readonly settleMs: number
  /** Rows read one after another so far, by table; null where they are not counted. */
  readonly rowsScanned: (() => Promise<ReadonlyMap<string, number>>) | null
  /** Sessions opened so far; null when not counted. */
  readonly sessionsOpened: () => Promise<number | null>
  /** Statement and lock hooks of a database that may be harmed; null on others. */
  readonly harm: Pick<HarmTools, 'lock' | 'unlock' | 'deadlocksSoFar'> | null
}
