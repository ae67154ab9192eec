import { defineControl, dependency } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, notVerified, partial, pass } from '../../model/outcome.ts'

export const depsLicenses = defineControl({
  id: 'deps.licenses',
  title: 'Licences are known and allowed',
  why: 'A licence that reaches over the network can ask for the source of the whole service.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [], asvs: ['v5.0.0-15.1.2'] },
  documents: ['B-DEP-03'],
  verifiedBy: { dependency: 'licence per package from metadata vs policy allow/deny; unknown listed' },
  passesWhen: 'list with 0 denied, unknown <= 2%',
  failsWhen: 'denied licence in production scope',
  fix: { python: 'replace', node: 'replace' },
  effortHours: [1, 4],
  checks: [
    dependency(['packages'], ({ packages }) => {
      if (packages.length === 0) return notApplicable('no lock or exact requirement names a package', inventory('packages', []))
      const told = packages.flatMap((used) =>
        used.license === null || used.group === 'development' ? [] : [{ ...used, license: used.license }],
      )
      if (told.length === 0) return notVerified('no-data', 'no lock states the licences of its packages')
      const shipped = packages.filter(({ group }) => group !== 'development')
      const findings = told
        .filter(({ license }) => isDenied(license))
        .map(({ ecosystem, name, version, file, line, license }) => ({
          message: `${name} ${version} is under ${license}, which asks for the source of a network service`,
          cwe: [1357] as const,
          confidence: 'likely' as const,
          location: { kind: 'dependency' as const, ecosystem, name, version, file, line },
          evidence: [{ kind: 'dependency' as const, ecosystem, name, version, file, line, note: license }] as const,
        }))
      const evidence = inventory(
        'packages whose licence the lock states',
        told.map(({ name, license }) => `${name}  ${license}`),
        shipped.length,
      )
      return failIfAny(findings, () =>
        // The catalogue's own limit: up to 2 % without a licence are looked up by hand.
        shipped.length - told.length <= shipped.length * 0.02
          ? pass(evidence)
          : partial(`${shipped.length - told.length} of ${shipped.length} packages have no licence in the lock`, [evidence]),
      )
    }),
  ],
})

/** Licences that reach over the network: the ones a service has to know of. */
const NETWORK_COPYLEFT = /\b(?:AGPL|SSPL)-/

/** One alternative of an SPDX expression without such a licence is enough: it can be chosen. */
function isDenied(license: string): boolean {
  return license.split(/\s+OR\s+/i).every((alternative) => NETWORK_COPYLEFT.test(alternative))
}
