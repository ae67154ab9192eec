/** Fields that whoever opens an issue, a comment or a pull request writes himself (GitHub: "Security hardening for GitHub Actions"). */
const UNTRUSTED =
  /\bgithub\.(?:head_ref\b|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment)\.body|pages\.[\w*]+\.page_name|(?:head_commit|workflow_run\.head_commit|commits\.[\w*]+|commits)\.(?:message|author\.(?:email|name))|pull_request\.head\.(?:ref|label|repo\.default_branch|repo\.description|repo\.homepage)|workflow_run\.(?:head_branch|display_title|head_repository\.description|pull_requests\.[\w*]+\.head\.ref)|(?:issue|pull_request)\.milestone\.(?:title|description)|(?:changes|release)\.[\w.]*(?:title|body|from)))|\btojson\(\s*github(?:\.event(?:\.(?:issue|comment|pull_request|head_commit|commits|workflow_run|review|discussion))?)?\s*\)/i

/** Calls and comparisons that only ever yield true or false. */
const BOOLEAN_CALL = /\b(?:contains|startsWith|endsWith)\((?:[^()]|\([^()]*\))*\)/gi
const COMPARISON = /[\w.*[\]'"-]+\s*[=!]=\s*(?:'[^']*'|[\w.*[\]"-]+)/g

const MAX_EXPRESSION = 2000

/** The `${{ … }}` of a text. */
export function expressionsIn(text: string): string[] {
  return [...text.slice(0, 10 * MAX_EXPRESSION).matchAll(/\$\{\{(?<inside>(?:(?!\}\}).){1,2000})\}\}/gs)].map(
    ({ groups }) => groups?.inside?.trim() ?? '',
  )
}

/** Whether an expression yields a text that a stranger wrote. `tainted` names variables that hold one. */
export function isUntrusted(expression: string, tainted: ReadonlySet<string> = new Set()): boolean {
  const plain = expression.replaceAll(/\[\s*'([\w-]+)'\s*\]/g, '.$1').replaceAll(/\[\s*(?:\d+|\*)\s*\]/g, '.*')
  const valued = plain.replaceAll(BOOLEAN_CALL, 'true').replaceAll(COMPARISON, 'true')
  if (UNTRUSTED.test(valued)) return true
  for (const [, name = ''] of valued.matchAll(/\benv\.([\w-]+)/gi)) if (tainted.has(name)) return true
  return false
}

/** The first expression of a text that a stranger wrote; null when there is none. */
export function untrustedIn(text: string, tainted?: ReadonlySet<string>): string | null {
  return expressionsIn(text).find((expression) => isUntrusted(expression, tainted)) ?? null
}
