import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DockerfileFact, DockerStage } from '../../model/facts/configuration.ts'
import { type Finding, fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { endOfLife } from './end-of-life.ts'
import { absence, baseOf, shippedDockerfiles } from './images.ts'
import { kubernetes } from './kubernetes.ts'
import { IMAGES } from './kubernetes-rules.ts'

export const containerBaseImage = defineControl({
  id: 'container.base-image',
  title: 'Base image is pinned, small, supported and trusted',
  why: 'Protects supply chain.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1357, 1104], asvs: ['v5.0.0-15.2.4', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-01', 'B-INF-11', 'SECURITY-017'],
  verifiedBy: {
    config:
      'FROM with digest or exact tag, not latest; EOL table; slim/distroless; image size when known (a reference document saw 14.1 GB)',
  },
  passesWhen: 'pinned by digest, supported release, size < 1 GB or explained',
  failsWhen: 'latest/no tag, EOL base',
  fix: { python: 'python:3.12-slim@sha256', node: 'node:22-slim@sha256' },
  effortHours: [1, 4],
  checks: [
    config(['dockerfiles', 'tree', 'now'], ({ dockerfiles, tree, now }): Outcome => {
      const examined = shippedDockerfiles(dockerfiles)
      if (examined.length === 0) return notApplicable('no Dockerfile of a service', absence('Dockerfiles', tree))
      const bases = examined.flatMap((dockerfile) => {
        const base = baseOf(dockerfile)
        return base === undefined || base.image === 'scratch' ? [] : [{ dockerfile, base }]
      })
      const findings = bases.flatMap(({ dockerfile, base }) => findingsOf(dockerfile, base, now))
      const [first, ...rest] = findings
      if (first !== undefined) return fail(first, ...rest)
      const unpinned = bases.filter(({ base }) => base.digest === null && !base.image.includes('$'))
      const shown = inventory(
        'base images with an exact tag or digest',
        bases.map(({ base }) => base.image),
      )
      const one = unpinned[0]
      if (one !== undefined)
        return partial(`${unpinned.length} of ${bases.length} base images are named by tag and not by digest`, [
          configurationEvidence(one.dockerfile.file, one.base, 'FROM'),
          shown,
        ])
      return pass(shown)
    }),
    kubernetes(IMAGES),
  ],
})

function findingsOf({ file }: DockerfileFact, base: DockerStage, now: string): Finding[] {
  if (base.digest !== null) return endOfLifeFinding(file, base, now)
  // A tag that only the build knows cannot be judged here.
  if (base.image.includes('$')) return []
  if (base.tag === null || base.tag === 'latest') {
    return [
      configurationFinding({
        file,
        place: base,
        key: 'FROM',
        message: `Base image ${base.image} has ${base.tag === null ? 'no tag' : 'the tag latest'}: each build may get another one`,
        cwe: [1357],
      }),
    ]
  }
  return endOfLifeFinding(file, base, now)
}

function endOfLifeFinding(file: string, base: DockerStage, now: string): Finding[] {
  const ended = endOfLife(base.repository, base.tag ?? '')
  if (ended === null || ended.date > now.slice(0, 10)) return []
  return [
    configurationFinding({
      file,
      place: base,
      key: 'FROM',
      message: `Base image ${base.image}: ${ended.product} gets no fixes since ${ended.date}`,
      cwe: [1104],
    }),
  ]
}
