import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const perfNPlusOne = defineControl({
  id: 'perf.n-plus-one',
  title: 'List and detail endpoints use a bounded number of queries',
  why: 'Protects DB load.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [1072, 400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-08', 'PERF-004'],
  verifiedBy: {
    live: 'query count per request at page size 1, 10, 50 through DB log/pg_stat_statements/proxy; linear growth = N+1',
    static: 'relationship access in loops, lazy="select" in serialisers',
  },
  passesWhen: 'query count constant in page size',
  failsWhen: 'count grows with page size',
  fix: { python: 'selectinload/joinedload', node: 'dataloader/include' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['n-plus-one'], noun: 'queries' })],
})
