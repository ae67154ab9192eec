import { config, defineControl } from '../../model/control.ts'
import { notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { doesFail, isIgnored, lineEvidence, stepsThat } from '../ci/pipelines.ts'
import { IMAGE_SCANNERS } from '../ci/scanners.ts'
import { absence, shippedDockerfiles } from './images.ts'

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
  checks: [
    config(['pipelines', 'dockerfiles', 'tree'], ({ pipelines, dockerfiles, tree }): Outcome => {
      if (shippedDockerfiles(dockerfiles).length === 0) return notApplicable('no Dockerfile of a service', absence('Dockerfiles', tree))
      const scans = stepsThat(pipelines, IMAGE_SCANNERS)
      const blocking = scans.find((scan) => !isIgnored(scan) && doesFail(scan))
      if (blocking !== undefined) return pass(lineEvidence(blocking, 'a vulnerable image fails the run'))
      const [scan] = scans
      if (scan !== undefined) return partial('the image is scanned; what is found does not fail the run', [lineEvidence(scan)])
      return notVerified('no-data', 'no step of a pipeline scans the image, and no report of a scan was given')
    }),
  ],
})
