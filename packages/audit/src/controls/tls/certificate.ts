import { defineControl } from '../../model/control.ts'

export const tlsCertificate = defineControl({
  id: 'tls.certificate',
  title: 'Certificate chain, name and expiry are good and renewal is automated',
  why: 'Protects identity of the service.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [295, 298], asvs: ['v5.0.0-12.2.2', 'v5.0.0-12.3.4'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-TLS-02'],
  verifiedBy: {
    live: 'chain, SAN, key size, days left (> 21)',
    config: 'certbot/cert-manager renewal',
    static: 'verify=False / rejectUnauthorized:false in clients',
  },
  passesWhen: 'valid chain, > 21 days left, renewal config found',
  failsWhen: 'expired, wrong name, self-signed external',
  fix: { python: 'certbot renew', node: 'certbot renew' },
  effortHours: [1, 4],
  checks: [],
})
