import { defineControl } from '../../model/control.ts'

export const cacheEffectiveness = defineControl({
  id: 'cache.effectiveness',
  title: 'The cache is used, hits often enough and makes requests faster',
  why: 'Protects latency, DB load.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [], asvs: ['v5.0.0-13.1.3'] },
  documents: [
    'B-DB-09',
    'B-CACHE-01',
    'B-CACHE-02',
    'B-CACHE-13',
    'B-LAT-10',
    'B-MET-03',
    'B-THR-05',
    'B-PLAN-10',
    'B-KIT-06',
    'PERF-003',
    'PERF-008',
  ],
  verifiedBy: {
    load: 'cold vs warm p50/p95 of cacheable routes (documents: 51 -> 7 ms = 85%+), keyspace_hits/misses delta during run',
    static: 'cache decorators/cache-aside use',
  },
  passesWhen: 'hit ratio >= 70% (documents: target 80%) in the declared workload and warm < cold with CI',
  failsWhen: 'no effect measured or ratio < target',
  fix: { python: 'flask-caching', node: 'bentocache or lru-cache with ttl and max in front of the slow read' },
  effortHours: [4, 16],
  checks: [],
})
