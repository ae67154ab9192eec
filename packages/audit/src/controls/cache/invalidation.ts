import { defineControl } from '../../model/control.ts'

export const cacheInvalidation = defineControl({
  id: 'cache.invalidation',
  title: 'Writes invalidate the right entries',
  why: 'Protects correct data.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [524], asvs: ['v5.0.0-14.2.2'] },
  documents: ['B-CACHE-03', 'PERF-009'],
  verifiedBy: {
    live: 'read, write, read: staleness time <= declared TTL/0; other keys untouched',
    static: 'invalidate calls on write paths',
  },
  passesWhen: 'staleness measured within policy',
  failsWhen: 'stale beyond policy',
  fix: { python: 'cache.delete on commit', node: 'bentocache tags: deleteByTag after the commit of a write' },
  effortHours: [4, 16],
  checks: [],
})
