import { execFile, execSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Counts the points of a track in whatever format gpsbabel knows. */
export function countPoints(file: string, format: string): number {
  const out = execSync(`gpsbabel -i ${format} -f ${file} -o csv -F -`, { timeout: 15_000, maxBuffer: 10_000_000 })
  return out.toString().split('\n').filter(Boolean).length
}

/** Makes a track small enough for the chart. */
export async function simplify(file: string, target: string): Promise<void> {
  await run('gpsbabel', ['-i', 'gpx', '-f', file, '-x', 'simplify,count=500', '-o', 'gpx', '-F', target], { timeout: 15_000 })
}
