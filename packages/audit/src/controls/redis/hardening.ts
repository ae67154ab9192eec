import { defineControl } from '../../model/control.ts'

export const redisHardening = defineControl({
  id: 'redis.hardening',
  title: 'Redis requires auth, is private, and has memory policy, keep-alive and timeouts',
  why: 'Protects sessions, limits, cache.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [306, 770], asvs: ['v5.0.0-13.2.1', 'v5.0.0-13.2.3'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-CACHE-09', 'B-CACHE-10', 'PERF-010'],
  verifiedBy: {
    live: 'PING without auth on declared host (opt-in); INFO memory',
    config:
      'requirepass/ACL, bind, maxmemory, maxmemory-policy, timeout, tcp-keepalive; note: allkeys-lru is wrong when Redis also holds queues/sessions/limits',
  },
  passesWhen: 'all set, policy matches use',
  failsWhen: 'no auth on a reachable port, unlimited memory',
  fix: { python: 'redis.conf + client timeouts', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
