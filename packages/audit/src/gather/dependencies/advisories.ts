import { existsSync } from 'node:fs'
import { AuditError } from '../../model/errors.ts'
import type { AdvisoriesFact, Ecosystem, PackageFact } from '../../model/facts/dependencies.ts'
import { joinAliases, matchAdvisory, type RawMatch } from './match.ts'
import { type Advisory, parseRecord } from './osv-record.ts'
import { readRecordTexts } from './record-files.ts'
import { normaliseName } from './requirements.ts'
import { isComparable } from './versions.ts'

/** Reads OSV records from a folder, .zip, .jsonl or .json file and matches them against the packages. */
export async function matchAdvisoryFiles(path: string, packages: readonly PackageFact[]): Promise<AdvisoriesFact> {
  if (!existsSync(path))
    throw new AuditError('TARGET_MISSING', `There are no advisories at ${path}. Give a folder of OSV records, a .zip or a .jsonl file.`)
  const matcher = new Matcher(packages)
  for await (const text of readRecordTexts(path)) matcher.addText(text)
  return matcher.result(path, matcher.unreadable === 0 ? null : `${matcher.unreadable} records of ${path} could not be read`)
}

const NAME = /"name"\s*:\s*"([^"]*)"/g
const MODIFIED = /"modified"\s*:\s*"([^"]*)"/
const ECOSYSTEM = /"ecosystem"\s*:\s*"(npm|PyPI)"/g

/** Takes records one by one, keeps those that affect a package, and counts the rest. */
export class Matcher {
  readonly #packages: readonly PackageFact[]
  readonly #byName: ReadonlyMap<string, readonly PackageFact[]>
  readonly #names: ReadonlySet<string>
  readonly #counts = new Map<Ecosystem, { records: number; newest: string }>()
  #matches: RawMatch[] = []
  #records = 0
  #newest = ''
  unreadable = 0

  constructor(packages: readonly PackageFact[]) {
    this.#packages = packages
    this.#byName = Map.groupBy(packages, ({ ecosystem, name }) => `${ecosystem}/${name}`)
    this.#names = new Set(packages.map(({ name }) => name))
  }

  /** Parses only records that name a package in use: a full data set has hundreds of thousands. */
  addText(text: string): void {
    if (!this.#mayConcern(text)) {
      const isWhole = /\}\s*$/.test(text.slice(-20)) && text.includes('"id"')
      if (isWhole) this.#count(MODIFIED.exec(text)?.[1] ?? '', new Set([...text.matchAll(ECOSYSTEM)].map(([, name]) => name as Ecosystem)))
      else this.unreadable += 1
      return
    }
    const record = parseRecord(parseJson(text))
    if (record === null) this.unreadable += 1
    else if (record !== 'withdrawn') this.add(record)
  }

  add(record: Advisory): void {
    this.#count(record.modified, new Set(record.affected.map(({ ecosystem }) => ecosystem)))
    this.#matches.push(...matchAdvisory(record, (ecosystem, name) => this.#byName.get(`${ecosystem}/${name}`) ?? []))
  }

  result(source: string, incomplete: string | null): AdvisoriesFact {
    const matches = joinAliases(this.#matches)
    this.#matches = []
    return {
      source,
      newest: this.#newest.slice(0, 10),
      records: this.#records,
      ecosystems: [...this.#counts]
        .map(([ecosystem, { records, newest }]) => ({ ecosystem, records, newest: newest.slice(0, 10) }))
        .sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1)),
      matches,
      notComparable: notComparable(this.#packages),
      incomplete,
    }
  }

  #mayConcern(text: string): boolean {
    // An escaped name, or a record that was taken back, is left to the parser.
    if (text.includes('\\/') || text.includes('"withdrawn"') || text.includes('\\u00')) return true
    for (const [, name = ''] of text.matchAll(NAME)) if (this.#names.has(name) || this.#names.has(normaliseName(name))) return true
    return false
  }

  #count(modified: string, ecosystems: ReadonlySet<Ecosystem>): void {
    this.#records += 1
    if (modified > this.#newest) this.#newest = modified
    for (const ecosystem of ecosystems) {
      const counted = this.#counts.get(ecosystem) ?? { records: 0, newest: '' }
      this.#counts.set(ecosystem, { records: counted.records + 1, newest: modified > counted.newest ? modified : counted.newest })
    }
  }
}

/** Packages whose version no advisory can name. */
export function notComparable(packages: readonly PackageFact[]): string[] {
  const odd = packages.filter(({ version, ecosystem }) => !isComparable(version, ecosystem))
  return [...new Set(odd.map(({ name, version }) => `${name} ${version.slice(0, 80)}`))].sort()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
