import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { EnvFileFact, Setting } from '../../model/facts/configuration.ts'
import { type Finding, fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence } from '../container/images.ts'

/** What the machine of a developer is set up with. */
const OF_DEVELOPER = /(?:^|[./_-])(?:dev|development|test|testing|ci)(?:\.local)?$/i

export const secretsEnvFiles = defineControl({
  id: 'secrets.env-files',
  title: 'Env files have strict modes, are git-ignored and never symlinked into images',
  why: 'Protects local secrets.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [732, 260, 538], asvs: ['v5.0.0-13.3.2'], owaspTop10: ['A05:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-05', 'B-SEC-06', 'B-SEC-09'],
  verifiedBy: { config: 'mode 0600/0400, owner, .gitignore, .dockerignore, symlinks .env -> .env.production' },
  passesWhen: 'modes and ignore rules ok',
  failsWhen: 'group/world readable or tracked',
  fix: { python: 'chmod 600', node: 'chmod 600' },
  effortHours: [1, 4],
  checks: [
    config(['envFiles', 'tree'], ({ envFiles, tree }): Outcome => {
      const files = envFiles.filter(({ purpose }) => purpose !== 'example')
      if (files.length === 0) return notApplicable('no .env file lies in the tree', absence('.env files', tree))
      const findings = files.flatMap((file) => findingsOf(file, tree.isGitRepository))
      const shown = inventory(
        '.env files and their modes',
        files.map(({ file, mode }) => `${file} ${mode === null ? '' : mode.toString(8).padStart(4, '0')}`.trim()),
      )
      const [first, ...rest] = findings
      if (first !== undefined) return fail(first, ...rest)
      const shared = files.find((file) => firstSecret(file) !== undefined && file.isTracked !== true && ((file.mode ?? 0) & GROUP) !== 0)
      return shared === undefined
        ? pass(shown)
        : partial(`${shared.file} can be read by its group`, [configurationEvidence(shared.file, placeOf(shared)), shown])
    }),
  ],
})

const GROUP = 0o060
const OTHERS = 0o007
const NOWHERE = { line: 1, endLine: 1, snippet: '' }

function firstSecret({ settings }: EnvFileFact): Setting | undefined {
  return settings.find(({ secret }) => secret?.state === 'literal' || secret?.state === 'guessable')
}

function placeOf(file: EnvFileFact) {
  return firstSecret(file) ?? NOWHERE
}

function findingsOf(file: EnvFileFact, isGitRepository: boolean): Finding[] {
  const { file: path, mode, linkTo, isTracked, isIgnoredByGit } = file
  if (linkTo !== null) {
    return /prod/i.test(linkTo)
      ? [
          configurationFinding({
            file: path,
            place: NOWHERE,
            key: 'link',
            message: `${path} is a link to ${linkTo}: whatever reads the folder gets the production values`,
            cwe: [538],
          }),
        ]
      : []
  }
  // A file of settings without secrets may be kept and read by everybody.
  if (firstSecret(file) === undefined) return []
  const place = placeOf(file)
  const findings: Finding[] = []
  if (isTracked === true && file.purpose !== 'test')
    findings.push(
      configurationFinding({
        file: path,
        place,
        key: 'git',
        message: `${path} holds secrets and is tracked by git`,
        cwe: [538],
        ...(OF_DEVELOPER.test(path) ? { severity: 'low', confidence: 'possible' } : {}),
      }),
    )
  else if (isGitRepository && !isIgnoredByGit && isTracked === false)
    findings.push(
      configurationFinding({
        file: path,
        place,
        key: 'git',
        message: `${path} holds secrets and no ignore rule keeps it out of git`,
        cwe: [538],
      }),
    )
  // A tracked file has the mode that the checkout gave it, and where no repository is, one for development may be one.
  const isCopy = isTracked === true || (!isGitRepository && OF_DEVELOPER.test(path))
  if (mode !== null && (mode & OTHERS) !== 0 && !isCopy)
    findings.push(
      configurationFinding({
        file: path,
        place,
        key: 'mode',
        message: `${path} has mode ${mode.toString(8).padStart(4, '0')}: every user of the machine can ${(mode & 0o002) !== 0 ? 'change' : 'read'} it`,
        cwe: [732],
      }),
    )
  return findings
}
