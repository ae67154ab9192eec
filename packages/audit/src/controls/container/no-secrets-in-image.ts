import { config, defineControl } from '../../model/control.ts'
import { inventory, type SomeEvidence } from '../../model/evidence.ts'
import type { DockerfileFact, DockerInstruction, Setting } from '../../model/facts/configuration.ts'
import type { SecretFact } from '../../model/facts/secrets.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, shippedDockerfiles } from './images.ts'

export const containerNoSecretsInImage = defineControl({
  id: 'container.no-secrets-in-image',
  title: 'No secret in Dockerfile instructions, build args or layers',
  why: 'Protects every holder of the image.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'tested',
  standards: { cwe: [538, 798], asvs: ['v5.0.0-13.3.1'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-01'],
  verifiedBy: { config: 'ENV/ARG/COPY .env/RUN echo secret, missing .dockerignore for .env/.git' },
  passesWhen: '0 secret-like ENV/ARG values and .dockerignore covers .env,.git,keys',
  failsWhen: 'literal secret or COPY of secret file',
  fix: { python: 'runtime env / --mount=type=secret', node: 'runtime env / --mount=type=secret' },
  effortHours: [1, 4],
  checks: [
    config(['dockerfiles', 'secrets', 'tree'], ({ dockerfiles, secrets, tree }): Outcome => {
      const examined = shippedDockerfiles(dockerfiles)
      if (examined.length === 0) return notApplicable('no Dockerfile of a service', absence('Dockerfiles', tree))
      const findings = examined.flatMap((dockerfile) => findingsOf(dockerfile, secrets.secrets))
      const instructions = examined.flatMap(({ file, stages }) =>
        stages.flatMap((stage) => stage.instructions.map(({ keyword, line }) => `${file}:${line} ${keyword}`)),
      )
      return failIfAny(findings, () => pass(inventory('instructions without a secret', instructions)))
    }),
  ],
})

const SECRET_FILE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc|\.netrc|\.git-credentials|credentials\.json|[\w.-]+\.(?:p12|pfx|jks|keystore)|[\w.-]*(?:private|server|tls)[\w.-]*\.key|\.aws\/credentials|\.ssh\/?)$/i

function findingsOf(dockerfile: DockerfileFact, secrets: readonly SecretFact[]): Finding[] {
  const { file, stages } = dockerfile
  const findings: Finding[] = []
  const decided = new Set<number>()
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      const own = [...settingFindings(file, instruction), ...copyFindings(dockerfile, instruction, stage.isFinal)]
      if (own.length > 0) for (let line = instruction.line; line <= instruction.endLine; line++) decided.add(line)
      findings.push(...own)
    }
  }
  for (const setting of dockerfile.globalArguments) findings.push(...literalFinding(file, setting, 'ARG'))
  const isInstruction = (line: number): boolean =>
    stages.some(({ instructions }) => instructions.some((each) => each.line <= line && line <= each.endLine))
  // What the scan for secrets saw in other instructions: tokens in RUN lines, addresses with passwords.
  for (const secret of secrets) {
    if (secret.file !== file || decided.has(secret.line) || secret.confidence === 'possible' || !isInstruction(secret.line)) continue
    const place = { line: secret.line, endLine: secret.endLine, snippet: secret.snippet }
    findings.push(
      configurationFinding({
        file,
        place,
        key: 'RUN',
        message: `A layer keeps a ${secret.title} (${secret.mask.text})`,
        cwe: [798],
        confidence: secret.confidence,
      }),
    )
  }
  return findings
}

function settingFindings(file: string, { keyword, settings }: DockerInstruction): Finding[] {
  return keyword === 'ENV' || keyword === 'ARG' ? settings.flatMap((setting) => literalFinding(file, setting, keyword)) : []
}

function literalFinding(file: string, setting: Setting, keyword: string): Finding[] {
  const state = setting.secret?.state
  if (state !== 'literal' && state !== 'guessable') return []
  return [
    configurationFinding({
      file,
      place: setting,
      key: `${keyword} ${setting.name}`,
      message: `${keyword} ${setting.name} writes a secret into the image: every holder of the image can read it`,
      cwe: [798],
      ...(state === 'guessable' && keyword === 'ARG' ? { severity: 'medium' as const } : {}),
    }),
  ]
}

function copyFindings(
  { file, sensitiveInContext, ignoreFile }: DockerfileFact,
  instruction: DockerInstruction,
  isFinal: boolean,
): Finding[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return []
  if (instruction.flags.some(({ name }) => name === 'from')) return []
  const sources = instruction.arguments.slice(0, -1)
  const named = sources.filter((source) => SECRET_FILE.test(source))
  if (named.length > 0)
    return [
      copyFinding(
        file,
        instruction,
        `${instruction.keyword} puts ${named.join(', ')} into ${isFinal ? 'the image' : 'a layer of the build'}`,
        isFinal,
      ),
    ]
  if (!isFinal || !sources.some((source) => /^\.?\/?\*?$/.test(source)) || sensitiveInContext.length === 0) return []
  const because =
    ignoreFile === null
      ? 'there is no .dockerignore'
      : `${ignoreFile} does not leave ${sensitiveInContext.length === 1 ? 'it' : 'them'} out`
  const evidence: SomeEvidence = [
    configurationEvidence(file, instruction, instruction.keyword),
    inventory('files with secrets in the build context', sensitiveInContext),
  ]
  return [
    {
      ...copyFinding(
        file,
        instruction,
        `${instruction.keyword} of the whole context puts ${sensitiveInContext.slice(0, 3).join(', ')} into the image: ${because}`,
        true,
      ),
      evidence,
    },
  ]
}

function copyFinding(file: string, place: DockerInstruction, message: string, isFinal: boolean): Finding {
  return configurationFinding({ file, place, key: place.keyword, message, cwe: [538], ...(isFinal ? {} : { severity: 'medium' as const }) })
}
