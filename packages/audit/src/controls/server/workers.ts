import { defineControl } from '../../model/control.ts'

export const serverWorkers = defineControl({
  id: 'server.workers',
  title: 'Worker/thread count fits the CPU and load spreads evenly',
  why: 'Protects throughput.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.4.4'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-09', 'B-LAT-04', 'B-CON-01', 'B-CON-02', 'B-CON-06', 'PERF-011', 'PERF-012', 'PERF-013'],
  verifiedBy: {
    load: 'per-worker request counts (pid header/log), CPU per worker, queue depth (listen backlog, pool wait)',
    config: 'workers/threads/cluster vs cpu limit',
  },
  passesWhen: 'utilisation table; imbalance (max/min) < 1.5',
  failsWhen: '1 sync worker for production, or imbalance > 3',
  fix: { python: '-w 2*cpu+1 -k gthread', node: 'cluster/pm2/replicas' },
  effortHours: [1, 4],
  checks: [],
})
