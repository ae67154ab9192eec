import { defineControl } from '../../model/control.ts'

export const proxyCompression = defineControl({
  id: 'proxy.compression',
  title: 'Text responses are compressed',
  why: 'Protects bandwidth.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-LAT-09'],
  verifiedBy: { live: 'Accept-Encoding: gzip/br on JSON > 1 KB; ratio; not on secrets+reflection pages (BREACH note)' },
  passesWhen: 'Content-Encoding present',
  failsWhen: 'absent on > 10 KB JSON',
  fix: { python: 'flask-compress / nginx gzip', node: '@fastify/compress' },
  effortHours: [1, 4],
  checks: [],
})
