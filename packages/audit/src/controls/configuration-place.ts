import type { ConfigurationEvidence, SomeEvidence } from '../model/evidence.ts'
import type { Placed } from '../model/facts/configuration.ts'
import type { Finding } from '../model/outcome.ts'

/** A line of a configuration file as evidence. */
export function configurationEvidence(
  file: string,
  { line, endLine, snippet }: Placed,
  key?: string,
  note?: string,
): ConfigurationEvidence {
  return {
    kind: 'configuration',
    file,
    line,
    ...(endLine > line ? { endLine } : {}),
    ...(key === undefined ? {} : { key }),
    snippet,
    ...(note === undefined ? {} : { note }),
  }
}

export interface ConfigurationDefect {
  readonly file: string
  readonly place: Placed
  /** What is set wrongly, stable over edits: `services.db.ports`. */
  readonly key: string
  readonly message: string
  readonly cwe: Finding['cwe']
  readonly severity?: Finding['severity']
  readonly confidence?: Finding['confidence']
  readonly evidence?: SomeEvidence
}

/** A finding at a line of a configuration file. */
export function configurationFinding({ file, place, key, message, cwe, severity, confidence, evidence }: ConfigurationDefect): Finding {
  return {
    message,
    cwe,
    ...(severity === undefined ? {} : { severity }),
    ...(confidence === undefined ? {} : { confidence }),
    location: {
      kind: 'configuration',
      file,
      line: place.line,
      ...(place.endLine > place.line ? { endLine: place.endLine } : {}),
      key,
      snippet: place.snippet,
    },
    evidence: evidence ?? [configurationEvidence(file, place, key)],
  }
}
