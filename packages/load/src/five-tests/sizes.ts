/** How much each test asks for and how long it may take: 58 s in all, or 10 s, which leaves an audit that makes nothing else within 60 s, or 15 s. */
export interface FiveTestsSizes {
  readonly calibration: { readonly connections: number; readonly requests: number; readonly longestMs: number }
  readonly distribution: {
    readonly requests: number
    readonly connections: number
    readonly mostPerSecond: number
    readonly longestMs: number
  }
  readonly endpoint: { readonly requests: number; readonly connections: number; readonly longestMs: number }
  readonly concurrent: { readonly users: number; readonly perUser: number; readonly longestMs: number }
  readonly database: { readonly requests: number; readonly connections: number; readonly longestMs: number }
  readonly sustained: { readonly durationMs: number; readonly connections: number; readonly mostPerSecond: number }
}

/** The documents ask 50 requests of the database; from 72 on, p95 has an upper bound at 95 %. */
const LEAST_FOR_P95 = 75

/** The documents' sizes; the quick variant asks for less and says so by its wider intervals. */
export function sizesOf(quick: boolean, endpoints: number, databaseEndpoints: number): FiveTestsSizes {
  const share = (totalMs: number, parts: number) => Math.max(100, Math.min(5000, totalMs / Math.max(1, parts)))
  if (quick) {
    return {
      calibration: { connections: 4, requests: 40, longestMs: 500 },
      distribution: { requests: 300, connections: 20, mostPerSecond: 250, longestMs: 2000 },
      endpoint: { requests: LEAST_FOR_P95, connections: 2, longestMs: share(1500, endpoints) },
      concurrent: { users: 50, perUser: 6, longestMs: 1500 },
      database: { requests: LEAST_FOR_P95, connections: 1, longestMs: share(1000, databaseEndpoints) },
      // thirty blocks of twenty: as many as tell a drift
      sustained: { durationMs: 3000, connections: 20, mostPerSecond: 200 },
    }
  }
  return {
    calibration: { connections: 4, requests: 100, longestMs: 1500 },
    distribution: { requests: 1000, connections: 50, mostPerSecond: 250, longestMs: 8000 },
    endpoint: { requests: 100, connections: 4, longestMs: share(8000, endpoints) },
    concurrent: { users: 50, perUser: 20, longestMs: 6000 },
    database: { requests: LEAST_FOR_P95, connections: 1, longestMs: share(4000, databaseEndpoints) },
    sustained: { durationMs: 30_000, connections: 50, mostPerSecond: 200 },
  }
}
