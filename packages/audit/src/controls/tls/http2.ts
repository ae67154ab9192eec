import { defineControl } from '../../model/control.ts'
import { nginxHttp2 } from './nginx-tls.ts'

export const tlsHttp2 = defineControl({
  id: 'tls.http2',
  title: 'HTTP/2 (or 3) offered at the edge',
  why: 'Protects latency of many small requests.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'info',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-TLS-05'],
  verifiedBy: { live: 'ALPN h2', config: 'http2 on' },
  passesWhen: 'h2 negotiated',
  failsWhen: 'http/1.1 only (info, no score)',
  fix: { python: 'http2 on', node: 'http2 on' },
  effortHours: [1, 4],
  checks: [nginxHttp2],
})
