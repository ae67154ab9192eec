import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { lineEvidence, stepsThat } from '../ci/pipelines.ts'

export const depsSbom = defineControl({
  id: 'deps.sbom',
  title: 'An SBOM is produced per build',
  why: 'When the next weakness is published, only a list of what was shipped tells who is affected.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [1059], asvs: ['v5.0.0-15.1.2'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API9:2023'] },
  documents: [],
  verifiedBy: { dependency: 'CycloneDX 1.6 written by the audit itself; valid against schema; build pipeline artefact' },
  passesWhen: 'valid SBOM attached',
  failsWhen: 'none',
  fix: { any: 'assay report --format cyclonedx, as a step of the build' },
  effortHours: [1, 4],
  checks: [
    config(['pipelines', 'tree'], ({ pipelines, tree }): Outcome => {
      const steps = stepsThat(pipelines, SBOM_MAKER)
      const [step] = steps
      if (step !== undefined) return pass(lineEvidence(step, 'a step writes the bill of materials'))
      const files = tree.files.map(({ file }) => file).filter((file) => SBOM_FILE.test(file))
      if (files.length > 0)
        return partial('a bill of materials lies in the tree; no step of a build renews it', [inventory('bills of materials', files)])
      return notVerified('no-data', 'no step of a build writes a bill of materials, and none lies in the tree')
    }),
  ],
})

/** Tools and options that write CycloneDX or SPDX. */
const SBOM_MAKER =
  /anchore\/sbom-action|cyclonedx|\bsyft\b|\bsbom\b(?!\s*:\s*false)|spdx-sbom|npm sbom|trivy\b[^\n]*--format[= ](?:cyclonedx|spdx)|--sbom(?:=true)?\b/i
const SBOM_FILE = /(?:^|\/)(?:s?bom|[\w.-]*[._-]s?bom|[\w.-]*\.cdx|[\w.-]*\.spdx|cyclonedx[\w.-]*)\.(?:json|xml)$|\.spdx$/i
