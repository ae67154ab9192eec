import { defineControl, fromSource } from '../../model/control.ts'
import { decideDocument } from './documents.ts'

export const opsSlo = defineControl({
  id: 'ops.slo',
  title: 'SLOs (availability, latency) and error budget are defined and measured',
  why: 'Protects agreement.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-INF-10', 'B-MET-05', 'B-MET-07', 'B-THR-09', 'B-REP-17'],
  verifiedBy: {
    live: 'availability over the observation window stated as such: N minutes of uptime is never reported as 99.9%',
    static: 'slo file',
  },
  passesWhen: 'SLO + measured window with confidence',
  failsWhen: 'availability claimed without window',
  fix: { python: 'slo.yaml', node: 'slo.yaml' },
  effortHours: [1, 4],
  checks: [
    fromSource(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'service level objective',
        about: ['slo', 'error-budget'],
        parts: [
          ['objectives with numbers', 'slo'],
          ['error budget', 'error-budget'],
        ],
      }),
    ),
  ],
})
