import { defineControl, load } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { measured, performanceFinding, unusable } from '../load-checks.ts'

export const resCpu = defineControl({
  id: 'res.cpu',
  title: 'CPU headroom at nominal load',
  why: 'Protects capacity.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.2.2'], owaspApi: ['API4:2023'] },
  documents: ['B-RES-01', 'B-RES-05', 'B-MET-03', 'B-THR-06', 'PERF-014'],
  verifiedBy: { load: 'avg/peak CPU of target processes sampled 1 Hz at nominal load; flame summary when profiler available' },
  passesWhen: 'avg < 80% of limit at target RPS',
  failsWhen: 'saturated at target',
  fix: { python: 'profile', node: 'profile' },
  effortHours: [1, 4],
  checks: [
    load(['performance'], ({ performance: { process, sustained } }, { budgets }) => {
      if (process.state === 'unknown') return notVerified('no-data', process.because)
      const problem = unusable(sustained)
      const [first, last] = [process.samples[0], process.samples.at(-1)]
      if (problem !== null || first === undefined || last === undefined || last.atMs <= first.atMs)
        return problem ?? notVerified('no-data', 'the process was not watched long enough')
      const share = (last.cpuMs - first.cpuMs) / (last.atMs - first.atMs)
      const evidence = measured(
        'processor',
        'share of one core',
        { value: share, lower: null, upper: null, confidence: 0 },
        process.samples.length,
        budgets.cpuFraction,
        `${Math.round(sustained.ratePerSecond)} requests a second`,
      )
      return share > budgets.cpuFraction * Math.max(1, last.processes)
        ? fail(
            performanceFinding(
              'processor',
              `the service uses ${Math.round(100 * share)} % of a core at ${Math.round(sustained.ratePerSecond)} requests a second`,
              evidence,
            ),
          )
        : pass(evidence)
    }),
  ],
})
