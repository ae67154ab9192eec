import { defineControl } from '../../model/control.ts'

export const dbLeastPrivilege = defineControl({
  id: 'db.least-privilege',
  title: 'App uses a non-superuser, non-default database account',
  why: 'Protects all data.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: {
    cwe: [250, 1392, 269],
    asvs: ['v5.0.0-13.2.2', 'v5.0.0-13.2.3'],
    owaspTop10: ['A04:2021', 'A07:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-AUTHZ-05', 'B-DATA-04', 'B-DB-11'],
  verifiedBy: {
    live: 'SELECT current_setting(is_superuser) with user-provided DB URL (opt-in)',
    config: 'connection URL user not postgres/root/sa/admin; password not default',
  },
  passesWhen: 'role attributes listed',
  failsWhen: 'superuser or default password',
  fix: { python: 'CREATE ROLE app LOGIN NOSUPERUSER', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
