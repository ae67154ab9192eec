import { defineControl, live } from '../../model/control.ts'
import type { Trial } from '../../model/facts/service.ts'
import { type Finding, fail, partial } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { findingOf, withoutFindings } from '../trials.ts'

export const authPasswordPolicy = defineControl({
  id: 'auth.password-policy',
  title: 'Password length/blocklist policy is enforced server-side',
  why: 'Protects accounts from guessable passwords.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [521],
    asvs: ['v5.0.0-6.2.1', 'v5.0.0-6.2.4', 'v5.0.0-6.2.5', 'v5.0.0-6.2.9', 'v5.0.0-6.2.12'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-PASS-03', 'B-THR-08'],
  verifiedBy: {
    live: 'register/change with 6, 7, 8, 64, 65+ char and top-3000 passwords; unicode/space allowed',
    static: 'min length constant and common-password list',
  },
  passesWhen:
    '< 8 refused (15 recommended), common refused, >= 64 accepted unmodified; note: composition rules and forced history asked by a reference document contradict ASVS 5.0 6.2.5/6.2.10 and are reported as info only',
  failsWhen: '< 8 accepted (FAIL); no blocklist (PARTIAL)',
  fix: { python: 'len>=12 + bundled top-3000/HIBP k-anonymity offline list', node: 'zod min(12) + blocklist' },
  effortHours: [1, 4],
  checks: [
    live(['passwordPolicy'], ({ passwordPolicy }) => {
      const short = passwordPolicy.trials.filter((trial) => trial.details.isLong !== true)
      const refusedLong = passwordPolicy.trials.find((trial) => trial.details.isLong === true && trial.saw === 'no-effect')
      const taken = short.filter((trial) => trial.saw === 'effect')
      const [first] = taken
      if (first === undefined) {
        const outcome = withoutFindings(passwordPolicy, short, { probe: 'passwords', passes: 'kinds of weak passwords that were refused' })
        return refusedLong === undefined || outcome.outcome !== 'pass'
          ? outcome
          : partial('a password of 64 characters is refused', outcome.evidence)
      }
      const others = taken.filter(({ method, path }) => method !== first.method || path !== first.path)
      return fail(findingAt(first, taken), ...others.filter(isFirstOfItsPlace).map((trial) => findingAt(trial, others)))
    }),
    noPattern({ kinds: ['weak-password-policy'], noun: 'password checks' }),
  ],
})

/** The weak passwords that one operation takes. */
function findingAt(first: Trial, taken: readonly Trial[]): Finding {
  const names = taken.filter(({ method, path }) => method === first.method && path === first.path).map(({ name }) => name)
  return findingOf(
    first,
    {
      message: `${first.method} ${first.path} takes weak passwords: ${names.join(', ')}`,
      cwe: [521],
      ...(names.some((name) => name.startsWith('six')) ? {} : { severity: 'low' as const }),
      confidence: 'confirmed',
    },
    'passwords',
  )
}

function isFirstOfItsPlace({ method, path }: Trial, index: number, all: readonly Trial[]): boolean {
  return all.findIndex((trial) => trial.method === method && trial.path === path) === index
}
