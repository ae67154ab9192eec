import { defineControl } from '../../model/control.ts'

export const containerHealthcheck = defineControl({
  id: 'container.healthcheck',
  title: 'Health checks and restart policy exist and work',
  why: 'Protects availability.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [703], asvs: ['v5.0.0-13.1.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-07', 'B-INF-10', 'B-CON-03'],
  verifiedBy: {
    drill: 'kill the process / make DB unreachable -> container becomes unhealthy and recovers',
    config: 'HEALTHCHECK / compose healthcheck / probes + restart policy',
  },
  passesWhen: 'configured and one failure cycle observed',
  failsWhen: 'absent',
  fix: { python: 'HEALTHCHECK CMD curl -f /health', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
