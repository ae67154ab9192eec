import { defineControl } from '../../model/control.ts'

export const serverTimeouts = defineControl({
  id: 'server.timeouts',
  title: 'Request, header, keep-alive and upstream timeouts are set',
  why: 'Protects slow clients and hung work.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400, 770], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-08', 'B-API-09', 'B-TLS-06', 'SECURITY-011'],
  verifiedBy: {
    live: 'slow body and slow handler are cut at the declared time',
    config: 'gunicorn timeout, nginx proxy_*_timeout, node requestTimeout/headersTimeout',
  },
  passesWhen: 'declared and observed',
  failsWhen: 'hang > 60 s',
  fix: { python: 'gunicorn --timeout 30', node: 'server.requestTimeout=30000' },
  effortHours: [1, 4],
  checks: [],
})
