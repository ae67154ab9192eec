import { defineControl, load } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { measured, performanceFinding, tidy } from '../load-checks.ts'

export const resMemory = defineControl({
  id: 'res.memory',
  title: 'No memory leak; peak within limit',
  why: 'Protects stability.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [401, 770], asvs: ['v5.0.0-1.4.3'], owaspApi: ['API4:2023'] },
  documents: ['B-RES-02', 'B-MET-03', 'B-THR-06', 'PERF-015'],
  verifiedBy: { load: 'RSS series over sustained run with idle tail; slope test (Theil-Sen) and return to baseline' },
  passesWhen: 'slope CI includes ~0 after warm-up; peak < 80% of limit',
  failsWhen: 'monotone growth',
  fix: { python: 'tracemalloc', node: 'heap snapshot diff' },
  effortHours: [4, 16],
  checks: [
    load(['performance'], ({ performance: { leak } }) => {
      if (leak.verdict === 'not-assessable') return notVerified('no-data', leak.because)
      const growth = { value: leak.bytesPerSecond, lower: null, upper: null, confidence: 0 }
      const evidence = measured('growth of memory', 'bytes/s', growth, leak.windows, 0, `${Math.round(leak.spanMs / 1000)} s watched`)
      return leak.verdict === 'leak'
        ? fail(performanceFinding('memory', `memory grows by ${tidy(leak.bytesPerSecond / 1024)} KiB a second under even load`, evidence))
        : pass(evidence)
    }),
  ],
})
