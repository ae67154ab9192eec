import { defineControl } from '../../model/control.ts'

export const containerPrivileges = defineControl({
  id: 'container.privileges',
  title: 'No privileged mode, extra capabilities, host namespaces or docker socket',
  why: 'Protects host.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'tested',
  standards: { cwe: [250, 269], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-AUTHZ-05', 'B-INF-03', 'B-INF-04', 'SECURITY-018'],
  verifiedBy: {
    config:
      'compose/k8s: privileged, cap_add, pid/network/ipc host, /var/run/docker.sock; wants cap_drop ALL + no-new-privileges, seccomp default',
  },
  passesWhen: 'cap_drop: ALL, no-new-privileges, none of the listed',
  failsWhen: 'privileged or docker.sock mounted (critical); missing cap_drop (PARTIAL)',
  fix: { python: 'compose security_opt/cap_drop', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
