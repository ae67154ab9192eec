import { expect, it } from 'vitest'
import type { DatabaseFact } from '../../src/model/facts/database.ts'
import { render } from '../../src/report/render.ts'
import { sampleReport } from '../sample-report.ts'

const STATEMENT = 'SELECT name FROM customers WHERE id = $1 AND note = ? AND <script>'

const database: DatabaseFact = {
  engine: 'postgresql',
  version: '15',
  address: '127.0.0.1:5432/shop',
  isDisposable: false,
  statementSource: 'statistics',
  notTried: [],
  statements: [
    {
      id: 'q1',
      text: STATEMENT,
      kind: 'select',
      role: 'shop',
      tables: ['public.customers'],
      calls: 40,
      meanMs: 0.1,
      maxMs: 1,
      rowsPerCall: 1,
      blocksPerCall: 3,
      rowsReadPerCall: 0,
      plan: null,
    },
  ],
  endpoints: [
    {
      endpoint: 'GET /orders',
      method: 'GET',
      path: '/orders',
      requests: 12,
      failures: {},
      statements: [{ statement: 'q1', callsPerRequest: 20, calls: [20], rowsPerCall: 1, meanMs: 0.1, medianMs: 0.1, maxMs: 1 }],
      databaseMs: { samples: 12, p50: 2.5, p95: 3, max: 4 },
      latencyMs: null,
      growth: null,
      transactionsPerRequest: null,
      connectionsOpenedPerRequest: 0,
      connectionsKept: null,
      idleInTransactionMs: null,
      repeated: null,
      durationMs: 900,
    },
  ],
  tables: [],
  indexes: [],
  missingIndexes: [],
  settings: [],
  roles: [],
  connections: { limit: 100, reserved: 3, atStart: 0, atEnd: 1, mostSeen: 1, idleInTransaction: [] },
  pool: null,
  lockWaits: [],
  deadlocks: null,
  statementLimit: null,
  buffers: null,
  statisticsSince: null,
  machine: null,
  sizeBytes: null,
}

it.each(['terminal', 'markdown'] as const)('%s lists the statements of each endpoint and no markup of theirs', (format) => {
  const text = render({ ...sampleReport(), database }, format, { hasColor: false, width: 80 })
  expect(text).toContain('Database')
  expect(text.replaceAll('\\', '').replaceAll(/\s+/g, ' ')).toContain('SELECT name FROM customers WHERE id = $1')
  expect(text).toContain(format === 'markdown' ? '| GET /orders | 1 | 20 | 2.5 |' : '20 calls a request')
  if (format === 'markdown') expect(text).not.toContain('<script>')
})

it('says nothing of a database that was not looked at', () => {
  expect(render({ ...sampleReport(), database: null }, 'markdown', { hasColor: false, width: 80 })).not.toContain('### Database')
})
