import { defineControl } from '../../model/control.ts'

export const netExposedPorts = defineControl({
  id: 'net.exposed-ports',
  title: 'Databases, caches and admin ports are not published',
  why: 'Protects data stores.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [668], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-05'],
  verifiedBy: {
    live: 'TCP connect to the declared host only for the known ports',
    config: 'compose ports for 5432/3306/27017/6379/9200/5672/15672; k8s NodePort/LoadBalancer',
  },
  passesWhen: 'only proxy ports published',
  failsWhen: 'data-store port published to 0.0.0.0',
  fix: { python: 'expose not ports; 127.0.0.1:5432:5432', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
