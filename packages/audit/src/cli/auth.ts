import { auditOptions } from '../audit.ts'
import { gatherFacts } from '../gather/gather-facts.ts'
import { AuditError } from '../model/errors.ts'
import type { IdentitiesFact, IdentityFact } from '../model/facts/service.ts'
import { valueIfKnown } from '../model/facts.ts'
import { printable } from '../report/printable.ts'
import { parseFlags, resolveOptions } from './audit.ts'
import type { Command, CommandContext } from './command.ts'
import { progressWriter } from './progress-writer.ts'

const HELP = `assay auth test [FOLDER] --url URL | --start CMD [options]

Registers, logs in and verifies identities as an audit would, shows each
step, and probes nothing. An identity is verified when the service refuses
a stranger, answers the identity's own credentials and refuses garbage.
Takes the options of assay audit: --openapi, --requests, --config, --scripts
and the like. What assay.yaml can declare of an identity:

  headers, cookies, basic  credentials as they are
  login                    one request; its token is found by its look
  oauth                    client credentials, or the password grant
  steps, carry             any number of requests, with values saved
  script                   a command that prints headers (--scripts)

Exit codes: 0 all identities are verified, 1 one is not, 2 could not run.
`

export const authCommand: Command = {
  name: 'auth',
  help: HELP,
  async run(args, context) {
    const [what, ...rest] = args
    if (what !== 'test')
      throw new AuditError('USAGE', `assay auth takes test, not "${what ?? ''}". Example: assay auth test --url http://127.0.0.1:3000`)
    const flags = parseFlags(rest)
    const { options, warnings } = resolveOptions(flags, context)
    if (options.url === null && options.start === null)
      throw new AuditError('USAGE', "assay auth test needs a service: --url URL or --start 'CMD'.")
    for (const warning of warnings) context.stderr.write(`assay: ${warning}\n`)
    const progress = progressWriter(context.stderr, { isQuiet: flags.quiet === true })
    const { facts } = await gatherFacts(
      auditOptions({ ...options, profile: 'standard', measuresLoad: false, identitiesOnly: true, onProgress: progress.update }),
      new Date(),
    ).finally(progress.end)
    const identities = valueIfKnown(facts.identities)
    if (identities === undefined) throw new AuditError('TARGET_UNREACHABLE', 'No identity could be looked at.')
    print(
      identities,
      (valueIfKnown(facts.residue) ?? []).filter(({ outcome }) => outcome === 'left').map(({ what: left }) => left),
      context,
    )
    const declared = options.identities.map(({ name }) => name)
    const isEntered = declared.every((name) => identities.identities.some((identity) => identity.name === name))
    return identities.identities.length > 0 && isEntered && identities.identities.every(isVerified) ? 0 : 1
  },
}

function print({ steps, identities, scheme, verifiedBy }: IdentitiesFact, left: readonly string[], { stdout }: CommandContext): void {
  stdout.write('\n  Steps\n')
  steps.forEach((step, index) => {
    stdout.write(`  ${String(index + 1).padStart(2)}. ${printable(step)}\n`)
  })
  stdout.write('\n  Identities\n')
  if (identities.length === 0) stdout.write('  none: what needs a user is not verified in an audit. Declare identities in assay.yaml.\n')
  for (const identity of identities)
    stdout.write(
      `  ${isVerified(identity) ? '+' : 'x'} ${printable(identity.name)} (${identity.role}, ${identity.made}): ${told(identity)}\n`,
    )
  if (identities.length > 0) stdout.write(`\n  Credentials travel by ${scheme}; told apart by ${verifiedBy ?? 'nothing that was found'}\n`)
  if (left.length > 0) stdout.write(`  Left behind: ${left.map(printable).join(', ')}\n`)
}

function told({ ownTokenAccepted, anonymousRefused, garbageRefused }: IdentityFact): string {
  const say = (isSo: boolean, good: string, bad: string): string => (isSo ? good : bad)
  return [
    say(anonymousRefused, 'strangers are refused', 'no operation was found that refuses strangers'),
    say(ownTokenAccepted, 'its own credentials are accepted', 'its own credentials are NOT accepted'),
    say(garbageRefused, 'garbage is refused', 'garbage is NOT refused'),
  ].join(', ')
}

function isVerified({ ownTokenAccepted, anonymousRefused, garbageRefused }: IdentityFact): boolean {
  return ownTokenAccepted && anonymousRefused && garbageRefused
}
