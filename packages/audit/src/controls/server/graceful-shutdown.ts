import { defineControl } from '../../model/control.ts'

export const serverGracefulShutdown = defineControl({
  id: 'server.graceful-shutdown',
  title: 'SIGTERM drains in-flight requests',
  why: 'Protects deploys without errors.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [703], asvs: ['v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { drill: 'SIGTERM under load: 0 failed in-flight requests, exit within grace period' },
  passesWhen: 'drill transcript',
  failsWhen: 'connection resets',
  fix: { python: 'gunicorn graceful_timeout + exec form CMD', node: 'server.close + exec form CMD' },
  effortHours: [1, 4],
  checks: [],
})
