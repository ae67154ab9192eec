import { defineControl } from '../../model/control.ts'

export const netSegmentation = defineControl({
  id: 'net.segmentation',
  title: 'Network policies separate edge, app and data',
  why: 'Protects lateral movement.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [653], asvs: ['v5.0.0-13.2.4', 'v5.0.0-13.2.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-04', 'SECURITY-018'],
  verifiedBy: {
    drill: 'from the edge container the DB port is unreachable',
    config: 'compose networks (internal: true), k8s NetworkPolicy default deny',
  },
  passesWhen: 'at least edge/app/data separation in config; drill result when runnable',
  failsWhen: 'single flat network',
  fix: { python: 'internal: true network for data', node: 'same' },
  effortHours: [4, 16],
  checks: [],
})
