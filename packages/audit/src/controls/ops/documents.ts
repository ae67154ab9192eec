import { type Evidence, inventory } from '../../model/evidence.ts'
import type { DocumentFact, DocumentSubject } from '../../model/facts/configuration.ts'
import { notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence } from '../configuration-place.ts'

export interface Wanted {
  /** Without a statement of one of these there is no such document. */
  readonly about: readonly DocumentSubject[]
  /** What a complete one states, by name for people. */
  readonly parts: readonly (readonly [name: string, subject: DocumentSubject])[]
  /** "recovery plan", "incident procedure". */
  readonly what: string
}

/** What the documents of the tree state of a subject: all of it, some of it, or nothing that could be read. */
export function decideDocument(documents: readonly DocumentFact[], { about, parts, what }: Wanted): Outcome {
  const isAbout = ({ statements }: DocumentFact): boolean => statements.some((statement) => about.includes(statement.about))
  const relevant = documents.filter(isAbout)
  if (relevant.length === 0) return notVerified('no-data', `no document of the tree states a ${what}; one kept elsewhere can be attested`)
  const stated = parts.flatMap(([name, subject]) => {
    const found = placeOf(relevant, subject)
    return found === null ? [] : [{ name, evidence: found }]
  })
  const missing = parts.filter(([name]) => !stated.some((each) => each.name === name)).map(([name]) => name)
  const shown = inventory(
    `parts of a ${what} that are stated`,
    stated.map(({ name }) => name),
    parts.length,
  )
  const evidence: readonly Evidence[] = stated.map(({ evidence: each }) => each)
  return missing.length === 0
    ? pass(shown, ...evidence)
    : partial(`a ${what} is written down, without: ${missing.join(', ')}`, [shown, ...evidence])
}

/** The first statement about a subject, as evidence. */
export function placeOf(documents: readonly DocumentFact[], subject: DocumentSubject): Evidence | null {
  for (const { file, statements } of documents) {
    const statement = statements.find(({ about }) => about === subject)
    if (statement !== undefined) return configurationEvidence(file, statement, subject)
  }
  return null
}
