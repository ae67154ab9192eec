import type { Report } from '../model/report.ts'

/** Which flag would add proof to this run. */
export function lookAtOptions(report: Report): string[] {
  const hints: string[] = []
  if (report.profile === 'static') hints.push("More proof: --start 'YOUR COMMAND' or --url URL also probes the running service")
  if (report.controls.some(({ id, reason }) => id === 'deps.known-vulns' && reason !== null))
    hints.push('More proof: --advisories FILE checks dependencies against OSV records')
  return hints
}
