// npm run bench -- database [NAME]: plants faults in a small service over real servers, each beside a healthy twin, and prints what was found.
import { startMariadb } from '../test/servers/mariadb.ts'
import { startPostgres } from '../test/servers/postgres.ts'
import { CACHE_FAULTS } from './database/caches.ts'
import { type CaseServer, onMariadb, onPostgres } from './database/case-server.ts'
import type { Fault } from './database/fault.ts'
import { MARIADB_SESSION_FAULTS } from './database/mariadb-sessions.ts'
import { MARIADB_STATEMENT_FAULTS } from './database/mariadb-statements.ts'
import { type FaultRun, isPlantedFinding, runFault } from './database/run-fault.ts'
import { SERVICE_KIND_FAULTS } from './database/service-kinds.ts'
import { SESSION_FAULTS } from './database/sessions.ts'
import { STATEMENT_FAULTS } from './database/statements.ts'

type NamedDrive = FaultRun['drives'][number] & { readonly fault: string }

/** The goal: at most two seconds for each endpoint. */
const LONGEST_DRIVE_MS = 2000
const wanted = process.argv[2] ?? ''
const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`)

async function measure(
  all: readonly Fault[],
  start: () => Promise<{ readonly cases: CaseServer; readonly stop: () => Promise<void> }>,
): Promise<void> {
  const faults = all.filter(({ name }) => name.includes(wanted))
  if (faults.length === 0) return
  const { cases, stop } = await start()
  let hits = 0
  let alarms = 0
  const drives: NamedDrive[] = []
  try {
    await cases.prepare()
    for (const fault of faults) {
      const planted = await runFault(fault, true, cases)
      const twin = await runFault(fault, false, cases)
      const isFound = planted.found.some((found) => isPlantedFinding(fault, found))
      const false_ = [...planted.found.filter((found) => !isPlantedFinding(fault, found)), ...twin.found]
      hits += isFound ? 1 : 0
      alarms += false_.length
      for (const drive of [...planted.drives, ...twin.drives]) drives.push({ ...drive, fault: fault.name })
      process.stdout.write(`${isFound ? 'found ' : 'MISSED'}  ${fault.name.padEnd(64)} ${fault.control}, ${fault.place}\n`)
      for (const found of planted.found.filter((each) => isPlantedFinding(fault, each)).slice(0, 1))
        process.stdout.write(`          ${found.message}\n`)
      for (const { control, place, message } of false_) process.stdout.write(`  FALSE ALARM ${control}, ${place}: ${message}\n`)
    }
  } finally {
    await stop()
  }
  process.stdout.write(
    `\n${cases.name}: ${faults.length} faults, each with a healthy twin: recall ${share(hits, faults.length)} (${hits} of ${faults.length}, control and place right), precision ${share(hits, hits + alarms)} (${alarms} false alarms)\n${secondsOf(drives)}\n\n`,
  )
}

/** Seconds for each endpoint, and those that took longer than they may, with how long the service itself took to answer there. */
function secondsOf(drives: readonly NamedDrive[]): string {
  const sorted = drives.toSorted((a, b) => a.ms - b.ms)
  const at = (q: number): string => ((sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]?.ms ?? 0) / 1000).toFixed(2)
  const late = sorted.filter(({ ms }) => ms > LONGEST_DRIVE_MS)
  const lines = late.map(
    ({ endpoint, fault, ms, requests, answerMs }) =>
      `  ${(ms / 1000).toFixed(2)} s  ${endpoint} of "${fault}": ${requests} requests, answered in ${answerMs.toFixed(0)} ms at the median`,
  )
  const all = `${drives.length} drives of one endpoint: median ${at(0.5)} s, p90 ${at(0.9)} s, longest ${at(1)} s; ${late.length} over ${LONGEST_DRIVE_MS / 1000} s`
  return [all, ...lines].join('\n')
}

await measure([...STATEMENT_FAULTS, ...SESSION_FAULTS, ...CACHE_FAULTS, ...SERVICE_KIND_FAULTS], async () => {
  const server = await startPostgres(['max_connections = 60', 'log_min_duration_statement = 250', 'logging_collector = off'])
  return { cases: onPostgres(server), stop: server.stop }
})
await measure([...MARIADB_STATEMENT_FAULTS, ...MARIADB_SESSION_FAULTS], async () => {
  const server = await startMariadb(['--max-connections=60', '--slow-query-log=ON', '--long-query-time=0.25'])
  return { cases: onMariadb(server), stop: server.stop }
})
