import { defineControl, fromSource } from '../../model/control.ts'
import { notVerified, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, unsupported } from '../source-checks.ts'

export const dbPool = defineControl({
  id: 'db.pool',
  title: 'Connection pools are sized, bounded, recycled and time out',
  why: 'Protects connection exhaustion.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [770, 772], asvs: ['v5.0.0-13.1.2', 'v5.0.0-13.2.6'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-01', 'B-DB-02', 'B-DB-12', 'B-PLAN-10', 'B-KIT-12', 'PERF-002', 'PERF-007'],
  verifiedBy: {
    load: 'pool stress: concurrency > pool; measure wait, errors, recovery; leaked connections after run',
    config: 'workers x (pool+overflow) <= server max_connections',
    static: 'SQLALCHEMY_ENGINE_OPTIONS/create_engine/maxPoolSize; pool created per request',
  },
  passesWhen: 'explicit settings, product <= 80% of max_connections, stress recovers',
  failsWhen: 'no pool settings, per-request connect, or leak',
  fix: { python: 'pool_size, max_overflow, pool_pre_ping, pool_recycle', node: 'pg Pool max/idle/connectionTimeout' },
  effortHours: [1, 4],
  checks: [
    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['pool'])
      return (
        unsupported(source) ??
        (seen.count > 0
          ? pass(examinedEvidence(seen, 'places that set up connection pool'))
          : notVerified('inconclusive', 'no pool is configured in the source; the driver may have a default'))
      )
    }),
  ],
})
