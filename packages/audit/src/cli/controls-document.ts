import { CONTROLS } from '../controls/index.ts'
import type { Control } from '../model/control.ts'
import { LAYERS, METHODS } from '../model/words.ts'

/** docs/controls.md: the catalogue as a page, written from the registry. */
export function controlsDocument(): string {
  const decided = CONTROLS.filter(({ checks }) => checks.length > 0)
  const byMethod = METHODS.map(
    (method) => `${method} ${decided.filter(({ checks }) => checks.some((check) => check.method === method)).length}`,
  ).join(', ')
  const byLayer = LAYERS.map((layer) => `${CONTROLS.filter((control) => control.layer === layer).length} ${layer}`).join(', ')
  const areas = [...Map.groupBy(CONTROLS, ({ id }) => id.slice(0, id.indexOf('.')))]
  return [
    '# Controls',
    '',
    '<!-- Written by npm run docs; do not edit. -->',
    '',
    `${CONTROLS.length} controls (${byLayer}); ${decided.length} are decided by at least one check (${byMethod}). The others come out \`not-verified (not-implemented)\`.`,
    'A method in **bold** has a check. `assay controls ID` explains one control.',
    '',
    ...areas.flatMap(([area, members]) => [
      `## ${area}`,
      '',
      '| control | holds when | severity | wave | decided by | CWE |',
      '|---|---|---|---|---|---|',
      ...members.map(row),
      '',
    ]),
  ].join('\n')
}

function row({ id, title, severity, wave, verifiedBy, checks, standards }: Control): string {
  const has = (method: string): boolean => checks.some((check) => check.method === method)
  const methods = METHODS.filter((method) => verifiedBy[method] !== undefined || has(method)).map((method) =>
    has(method) ? `**${method}**` : method,
  )
  return `| \`${id}\` | ${title.replaceAll('|', '\\|')} | ${severity} | ${wave} | ${methods.join(', ')} | ${standards.cwe.join(', ')} |`
}
