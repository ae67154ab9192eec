import { defineControl } from '../../model/control.ts'

export const secretsManager = defineControl({
  id: 'secrets.manager',
  title: 'Secrets come from a secret store or runtime injection',
  why: 'Protects secrets.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [522, 526], asvs: ['v5.0.0-13.3.1', 'v5.0.0-13.3.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-03', 'B-SEC-07', 'B-SEC-08'],
  verifiedBy: {
    config: 'Docker/k8s secrets, Vault/AWS SM/GCP SM, SOPS; *_FILE pattern',
    static: 'client library use',
    attested: 'platform env injection',
  },
  passesWhen: 'mechanism found and every required secret mapped to it',
  failsWhen: '.env copied to hosts with literals, or in the image',
  fix: { python: '*_FILE / hvac / boto3 secretsmanager', node: '*_FILE / SDK' },
  effortHours: [4, 16],
  checks: [],
})
