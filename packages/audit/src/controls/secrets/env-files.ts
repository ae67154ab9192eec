import { defineControl } from '../../model/control.ts'

export const secretsEnvFiles = defineControl({
  id: 'secrets.env-files',
  title: 'Env files have strict modes, are git-ignored and never symlinked into images',
  why: 'Protects local secrets.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [732, 260, 538], asvs: ['v5.0.0-13.3.2'], owaspTop10: ['A05:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-05', 'B-SEC-06', 'B-SEC-09'],
  verifiedBy: { config: 'mode 0600/0400, owner, .gitignore, .dockerignore, symlinks .env -> .env.production' },
  passesWhen: 'modes and ignore rules ok',
  failsWhen: 'group/world readable or tracked',
  fix: { python: 'chmod 600', node: 'chmod 600' },
  effortHours: [1, 4],
  checks: [],
})
