import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Evidence, ReportFinding } from 'assay'
import type { Entry } from './targets.ts'

/** Lines around the planted one that still count as its place; a trap is exactly its line. */
const NEAR = 6

/** Whether a finding is the planted one: the same control on the same route, or at the same file and line; a defect of the whole service has no place on the wire. */
export function isPlanted(finding: ReportFinding, entry: Entry, folder: string): boolean {
  if (finding.control !== entry.control) return false
  if (entry.where.route === undefined && (finding.methods.includes('live') || finding.location.kind === 'repository')) return true
  return isOnRoute(finding, entry) || isInFile(finding, entry, folder, NEAR)
}

/** Whether a finding alarms on a trap: its route and parameter, where nothing else is planted there, or its very line. */
export function isAlarm(finding: ReportFinding, entry: Entry, folder: string, planted: readonly Entry[]): boolean {
  if (finding.control !== entry.control) return false
  const { parameter, route } = entry.where
  const own =
    finding.location.kind === 'route'
      ? finding.location.parameter
      : finding.location.kind === 'source'
        ? [finding.location.route, ...(finding.location.alsoRoutes ?? [])].find(
            (each) => each !== undefined && route !== undefined && isSameRoute(`${each.method} ${each.path}`, route),
          )?.parameter
        : undefined
  // A trial says where the parameter was sent too: `query sort`.
  const isOtherParameter = parameter !== undefined && own !== undefined && parameter !== own.replace(/^\w+ /, '')
  // Where the very parameter has a planted weakness too, a trial cannot tell the two apart: the line decides.
  // So it does where the finding names no parameter, and one without is planted on the route, or one of the field that the finding
  // says it was written by: markup that another request stored.
  const named = own === undefined ? undefined : parameter
  const isSamePlace = ({ where }: Entry): boolean =>
    where.parameter === named || (named === undefined && saysField(finding, where.parameter))
  const isTwin =
    (own === undefined || parameter !== undefined) &&
    planted.some((each) => each.control === entry.control && each.where.route === route && isSamePlace(each))
  // What is told of a parameter in which something is planted is no alarm on a trap beside it that names none.
  const isOwnPlant =
    own !== undefined &&
    planted.some(
      (each) => each.control === entry.control && each.where.route === route && each.where.parameter === own.replace(/^\w+ /, ''),
    )
  const isTold = isOnRoute(finding, entry) && !isOtherParameter && finding.methods.includes('live')
  return (isTold && !isTwin && !isOwnPlant) || isInFile(finding, entry, folder, 0)
}

/** Whether a finding says that a field of another request brought it: `markup that was written by POST /notes (body text)`, `Body field text (stored in Note.text)`. */
function saysField({ message }: ReportFinding, parameter: string | undefined): boolean {
  const name = /^\w+/.exec(parameter ?? '')?.[0]
  return (
    name !== undefined &&
    new RegExp(`\\(body (?:[\\w.]+\\.)?${name}\\)|^Body field (?:[\\w.]+\\.)?${name}\\b|\\(stored in (?:\\w+\\.)*${name}\\)`).test(message)
  )
}

function isOnRoute(finding: ReportFinding, { where: { route } }: Entry): boolean {
  return route !== undefined && routesOf(finding).some((each) => isSameRoute(each, route))
}

function isInFile(finding: ReportFinding, { where: { file, text } }: Entry, folder: string, near: number): boolean {
  if (file === undefined) return false
  const line = text === undefined ? null : lineOf(join(folder, file), text)
  return placesOf(finding).some((place) => place.file === file && (line === null || Math.abs(place.line - line) <= near))
}

function lineOf(path: string, text: string): number | null {
  if (!existsSync(path)) return null
  const lines = readFileSync(path, 'utf8').split('\n')
  // The line that is the text stands before one that only holds it: `body = user` and `body = user.settings`.
  const whole = lines.findIndex((line) => line.trim() === text.trim())
  const index = whole >= 0 ? whole : lines.findIndex((line) => line.includes(text.trim()))
  return index < 0 ? null : index + 1
}

function placesOf({ location, evidence }: ReportFinding): { file: string; line: number }[] {
  const own = 'file' in location && location.file !== undefined ? [{ file: location.file, line: location.line ?? 0 }] : []
  return [...own, ...evidence.flatMap(evidencePlaces)]
}

function evidencePlaces(evidence: Evidence): { file: string; line: number }[] {
  if (evidence.kind === 'path') return evidence.steps.map(({ file, line }) => ({ file, line }))
  return evidence.kind === 'source' || evidence.kind === 'configuration' || evidence.kind === 'dependency'
    ? [{ file: evidence.file, line: evidence.line }]
    : []
}

function routesOf({ location, evidence }: ReportFinding): string[] {
  const own =
    location.kind === 'route'
      ? [`${location.method} ${location.path}`]
      : location.kind === 'source' && location.route !== undefined
        ? [location.route, ...(location.alsoRoutes ?? [])].map(({ method, path }) => `${method} ${path}`)
        : []
  const named = evidence.flatMap((each) => (each.kind === 'inventory' ? each.items : []))
  return [...own, ...named]
}

function isSameRoute(left: string, right: string): boolean {
  const template = (text: string): string =>
    text
      .trim()
      .replaceAll(/\{[^}]*\}|:\w+|<[^>]*>/g, '{}')
      .replace(/\/+$/, '')
  return (
    template(left).startsWith(template(right)) &&
    (template(left).length === template(right).length || /[\s,]/.test(template(left).charAt(template(right).length)))
  )
}
