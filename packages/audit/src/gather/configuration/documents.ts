import type { DocumentFact, DocumentStatement, DocumentSubject } from '../../model/facts/configuration.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'
import { nameOf } from './read-file.ts'
import type { Reading } from './reading.ts'

const DOCUMENT =
  /(?:^|\/)(?:README|SECURITY|CONTRIBUTING|RUNBOOK|OPERATIONS|DEPLOY(?:MENT|ING)?|ARCHITECTURE|INSTALL)[\w-]*\.(?:md|rst|txt|adoc)$|(?:^|\/)(?:docs?|documentation|runbooks?|ops|operations|sre|wiki|playbooks?|adr|policies|procedures)\/(?:[\w .-]+\/){0,5}[\w .-]+\.(?:md|rst|txt|adoc)$|(?:^|\/)[\w-]*(?:runbook|backup|disaster|recovery|rollback|incident|slo|sla|on-?call|rotation|capacity|retention|risk|postmortem|threat)[\w-]*\.(?:md|rst|txt|adoc|ya?ml)$/i
const MAX_STATEMENTS = 120
const MAX_PER_SUBJECT = 5
const MAX_LINES = 20_000
const MAX_SNIPPET = 200

/**
 * What a line states. Each asks for a thing with its number, name or verb rather than for a word alone, so that
 * "backups are future work" states nothing.
 */
const SUBJECTS: readonly (readonly [DocumentSubject, RegExp])[] = [
  [
    'backup',
    /\b(?:back(?:ed)?[ -]?ups?)\b.*\b(?:runs?|taken|stored|daily|nightly|hourly|weekly|every|script|job|cron|automatic\w*|pg_dump|mysqldump|mongodump|snapshot\w*|restic|wal-g|pgbackrest|barman|bucket|s3)\b|\b(?:pg_dump|mysqldump|mongodump|pgbackrest|wal-g|restic|barman)\b/i,
  ],
  [
    'backup-schedule',
    /\bback(?:ed)?[ -]?ups?\b.*\b(?:daily|nightly|hourly|weekly|every \w+|at \d{1,2}[:.]\d{2}|cron)\b|\b(?:daily|nightly|hourly|weekly)\b.*\b(?:backups?|snapshots?|dumps?)\b/i,
  ],
  ['backup-retention', /\b(?:retain(?:ed)?|retention|kept|keep)\b.*\b\d+\s*(?:days?|weeks?|months?|years?|copies|backups?|snapshots?)\b/i],
  [
    'backup-offsite',
    /\bback(?:ed)?[ -]?ups?\b.*\b(?:off-?site|off-?host|other region|second region|s3|gcs|bucket|blob storage|glacier|remote)\b|\b(?:off-?site|cross-region)\b.*\bbackups?\b/i,
  ],
  ['restore', /\b(?:restor(?:e|ing|ed))\b.*\b(?:backup|dump|snapshot|database|from)\b|\bpg_restore\b|\bmongorestore\b/i],
  [
    'restore-drill',
    /\b(?:restore|recovery)\b.*\b(?:drill|exercise|tested|rehears\w+|verified)\b.*\d{4}|\b(?:last|previous)\s+(?:restore|recovery)\b.*\d{4}/i,
  ],
  ['disaster-recovery', /\bdisaster[ -]recovery\b|\bbusiness continuity\b|\bDR plan\b/i],
  ['rto', /\b(?:RTO|recovery time objective)\b.*\d+\s*(?:m|min\w*|h|hours?|days?|seconds?)/i],
  [
    'rpo',
    /\b(?:RPO|recovery point objective)\b.*\d+\s*(?:m|min\w*|h|hours?|days?|seconds?)|\b(?:RPO|recovery point objective)\b.*\b(?:zero|none)\b/i,
  ],
  [
    'contacts',
    /\b(?:contacts?|call|page|reach|escalat\w+|notify|report)\b.*(?:@|\+?\d[\d ()-]{6,}\d|#[a-z][\w-]+|pagerduty|opsgenie|slack)/i,
  ],
  ['recovery-steps', /^\s*(?:\d+[.)]|[-*]|\$|>)\s.*\b(?:restore|promote|failover|fail over|recover|re-?deploy|reprovision)\b/i],
  ['review-date', /\b(?:last (?:reviewed|updated|exercised|tested)|reviewed on|review date|next review)\b.*\b20\d\d\b/i],
  ['rollback', /\b(?:roll(?:ed|ing)?[ -]?back|revert(?:ing)? (?:the|a) (?:release|deploy\w*))\b/i],
  [
    'rollback-steps',
    /\b(?:kubectl rollout undo|helm rollback|alembic downgrade|migrate:(?:down|undo|rollback)|db:rollback|docker service rollback|docker compose .*(?:pull|up)|git revert|previous (?:image|tag|version|release)|heroku rollback|migration:revert)\b/i,
  ],
  ['rollback-drill', /\brollback\b.*\b(?:drill|exercise|rehears\w+|tested)\b.*\b20\d\d\b/i],
  ['incident-response', /\bincident (?:response|management|handling|process|procedure)\b|\bresponding to (?:an )?incidents?\b/i],
  ['incident-severity', /\b(?:sev(?:erity)?[- ]?[0-5]|P[0-4])\b\s*[:|–—-]|\bseverity (?:levels?|classes)\b/i],
  ['incident-roles', /\b(?:incident commander|incident lead|communications? lead|on-call engineer|scribe)\b/i],
  ['incident-evidence', /\b(?:preserve|collect|keep|secure)\b.*\b(?:evidence|logs|forensic\w*|snapshots?)\b/i],
  ['credential-revocation', /\b(?:revoke|rotate|invalidate|disable)\b.*\b(?:credentials?|tokens?|keys?|secrets?|sessions?|passwords?)\b/i],
  ['rehearsal', /\b(?:tabletop|game ?day|rehearsal|exercise|drill)\b.*\b20\d\d\b/i],
  ['slo', /\b(?:SLOs?|service[ -]level objectives?|availability|latency|p9[59])\b.*\b\d+(?:[.,]\d+)?\s*(?:%|ms|s\b|seconds?)/i],
  ['error-budget', /\berror budgets?\b.*\d|\berror budget policy\b/i],
  [
    'deploy',
    /\b(?:deploy(?:s|ed|ing|ment)?|release[sd]?)\b.*\b(?:run|pipeline|workflow|ci|kubectl|helm|docker|terraform|merge|tag|push)\b/i,
  ],
  ['deploy-strategy', /\b(?:rolling (?:update|deploy\w*|release)|blue[/ -]?green|canary|zero[- ]downtime)\b/i],
  [
    'post-deploy-check',
    /\b(?:smoke tests?|post-deploy\w*|after (?:the |each |every )?(?:deploy\w*|release))\b.*\b(?:check|verify|test|watch|curl|health|run|monitor)\w*\b/i,
  ],
  ['rotation', /\b(?:rotat(?:e|ed|ion|ing))\b.*\b(?:every|days?|months?|quarter\w*|year\w*|schedule|after)\b/i],
  ['rotation-register', /\|.*\b(?:last rotated|rotated on|owner)\b.*\|.*\b(?:next|period|due|every|rotat\w+)\b/i],
  ['log-retention', /\blogs?\b.*\b(?:retain\w*|retention|kept|keep|stored)\b.*\b\d+\s*(?:days?|weeks?|months?|years?)\b/i],
  ['capacity', /\b(?:capacity|headroom|scal(?:e|ing)|peak)\b.*\b\d+\s*(?:%|rps|req(?:uest)?s?\/s|users|requests|instances|replicas)/i],
  ['architecture', /^#{1,4}\s.*\b(?:architecture|components|system overview|data flow|design)\b|```mermaid/i],
  ['configuration-reference', /^#{1,4}\s.*\b(?:configuration|environment variables|settings)\b/i],
  [
    'run-instructions',
    /^\s*(?:\$\s*)?(?:npm (?:start|run|ci|install)|yarn|pnpm|docker(?:[- ]compose)? (?:up|run|build)|pip install|poetry (?:install|run)|uv (?:run|sync)|make \w+|python -m|uvicorn|gunicorn|flask run)\b/,
  ],
  ['api-reference', /^#{1,4}\s.*\b(?:API|endpoints?|routes)\b|\bopenapi\.(?:json|ya?ml)\b/i],
  ['risk-owner', /\|.*\b(?:risk)\b.*\|.*\bowner\b.*\|/i],
  ['on-call', /\bon-?call\b.*\b(?:rota|rotation|schedule|primary|secondary|pagerduty|opsgenie)\b/i],
  [
    'patch-deadline',
    /\b(?:critical|high|medium)\b.*\b(?:patch\w*|fix\w*|remediat\w+|vulnerabilit\w+)\b.*\b\d+\s*(?:hours?|days?|weeks?)\b|\b(?:patch\w*|fix\w*|remediat\w+)\b.*\b(?:within|in)\b\s*\d+\s*(?:hours?|days?|weeks?)/i,
  ],
]
/** A line that says that something is not there yet states the opposite. */
const DENIED =
  /\b(?:todo|tbd|fixme|not yet|no (?:backups?|rollback|plan|slo|procedure)|planned|future work|coming soon|should (?:be )?(?:add|writ|defin|implement)\w*|to be (?:defined|written|added|done)|missing|n\/a)\b/i

/** The documents of a tree for people, and what they state, line by line. */
export function gatherDocuments(reading: Reading): DocumentFact[] {
  return reading.parseAll(DOCUMENT, ({ file }, text): DocumentFact | null =>
    /(?:^|\/)(?:tests?|fixtures?|examples?|node_modules)\//.test(file) ? null : documentOf(file, text),
  )
}

function documentOf(file: string, text: string): DocumentFact {
  const lines = text.split(/\r?\n/).slice(0, MAX_LINES)
  const headings = lines.flatMap((line, index) => {
    const heading =
      /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1] ??
      (/^(?:={3,}|-{3,})$/.test(lines[index + 1] ?? '') && line.trim() !== '' ? line.trim() : undefined)
    return heading === undefined ? [] : [{ line: index + 1, text: heading.slice(0, MAX_SNIPPET) }]
  })
  return { file, title: headings[0]?.text ?? nameOf(file), headings, lines: lines.length, statements: statementsOf(lines) }
}

function statementsOf(lines: readonly string[]): DocumentStatement[] {
  const statements: DocumentStatement[] = []
  const counts = new Map<DocumentSubject, number>()
  lines.forEach((raw, index) => {
    const line = raw.slice(0, 500)
    if (line.trim() === '' || DENIED.test(line)) return
    for (const [about, pattern] of SUBJECTS) {
      const count = counts.get(about) ?? 0
      if (count >= MAX_PER_SUBJECT || statements.length >= MAX_STATEMENTS || !pattern.test(line)) continue
      counts.set(about, count + 1)
      statements.push({
        about,
        line: index + 1,
        endLine: index + 1,
        snippet: maskSecrets(line.trim(), 'document.md').slice(0, MAX_SNIPPET),
      })
    }
  })
  return statements
}
