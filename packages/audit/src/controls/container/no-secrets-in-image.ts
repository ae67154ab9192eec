import { defineControl } from '../../model/control.ts'

export const containerNoSecretsInImage = defineControl({
  id: 'container.no-secrets-in-image',
  title: 'No secret in Dockerfile instructions, build args or layers',
  why: 'Protects every holder of the image.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'tested',
  standards: { cwe: [538, 798], asvs: ['v5.0.0-13.3.1'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-01'],
  verifiedBy: { config: 'ENV/ARG/COPY .env/RUN echo secret, missing .dockerignore for .env/.git' },
  passesWhen: '0 secret-like ENV/ARG values and .dockerignore covers .env,.git,keys',
  failsWhen: 'literal secret or COPY of secret file',
  fix: { python: 'runtime env / --mount=type=secret', node: 'runtime env / --mount=type=secret' },
  effortHours: [1, 4],
  checks: [],
})
