import { defineControl } from '../../model/control.ts'

export const containerNonRoot = defineControl({
  id: 'container.non-root',
  title: 'Containers run as a non-root user',
  why: 'Protects host and other containers.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [250], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-02'],
  verifiedBy: {
    live: 'id in the running container when docker is available',
    config: 'Dockerfile USER (last stage, not 0/root), compose user:, k8s runAsNonRoot',
  },
  passesWhen: 'USER with uid >= 1000 in the final stage (static) or uid from the runtime',
  failsWhen: 'no USER or root',
  fix: { python: 'RUN useradd -r app && USER app', node: 'USER node' },
  effortHours: [1, 4],
  checks: [],
})
