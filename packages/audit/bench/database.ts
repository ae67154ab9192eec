// npm run bench -- database [NAME]: plants faults in a small service over real servers, each beside a healthy twin, and prints what was found.
import { startPostgres } from '../test/servers/postgres.ts'
import { CACHE_FAULTS } from './database/caches.ts'
import { isPlantedFinding, prepareBase, runFault } from './database/run-fault.ts'
import { SESSION_FAULTS } from './database/sessions.ts'
import { STATEMENT_FAULTS } from './database/statements.ts'

const wanted = process.argv[2] ?? ''
const faults = [...STATEMENT_FAULTS, ...SESSION_FAULTS, ...CACHE_FAULTS].filter(({ name }) => name.includes(wanted))
const server = await startPostgres(['max_connections = 60', 'log_min_duration_statement = 250', 'logging_collector = off'])
let hits = 0
let alarms = 0
let longest = 0
try {
  await prepareBase(server)
  for (const fault of faults) {
    const planted = await runFault(fault, true, server)
    const twin = await runFault(fault, false, server)
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
  await server.stop()
}
const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`)
process.stdout.write(
  `\n${faults.length} faults, each with a healthy twin: recall ${share(hits, faults.length)} (${hits} of ${faults.length}, control and place right), precision ${share(hits, hits + alarms)} (${alarms} false alarms)\nlongest drive of one endpoint ${longest} ms\n`,
)
