import { defineControl } from '../../model/control.ts'

export const authzFunctionLevel = defineControl({
  id: 'authz.function-level',
  title: 'Roles are enforced on every privileged function (RBAC)',
  why: 'Protects admin and staff functions.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [285, 863, 862],
    asvs: ['v5.0.0-8.2.1', 'v5.0.0-8.1.1', 'v5.0.0-8.3.1'],
    owaspTop10: ['A01:2021', 'A01:2025'],
    owaspApi: ['API5:2023'],
  },
  documents: ['B-AUTH-07', 'B-AUTHZ-01', 'B-AUTHZ-02', 'B-AUTHZ-04', 'B-AUTHZ-05', 'B-REP-20', 'B-KIT-03', 'SECURITY-003'],
  verifiedBy: {
    live: 'matrix: every route x {anonymous,user,admin} with real tokens; method override and case/slash variants',
    static: 'guard coverage per route; role strings in one place',
  },
  passesWhen: 'full role matrix in the report, no lower role gets 2xx on a privileged route',
  failsWhen: 'vertical escalation observed',
  fix: { python: 'roles_required decorator/dependency, deny by default', node: 'route meta {roles:[..]} + guard, deny by default' },
  effortHours: [4, 16],
  checks: [],
})
