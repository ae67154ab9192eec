import { createHash } from 'node:crypto'
import type { Finding, Location } from '../model/outcome.ts'

/** Version of the recipe below; a change of the recipe changes it. */
const RECIPE = 'a1'

/**
 * Stable identity of a finding: control, weakness and normalised place. Neither line numbers nor message text take part,
 * so edits elsewhere in the file keep it.
 */
export function fingerprint(control: string, finding: Finding, ordinal: number): string {
  const parts = [control, String(finding.cwe[0]), ...placeParts(finding.location), ...(ordinal === 0 ? [] : [String(ordinal)])]
  const hash = createHash('sha256')
    .update(parts.map((part) => JSON.stringify(part)).join('\n'))
    .digest('hex')
  return `${RECIPE}-${hash.slice(0, 20)}`
}

function placeParts(location: Location): string[] {
  switch (location.kind) {
    case 'source':
      return ['source', location.file, location.symbol, normalise(location.snippet)]
    case 'route':
      return ['route', location.method, location.path.replaceAll(/\{[^}]*\}/g, '{}'), location.parameter ?? '']
    case 'configuration':
      return ['configuration', location.file, location.key, normalise(location.snippet)]
    case 'dependency':
      return ['dependency', location.ecosystem, location.name, location.advisory ?? '']
    case 'service':
    case 'repository':
      return [location.kind, location.subject]
  }
}

function normalise(snippet: string): string {
  return snippet.replaceAll(/\s+/g, ' ').trim()
}
