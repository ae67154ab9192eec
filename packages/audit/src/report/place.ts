import type { Location } from '../model/outcome.ts'

/** A location as one line of text. */
export function placeOf(location: Location): string {
  switch (location.kind) {
    case 'source':
    case 'configuration':
      return `${location.file}:${location.line}`
    case 'route':
      return `${location.method} ${location.path}${location.parameter === undefined ? '' : ` (${location.parameter})`}`
    case 'dependency':
      return `${location.name} ${location.version} (${location.file}:${location.line})`
    case 'service':
    case 'repository':
      return location.subject
  }
}
