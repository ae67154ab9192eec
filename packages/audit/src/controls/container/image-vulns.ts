import { defineControl } from '../../model/control.ts'

export const containerImageVulns = defineControl({
  id: 'container.image-vulns',
  title: 'Image scanned; no unaccepted high/critical vulnerability with a fix',
  why: 'Protects supply chain.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [1395, 1104], asvs: ['v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-01', 'B-INF-09', 'SECURITY-017'],
  verifiedBy: {
    dependency: 'OS package list vs offline advisory snapshot or imported Trivy/Grype report (SARIF/CycloneDX) with scan date',
  },
  passesWhen: 'report <= 7 days old, 0 open critical/high with fix',
  failsWhen: 'critical/high with fix open; NOT-VERIFIED when no scan data',
  fix: { python: 'rebuild on patched base', node: 'rebuild on patched base' },
  effortHours: [4, 16],
  checks: [],
})
