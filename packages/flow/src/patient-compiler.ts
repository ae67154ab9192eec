import { setFlagsFromString } from 'node:v8'

/** The release whose engine this was measured with; others have other tiers, and other numbers. */
const MEASURED_NODE = 24
/** Calls before a function is compiled again by a slower compiler, and what Node takes by itself. */
const THRESHOLDS = [
  { flag: '--invocation-count-for-turbofan', patient: 60_000, usual: 3000 },
  { flag: '--invocation-count-for-osr', patient: 10_000, usual: 500 },
] as const

/**
 * Does its work with compilers that wait longer before they optimise: an analysis runs much code a few times, and optimising it took a
 * quarter of all processor time and more than it saved. Whoever measures others should not run meanwhile: the setting is the process's.
 */
export async function withPatientCompiler<T>(work: () => Promise<T>): Promise<T> {
  if (Number.parseInt(process.versions.node, 10) !== MEASURED_NODE) return work()
  for (const { flag, patient } of THRESHOLDS) setFlagsFromString(`${flag}=${patient}`)
  try {
    return await work()
  } finally {
    for (const { flag, usual } of THRESHOLDS) setFlagsFromString(`${flag}=${usual}`)
  }
}
