import { defineControl } from '../../model/control.ts'

export const netBindAddress = defineControl({
  id: 'net.bind-address',
  title: 'Services bind only where needed',
  why: 'Protects direct access around the proxy.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1327, 605], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-05', 'B-PLAN-05'],
  verifiedBy: {
    live: 'listening sockets of the target process',
    config: 'published ports host ip',
    static: '0.0.0.0 in app config outside containers (bandit B104)',
  },
  passesWhen: 'loopback/specific interface, or container-internal 0.0.0.0 with no host publish (context shown)',
  failsWhen: '0.0.0.0 on a host or published to all interfaces without proxy',
  fix: { python: 'bind 127.0.0.1 in dev; container net in prod', node: 'host:"127.0.0.1"' },
  effortHours: [1, 4],
  checks: [],
})
