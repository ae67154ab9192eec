import { defineControl } from '../../model/control.ts'

export const depsSbom = defineControl({
  id: 'deps.sbom',
  title: 'An SBOM is produced per build',
  why: 'Protects response to new advisories.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [1059], asvs: ['v5.0.0-15.1.2'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API9:2023'] },
  documents: [],
  verifiedBy: { dependency: 'CycloneDX 1.6 written by the audit itself; valid against schema; build pipeline artefact' },
  passesWhen: 'valid SBOM attached',
  failsWhen: 'none',
  fix: { python: 'assay sbom', node: 'assay sbom' },
  effortHours: [1, 4],
  checks: [],
})
