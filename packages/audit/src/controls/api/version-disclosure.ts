import { defineControl } from '../../model/control.ts'

export const apiVersionDisclosure = defineControl({
  id: 'api.version-disclosure',
  title: 'Server and framework versions are hidden',
  why: 'Protects targeting by version.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [497, 200], asvs: ['v5.0.0-13.4.6'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { live: 'Server, X-Powered-By, Via, error pages, favicon hash' },
  passesWhen: 'no version strings',
  failsWhen: 'version string present',
  fix: { python: 'gunicorn/nginx server_tokens off', node: 'app.disable("x-powered-by")' },
  effortHours: [1, 4],
  checks: [],
})
