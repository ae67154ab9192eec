import type { NotTried } from './service.ts'

/** What gathering learned of the database behind the service. */
export interface DatabaseFacts {
  readonly database: DatabaseFact
}

export type DatabaseEngine = 'postgresql' | 'mysql' | 'mariadb' | 'sqlite' | 'mongodb'

export interface DatabaseFact {
  readonly engine: DatabaseEngine
  readonly version: string
  /** `127.0.0.1:5432/shop`: no account, no password. The path of a file. */
  readonly address: string
  /** Whether the user said that this database may be written to and harmed. */
  readonly isDisposable: boolean
  /** How statements were counted, best first: the server's own statistics, deltas of its table statistics, samples of what runs. */
  readonly statementSource: 'statistics' | 'table-deltas' | 'samples' | 'none'
  /** What could not be looked at, with the right or extension that would help. */
  readonly notTried: readonly NotTried[]
  /** Statements of the driven endpoints, most expensive first; those that no endpoint was seen to send follow when the server kept their totals. */
  readonly statements: readonly StatementFact[]
  /** One for each endpoint that was driven. */
  readonly endpoints: readonly EndpointQueries[]
  readonly tables: readonly TableFact[]
  readonly indexes: readonly IndexFact[]
  /** Indexes that plans would use if they were there. */
  readonly missingIndexes: readonly MissingIndexFact[]
  readonly settings: readonly DatabaseSetting[]
  /** Accounts that sent the statements of the endpoints. */
  readonly roles: readonly DatabaseRole[]
  readonly connections: ConnectionFacts
  readonly pool: PoolFact | null
  /** How long another endpoint waits while one works outside of the database; absent in runs of versions before it was added. */
  readonly stalls?: readonly StallFact[]
  /** What held locks or connections while many asked; absent in runs of versions before it was added. */
  readonly crowds?: readonly CrowdFact[]
  /** Waits for locks that were seen while endpoints were driven. */
  readonly lockWaits: readonly LockWaitFact[]
  /** Crossing writers on a disposable database; null when not tried. */
  readonly deadlocks: DeadlockFact | null
  /** How long a statement waited for a lock before something ended it, on a disposable database; null when not tried. */
  readonly statementLimit: StatementLimitFact | null
  readonly buffers: BufferFact | null
  /** Since when the server counts uses of indexes, ISO 8601; null when it does not say. */
  readonly statisticsSince: string | null
  /** Memory and cores of the machine of the database, when it is this machine. */
  readonly machine: { readonly memoryBytes: number; readonly cores: number } | null
  readonly sizeBytes: number | null
  /** What the file itself shows; only of SQLite. */
  readonly file?: SqliteFileFact
}

export interface SqliteFileFact {
  /** Rights of the file: the last nine bits of its mode. */
  readonly mode: number
  /** What is wrong with its pages, empty when it is sound; null when it was not checked. */
  readonly damage: readonly string[] | null
  /** Rows that refer to what is not there; null when it was not checked. */
  readonly orphans: readonly { readonly table: string; readonly parent: string; readonly rows: number }[] | null
}

/** A statement as the server normalises it: every literal is a parameter or masked. */
export interface StatementFact {
  /** `q1`, `q2` ... in this run. */
  readonly id: string
  readonly text: string
  readonly kind: 'select' | 'insert' | 'update' | 'delete' | 'other'
  readonly role: string
  /** Tables it names, as `schema.table`; empty when no plan could be made. */
  readonly tables: readonly string[]
  /** Of the drive where an endpoint sent it, else totals since `statisticsSince`. */
  readonly calls: number
  readonly meanMs: number
  readonly maxMs: number
  /** Rows returned or changed by each call. */
  readonly rowsPerCall: number
  /** Blocks touched by each call (8 KiB on PostgreSQL); null when not counted. */
  readonly blocksPerCall: number | null
  /** Rows read for each call; null when not counted. */
  readonly rowsReadPerCall: number | null
  readonly plan: PlanFact | null
  /** `file:line` of the source that holds it, where it was found there and not seen to run. */
  readonly writtenAt?: string
}

export interface PlanFact {
  /** `generic`: EXPLAIN without values. `values`: with values of the table. `analyzed`: executed, on a disposable database. */
  readonly how: 'generic' | 'values' | 'analyzed'
  readonly cost: number
  /** The plan as the server prints it, literals masked, at most forty lines. */
  readonly lines: readonly string[]
  readonly scans: readonly PlanScan[]
  /** Why there is no plan; empty when there is. */
  readonly because: string
}

export interface PlanScan {
  readonly table: string
  readonly kind: 'sequential' | 'index' | 'other'
  readonly index: string | null
  /** Condition that rows were dropped by. */
  readonly filter: string
  /** Rows the table holds by the server's estimate. */
  readonly tableRows: number
}

/** What one endpoint asked of the database while it alone was driven. */
export interface EndpointQueries {
  /** `GET /orders`. */
  readonly endpoint: string
  readonly method: string
  readonly path: string
  readonly requests: number
  /** Requests without a 2xx answer, by status (0: none came). */
  readonly failures: Readonly<Record<string, number>>
  readonly statements: readonly EndpointStatement[]
  /** Time in the database for each request, as measured request by request. */
  readonly databaseMs: Distribution | null
  /** Latency of the requests as the client saw it. */
  readonly latencyMs: Distribution | null
  /** Calls for each request by size of the page; null when it has no size that could be varied. */
  readonly growth: GrowthFact | null
  /** Transactions for each request; null when not counted. */
  readonly transactionsPerRequest: number | null
  /** Connections to the database that were opened and closed again, for each request; those that a pool keeps do not count. */
  readonly connectionsOpenedPerRequest: number | null
  /** Connections that did not come back to rest for each request, and how they were left. */
  readonly connectionsKept: { readonly perRequest: number; readonly state: string } | null
  /** Longest time a transaction was open while the database had nothing to do, in a request and after it. */
  readonly idleInTransactionMs: { readonly during: number; readonly after: number } | null
  /** Requests of the first kind (cold) and repeated ones (warm): what a cache in front of the database saves. */
  readonly repeated: RepeatedFact | null
  /** Things and bytes of an answer: the median, and the most; absent in runs of versions before it was added. */
  readonly answer?: { readonly items: number; readonly bytes: number } | null
  readonly durationMs: number
}

/** One endpoint that many asked for at once, and a quick one that was asked meanwhile. */
export interface CrowdFact {
  readonly endpoint: string
  readonly method: string
  readonly path: string
  /** The quick one, which asks the database. */
  readonly other: string
  readonly concurrent: number
  /** Until the last was answered. */
  readonly tookMs: number
  /** Most connections that were open, and how many were at work on average. */
  readonly open: number
  readonly busyMean: number
  readonly mostWaiting: number
  /** Share of the connections at work that waited for a lock, and of those the share whose lock was kept beyond the statement that took it. */
  readonly waitShare: number
  readonly heldShare: number
  /** Time of the quick one meanwhile and before, and of a request meanwhile that needs no connection. */
  readonly otherMs: number
  readonly otherQuietMs: number
  readonly withoutDatabaseMs: number
}

/** A quick endpoint that was asked again and again while another was answered. */
export interface StallFact {
  readonly endpoint: string
  readonly method: string
  readonly path: string
  /** The quick one. */
  readonly other: string
  /** Time of the slow one's answer, and what of it was not spent in the database. */
  readonly ownMs: number
  readonly outsideMs: number
  /** The shortest of the longest waits of each round, and the longest while nothing else was asked but for two. */
  readonly heldUpMs: number
  readonly quietMs: number
  /** Rounds in which the other waited. */
  readonly rounds: number
}

export interface EndpointStatement {
  /** Id of the statement. */
  readonly statement: string
  /** Calls of one request: median over the requests. */
  readonly callsPerRequest: number
  /** Calls of each driven request, in order. */
  readonly calls: readonly number[]
  readonly rowsPerCall: number
  /** Of every call of the drive. */
  readonly meanMs: number
  /** Of the requests, each with the mean of its calls. */
  readonly medianMs: number
  readonly maxMs: number
}

export interface Distribution {
  readonly samples: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** Calls of a statement against the number of things a request returns. */
export interface GrowthFact {
  /** `query limit`, `rows of q2`. */
  readonly by: string
  readonly statements: readonly {
    readonly statement: string
    /** One point for each size. */
    readonly points: readonly { readonly size: number; readonly items: number; readonly calls: number }[]
    /** Calls for one more item, least squares. */
    readonly slope: number
  }[]
}

export interface RepeatedFact {
  readonly firstMs: number
  readonly repeatedMs: Distribution
  readonly firstCalls: number
  /** Mean calls of the requests after the first. */
  readonly repeatedCalls: number
}

export interface TableFact {
  readonly name: string
  readonly rows: number
  /** With its indexes. */
  readonly bytes: number
  /** Its rows alone. */
  readonly heapBytes: number
  /** Estimates of the server. */
  readonly deadRows: number
  readonly sequentialScans: number
  readonly sequentialRowsRead: number
  readonly indexScans: number
  readonly changes: number
  readonly lastVacuum: string | null
  readonly hasPrimaryKey: boolean
  readonly autovacuumOff: boolean
  /** Columns that refer to another table and that no index begins with. */
  readonly foreignKeysWithoutIndex: readonly string[]
  /** Those among them that each delete of a parent searches: the key acts on it, or rows of the parent were deleted; absent where it is not known. */
  readonly searchedOnDelete?: readonly {
    readonly columns: string
    readonly parent: string
    /** Rows of the parent that were deleted so far. */
    readonly deletes: number
    /** Whether the key cascades or sets what refers to the parent. */
    readonly acts: boolean
  }[]
  /** Whether its engine has transactions; absent where every table has. */
  readonly isTransactional?: boolean
}

export interface IndexFact {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly isUnique: boolean
  /** Whether a primary key, unique or exclusion constraint stands on it. */
  readonly isConstraint: boolean
  readonly isValid: boolean
  readonly bytes: number
  readonly scans: number
  readonly definition: string
  /** Index that does its work: the same, or one that begins with the same columns; null when there is none. */
  readonly coveredBy: { readonly index: string; readonly isSame: boolean } | null
}

export interface MissingIndexFact {
  readonly table: string
  readonly columns: readonly string[]
  readonly statement: string
  readonly endpoints: readonly string[]
  /** `planner`: a hypothetical index was planned with. `measured`: built in a transaction that was rolled back, on a disposable database. `counted`: the server counted the rows that the calls read and returned, and the index would serve every condition. `columns`: none of these; only the plan and the statistics of the column say so. */
  readonly method: 'planner' | 'measured' | 'counted' | 'columns'
  readonly costBefore: number
  readonly costAfter: number | null
  readonly millisecondsBefore: number | null
  readonly millisecondsAfter: number | null
  readonly tableRows: number
  readonly rowsReturned: number
  readonly planAfter: readonly string[]
}

export interface DatabaseSetting {
  readonly name: string
  readonly value: string
  readonly unit: string
  /** `server`, `database`, `role`. */
  readonly from: string
}

export interface DatabaseRole {
  readonly name: string
  readonly isSuperuser: boolean
  readonly mayBypassRowSecurity: boolean
  readonly mayCreateRoles: boolean
  readonly mayCreateDatabases: boolean
}

export interface ConnectionFacts {
  readonly limit: number
  readonly reserved: number
  /** Of the whole server when the drive began and when it had ended. */
  readonly atStart: number
  readonly atEnd: number
  readonly mostSeen: number
  /** Sessions that were in a transaction and did nothing before the drive began, with their age. */
  readonly idleInTransaction: readonly {
    readonly role: string
    readonly application: string
    readonly ageMs: number
    readonly query: string
  }[]
}

/** Throughput by concurrency on the endpoint that asks the database most. */
export interface PoolFact {
  readonly endpoint: string
  readonly steps: readonly {
    readonly concurrency: number
    readonly requestsPerSecond: number
    readonly p50Ms: number
    readonly errors: number
    /** Most connections that were open. */
    readonly open: number
    /** Most connections that worked at once. */
    readonly busy: number
    readonly busyMean: number
    /** Share of the samples of busy connections that waited for a lock. */
    readonly lockShare: number
  }[]
  /** Most connections that the service opened. */
  readonly opened: number
  /** Connections at which the service stopped using more though requests waited; null when it was not reached. */
  readonly plateau: number | null
  readonly because: string
}

export interface LockWaitFact {
  readonly endpoint: string
  /** Longest wait that was sampled. */
  readonly waitedMs: number
  /** Who waits for whom, first the one that nobody blocks. */
  readonly chain: readonly { readonly pid: number; readonly state: string; readonly query: string }[]
}

export interface DeadlockFact {
  readonly pairs: readonly { readonly first: string; readonly second: string; readonly rounds: number; readonly deadlocks: number }[]
  readonly statements: readonly string[]
}

export interface StatementLimitFact {
  readonly endpoint: string
  readonly table: string
  readonly waitedMs: number
  /** What ended the wait: the server, the service, or we, when the time to look was over. */
  readonly endedBy: 'server' | 'service' | 'us'
  readonly status: number
}

/** Blocks found in the server's memory while endpoints were driven. */
export interface BufferFact {
  readonly hits: number
  readonly reads: number
}
