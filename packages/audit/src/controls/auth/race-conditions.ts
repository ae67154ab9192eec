import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const authRaceConditions = defineControl({
  id: 'auth.race-conditions',
  title: 'Auth and one-time flows are atomic under parallel requests',
  why: 'Protects refresh, registration, reset, coupon and quota flows.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [362, 367], asvs: ['v5.0.0-15.4.2', 'v5.0.0-2.3.4'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API6:2023'] },
  documents: ['B-AUTH-08'],
  verifiedBy: {
    live: 'fire 20-50 identical requests in one barrier (refresh, register same e-mail, redeem); count successes',
    static: 'check-then-act without unique constraint/transaction',
  },
  passesWhen: 'exactly one success per one-time action over 3 repeats',
  failsWhen: 'more than one success',
  fix: {
    python: 'unique constraint + INSERT..ON CONFLICT / SELECT FOR UPDATE / Redis SET NX',
    node: 'unique constraint with INSERT .. ON CONFLICT, SELECT FOR UPDATE, or SET NX in Redis',
  },
  effortHours: [4, 16],
  checks: [
    live(['raceConditions'], ({ raceConditions }) =>
      decideTrials(raceConditions, {
        probe: 'at once',
        passes: 'actions that exactly one of many simultaneous requests won',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [362] }),
      }),
    ),
    noPattern({ kinds: ['check-then-act'], noun: 'check-then-act sequences' }),
  ],
})
