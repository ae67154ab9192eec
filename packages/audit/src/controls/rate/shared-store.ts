import { defineControl, fromSource } from '../../model/control.ts'
import { notApplicable, partial, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, filesEvidence, unsupported } from '../source-checks.ts'

export const rateSharedStore = defineControl({
  id: 'rate.shared-store',
  title: 'Counters are shared by all workers and survive restart',
  why: 'Protects the limit under horizontal scaling.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [770], asvs: ['v5.0.0-2.4.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-07', 'B-CACHE-08', 'B-CON-07', 'B-KIT-05'],
  verifiedBy: {
    live: 'effective limit measured over new connections vs declared (memory store x N workers shows N x limit)',
    config: 'redis storage',
    static: 'storage_uri memory://',
  },
  passesWhen: 'measured limit <= 1.2 x declared with all workers',
  failsWhen: 'effective limit ~ workers x declared',
  fix: { python: 'storage_uri="redis://"', node: 'redis store' },
  effortHours: [1, 4],
  checks: [
    fromSource(['source'], ({ source }) => {
      const shared = examinedOf(source, ['shared-rate-store'])
      if (shared.count > 0) return pass(examinedEvidence(shared, 'limiters with a shared store'))
      const limiters = examinedOf(source, ['rate-limiter'])
      if (limiters.count === 0) return unsupported(source) ?? notApplicable('no rate limiter in the source', filesEvidence(source))
      return partial('limits are counted in the memory of each process', [examinedEvidence(limiters, 'limiters without a shared store')])
    }),
  ],
})
