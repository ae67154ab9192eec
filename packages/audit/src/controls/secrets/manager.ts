import { config, defineControl } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { Setting } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { statedFor } from '../attested-check.ts'
import { configurationFinding } from '../configuration-place.ts'
import { finalInstructions, shippedDockerfiles, shippedServices } from '../container/images.ts'
import { kubernetesSecretsCheck } from './kubernetes-secrets.ts'

export const secretsManager = defineControl({
  id: 'secrets.manager',
  title: 'Secrets come from a secret store or runtime injection',
  why: 'Protects secrets.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [522, 526], asvs: ['v5.0.0-13.3.1', 'v5.0.0-13.3.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-03', 'B-SEC-07', 'B-SEC-08'],
  verifiedBy: {
    config: 'Docker/k8s secrets, Vault/AWS SM/GCP SM, SOPS; *_FILE pattern',
    static: 'client library use',
    attested: 'platform env injection',
  },
  passesWhen: 'mechanism found and every required secret mapped to it',
  failsWhen: '.env copied to hosts with literals, or in the image',
  fix: { python: '*_FILE / hvac / boto3 secretsmanager', node: '*_FILE / SDK' },
  effortHours: [4, 16],
  checks: [
    config(['composeFiles', 'dockerfiles', 'settingsFiles', 'tree'], ({ composeFiles, dockerfiles, settingsFiles, tree }): Outcome => {
      const services = shippedServices(composeFiles)
      const given = services.flatMap(({ compose, service }) =>
        service.environment.map((setting) => ({ file: compose.file, service: service.name, setting })),
      )
      const literals = given.filter(({ setting }) => setting.secret?.state === 'literal' || setting.secret?.state === 'guessable')
      const copied = shippedDockerfiles(dockerfiles).flatMap((dockerfile): Finding[] =>
        finalInstructions(dockerfile)
          .filter(
            ({ keyword, flags, arguments: words }) =>
              keyword === 'COPY' &&
              !flags.some(({ name }) => name === 'from') &&
              words.slice(0, -1).some((word) => /(?:^|\/)\.env(?:\.prod\w*)?$/.test(word)),
          )
          .map((place) =>
            configurationFinding({
              file: dockerfile.file,
              place,
              key: 'COPY',
              message: 'The .env file with its values is built into the image',
              cwe: [538],
            }),
          ),
      )
      const findings = [
        ...literals.map(({ file, service, setting }) =>
          configurationFinding({
            file,
            place: setting,
            key: `services.${service}.environment.${setting.name}`,
            message: `${setting.name} of service ${service} stands in the file itself instead of a secret store`,
            cwe: [522],
          }),
        ),
        ...copied,
      ]
      return failIfAny(findings, () =>
        withoutLiterals(
          mechanisms(
            services.flatMap(({ service }) => service.secrets),
            [...given.map(({ setting }) => setting), ...settingsFiles.flatMap(({ settings }) => settings)],
            tree.files.map(({ file }) => file),
          ),
          given.map(({ setting }) => setting),
        ),
      )
    }),
    kubernetesSecretsCheck,
    statedFor('secrets.manager'),
  ],
})

function withoutLiterals(found: readonly string[], given: readonly Setting[]): Outcome {
  const referenced = given.filter(({ secret }) => secret?.state === 'reference')
  const shown: Evidence = inventory('mechanisms that bring secrets in', found)
  if (found.length > 0) return pass(shown)
  if (referenced.length > 0)
    return partial('secrets come from the environment of the host; no store or file of secrets is named', [
      inventory(
        'secrets taken from the environment',
        referenced.map(({ name }) => name),
      ),
    ])
  return notVerified('no-data', 'no configuration file says where secrets come from')
}

const SOPS = /(?:^|\/)\.sops\.ya?ml$|\.(?:enc|sops)\.(?:ya?ml|json|env)$/
const OPERATORS = /(?:external-?secret|sealed-?secret|secret-?store|vault)[\w-]*\.ya?ml$/i

function mechanisms(mounted: readonly string[], settings: readonly Setting[], files: readonly string[]): string[] {
  const found = new Set<string>()
  for (const name of mounted) found.add(`compose secret ${name}`)
  for (const { name, value } of settings) {
    if (/(?:PASSWORD|SECRET|TOKEN|KEY|CREDENTIALS?)_FILE$/i.test(name) || /^\/run\/secrets\//.test(value)) found.add(`file ${name}`)
    if (/^(?:vault|ssm|secretsmanager|arn:aws:secretsmanager|op|gcp-sm|akv|sm)[:/]/i.test(value) || /^VAULT_ADDR$/.test(name))
      found.add(`secret store in ${name}`)
  }
  for (const file of files) if (SOPS.test(file) || OPERATORS.test(file)) found.add(file)
  return [...found].sort()
}
