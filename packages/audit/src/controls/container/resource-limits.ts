import { defineControl } from '../../model/control.ts'

export const containerResourceLimits = defineControl({
  id: 'container.resource-limits',
  title: 'CPU, memory and pids limits are set and hold under load',
  why: 'Protects neighbours; predictable failure.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [770, 400], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-INF-08', 'B-RES-05'],
  verifiedBy: {
    load: 'limit test in disposable container: OOM is contained and service restarts',
    config: 'deploy.resources/mem_limit/cpus/pids_limit, k8s limits+requests',
  },
  passesWhen: 'limits set on every service',
  failsWhen: 'no limits',
  fix: { python: 'mem_limit/cpus/pids_limit', node: 'same + --max-old-space-size' },
  effortHours: [1, 4],
  checks: [],
})
