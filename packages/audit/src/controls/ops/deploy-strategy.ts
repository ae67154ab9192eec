import { config, defineControl } from '../../model/control.ts'
import { decideDocument } from './documents.ts'

export const opsDeployStrategy = defineControl({
  id: 'ops.deploy-strategy',
  title: 'Deployment is automated with zero-downtime and post-deploy validation',
  why: 'Protects users during release.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-MON-07', 'B-OPS-10', 'B-OPS-13', 'B-PLAN-04', 'B-PLAN-09'],
  verifiedBy: {
    drill: 'deploy under load: failed requests = 0; 24 h post-deploy watch',
    config: 'rolling/blue-green/canary definition, readiness gate, smoke test step',
  },
  passesWhen: 'definition + drill',
  failsWhen: 'manual copy, or errors during deploy',
  fix: { any: 'compose rolling / k8s' },
  effortHours: [4, 16],
  checks: [
    config(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'deployment procedure',
        about: ['deploy', 'deploy-strategy'],
        parts: [
          ['automatic deployment', 'deploy'],
          ['strategy without downtime', 'deploy-strategy'],
          ['check after the deployment', 'post-deploy-check'],
        ],
      }),
    ),
  ],
})
