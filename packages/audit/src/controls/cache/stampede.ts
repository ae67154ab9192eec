import { defineControl } from '../../model/control.ts'

export const cacheStampede = defineControl({
  id: 'cache.stampede',
  title: 'Concurrent misses trigger one recomputation',
  why: 'Protects DB on expiry.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-CACHE-06', 'B-CACHE-07', 'B-KIT-06'],
  verifiedBy: { load: '50 parallel requests on an expired key: count of origin executions; cache warming after restart' },
  passesWhen: 'origin executions <= 2',
  failsWhen: 'executions ~ concurrency',
  fix: { python: 'lock / stale-while-revalidate', node: 'lru-cache fetchMethod or bentocache getOrSet: one computation for all that wait' },
  effortHours: [4, 16],
  checks: [],
})
