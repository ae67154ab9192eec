import { defineControl, dependency } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notVerified, partial, pass } from '../../model/outcome.ts'

export const depsLicenses = defineControl({
  id: 'deps.licenses',
  title: 'Licences are known and allowed',
  why: 'Protects legal.',
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
      const told = packages.flatMap((used) =>
        used.license === null || used.group === 'development' ? [] : [{ ...used, license: used.license }],
      )
      if (told.length === 0) return notVerified('no-data', 'no lock states the licences of its packages')
      const shipped = packages.filter(({ group }) => group !== 'development')
      const findings = told
        .filter(({ license }) => NETWORK_COPYLEFT.test(license) && !/ OR /.test(license))
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
        told.length === shipped.length
          ? pass(evidence)
          : partial(`${shipped.length - told.length} of ${shipped.length} packages have no licence in the lock`, [evidence]),
      )
    }),
  ],
})

/** Licences that reach over the network: the ones a service has to know of. */
const NETWORK_COPYLEFT = /\b(AGPL|SSPL)-/
