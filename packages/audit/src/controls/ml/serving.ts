import { defineControl } from '../../model/control.ts'

export const mlServing = defineControl({
  id: 'ml.serving',
  title: 'Model serving is loaded once, versioned and measured',
  why: 'Protects prediction endpoints.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-ML-01', 'B-ML-02', 'B-ML-03'],
  verifiedBy: {
    load: 'prediction p95 at 50 users (documents: <500 ms, 100 req/s), warm vs cold, cache effect',
    static: 'model load at import/startup not per request; version in response/metrics',
  },
  passesWhen: 'latency measured, version exposed, load-once (N/A when no model files)',
  failsWhen: 'load per request or unmeasured',
  fix: { python: 'load at startup, ONNX option', node: 'load at startup' },
  effortHours: [4, 16],
  checks: [],
})
