import { defineControl } from '../../model/control.ts'

export const configEnvironments = defineControl({
  id: 'config.environments',
  title: 'Production profile differs from development and is the safe default',
  why: 'Protects against dev settings in production.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [1188, 453], asvs: ['v5.0.0-13.4.2', 'v5.0.0-15.2.3'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-07', 'B-CFG-02', 'B-CFG-03', 'B-REP-20'],
  verifiedBy: {
    live: 'served behaviour equals production profile',
    config: 'effective values per profile',
    static: 'settings classes/env switch; default when APP_ENV unset must be production-safe',
  },
  passesWhen: 'unset env -> safe values; table of differing keys',
  failsWhen: 'unset env -> debug/CORS */sqlite/dev secret',
  fix: { python: 'ENV default production', node: 'NODE_ENV default production' },
  effortHours: [1, 4],
  checks: [],
})
