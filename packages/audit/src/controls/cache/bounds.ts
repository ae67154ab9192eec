import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const cacheBounds = defineControl({
  id: 'cache.bounds',
  title: 'TTL, max entries, eviction and memory are bounded',
  why: 'Protects memory.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [770], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-CACHE-04', 'B-CACHE-05', 'B-CACHE-09', 'B-KIT-06', 'PERF-010'],
  verifiedBy: {
    live: 'INFO memory/evicted_keys before/after; keys without TTL',
    static: 'TTL on every set; max entries (documents: 10,000)',
  },
  passesWhen: '100% keys with TTL or declared; maxmemory set',
  failsWhen: 'unbounded dict/Map cache or no-TTL growth',
  fix: { python: 'cachetools.TTLCache / Redis EX', node: 'lru-cache max' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['cache-without-expiry'], noun: 'cache writes' })],
})
