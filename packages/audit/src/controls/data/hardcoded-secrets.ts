import { defineControl } from '../../model/control.ts'

export const dataHardcodedSecrets = defineControl({
  id: 'data.hardcoded-secrets',
  title: 'No credentials in source, images, config or CI files',
  why: 'Protects every secret of the system.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'tested',
  standards: { cwe: [798, 259, 321], asvs: ['v5.0.0-13.3.1'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-KEY-04', 'B-SEC-01', 'B-SEC-02', 'B-DATA-04', 'B-PLAN-05', 'B-REP-10', 'SECURITY-009'],
  verifiedBy: {
    config: '.env tracked by git',
    static:
      'entropy + provider patterns + key=value names in source, Dockerfile ENV/ARG, compose, CI, tests (lower severity), docs; validity never tested against third parties',
  },
  passesWhen: 'scan list with 0 confirmed literals; placeholders classified',
  failsWhen: 'confirmed literal secret (masked in the report, location + hash only)',
  fix: { python: 'os.environ["X"] without default + secret store', node: 'env schema without default + secret store' },
  effortHours: [1, 4],
  checks: [],
})
