import { defineControl, dependency } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DependencyFacts, ManifestFact } from '../../model/facts/dependencies.ts'
import { type Finding, failIfAny, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'

export const depsPinned = defineControl({
  id: 'deps.pinned',
  title: 'Dependencies are locked with hashes',
  why: 'Without one set of versions, each build may install other code than the one that was tested.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1357, 494], asvs: ['v5.0.0-15.2.4'], owaspTop10: ['A08:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-02', 'PERF-018'],
  verifiedBy: { dependency: '== / lock file / integrity hashes; CI uses npm ci / --require-hashes; "Flask 3.0+" open range is FAIL' },
  passesWhen: 'lock present and used in Dockerfile/CI',
  failsWhen: 'open ranges without lock',
  fix: { python: 'pip-compile --generate-hashes / uv lock', node: 'package-lock + npm ci' },
  effortHours: [1, 4],
  checks: [dependency(['manifests', 'packages', 'tree'], decidePins)],
})

/** A library may declare ranges; a service that is deployed needs one set of versions. */
function decidePins({
  manifests,
  packages,
  tree,
}: Pick<DependencyFacts, 'manifests' | 'packages'> & { readonly tree: { readonly files: readonly { readonly file: string }[] } }): Outcome {
  const broken = manifests.find(({ error }) => error !== null)
  if (broken !== undefined) return notVerified('not-parsed', `${broken.file}: ${broken.error}`)
  const declaring = manifests.filter(({ declared }) => declared.some(({ group }) => group === 'production'))
  if (declaring.length === 0)
    return notApplicable(
      'no manifest declares a dependency of production',
      inventory(
        'files listed',
        tree.files.map(({ file }) => file),
      ),
    )
  const findings = declaring.flatMap(judgeManifest)
  const hashed = packages.filter(({ hasHash }) => hasHash).length
  const evidence = inventory(
    'manifests with one version for each dependency',
    declaring.map(({ file, lock }) => `${file}${lock === null ? '' : `  locked by ${lock}`}`),
    declaring.length,
    `${hashed} of ${packages.length} packages are pinned by a hash`,
  )
  return failIfAny(findings, () =>
    hashed === packages.length && packages.length > 0
      ? pass(evidence)
      : partial(`${packages.length - hashed} of ${packages.length} packages are pinned by version alone, without a hash`, [evidence]),
  )
}

function judgeManifest({ file, lock, declared }: ManifestFact): Finding[] {
  if (lock !== null) return []
  const loose = declared.filter(({ isExact, group }) => !isExact && group === 'production')
  const [first] = loose
  if (first === undefined) return []
  const snippet = `${first.name} ${first.range}`.trim()
  return [
    {
      message: `${loose.length} of ${declared.length} dependencies of ${file} float and no lock pins them: ${loose
        .slice(0, 4)
        .map(({ name, range }) => `${name} ${range}`.trim())
        .join(', ')}`,
      cwe: [1357],
      confidence: 'likely',
      location: { kind: 'configuration', file, line: first.line, key: 'dependencies', snippet },
      evidence: [
        { kind: 'configuration', file, line: first.line, key: first.name, snippet },
        inventory(
          'dependencies without one version',
          loose.map(({ name, range }) => `${name} ${range}`.trim()),
          declared.length,
        ),
      ],
    },
  ]
}
