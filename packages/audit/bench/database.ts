// npm run bench -- database [NAME]: plants faults in a small service over real servers, each beside a healthy twin, and prints what was found.
import { startMariadb } from '../test/servers/mariadb.ts'
import { startPostgres } from '../test/servers/postgres.ts'
import { CACHE_FAULTS } from './database/caches.ts'
import { type CaseServer, onMariadb, onPostgres } from './database/case-server.ts'
import type { Fault } from './database/fault.ts'
import { MARIADB_SESSION_FAULTS } from './database/mariadb-sessions.ts'
import { MARIADB_STATEMENT_FAULTS } from './database/mariadb-statements.ts'
import { isPlantedFinding, runFault } from './database/run-fault.ts'
import { SESSION_FAULTS } from './database/sessions.ts'
import { STATEMENT_FAULTS } from './database/statements.ts'

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
  let longest = 0
  try {
    await cases.prepare()
    for (const fault of faults) {
      const planted = await runFault(fault, true, cases)
      const twin = await runFault(fault, false, cases)
      const isFound = planted.found.some((found) => isPlantedFinding(fault, found))
      const false_ = [...planted.found.filter((found) => !isPlantedFinding(fault, found)), ...twin.found]
      hits += isFound ? 1 : 0
      alarms += false_.length
      longest = Math.max(longest, planted.longestDriveMs, twin.longestDriveMs)
      process.stdout.write(`${isFound ? 'found ' : 'MISSED'}  ${fault.name.padEnd(64)} ${fault.control}, ${fault.place}\n`)
      for (const found of planted.found.filter((each) => isPlantedFinding(fault, each)).slice(0, 1))
        process.stdout.write(`          ${found.message}\n`)
      for (const { control, place, message } of false_) process.stdout.write(`  FALSE ALARM ${control}, ${place}: ${message}\n`)
    }
  } finally {
    await stop()
  }
  process.stdout.write(
    `\n${cases.name}: ${faults.length} faults, each with a healthy twin: recall ${share(hits, faults.length)} (${hits} of ${faults.length}, control and place right), precision ${share(hits, hits + alarms)} (${alarms} false alarms)\nlongest drive of one endpoint ${longest} ms\n\n`,
  )
}

await measure([...STATEMENT_FAULTS, ...SESSION_FAULTS, ...CACHE_FAULTS], async () => {
  const server = await startPostgres(['max_connections = 60', 'log_min_duration_statement = 250', 'logging_collector = off'])
  return { cases: onPostgres(server), stop: server.stop }
})
await measure([...MARIADB_STATEMENT_FAULTS, ...MARIADB_SESSION_FAULTS], async () => {
  const server = await startMariadb(['--max-connections=60', '--slow-query-log=ON', '--long-query-time=0.25'])
  return { cases: onMariadb(server), stop: server.stop }
})
