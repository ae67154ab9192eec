import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Placed } from '../../model/facts/configuration.ts'
import { failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { finalInstructions, shippedDockerfiles, shippedServices } from '../container/images.ts'
import { shippedCommands } from '../server/start-commands.ts'

/** Variables that make a runtime accept any certificate, with the values that do. */
const SWITCHES: readonly (readonly [string, RegExp])[] = [
  ['NODE_TLS_REJECT_UNAUTHORIZED', /^0$/],
  ['PYTHONHTTPSVERIFY', /^0$/],
  ['GIT_SSL_NO_VERIFY', /^(?:1|true)$/i],
]

interface Variable {
  readonly file: string
  readonly place: Placed
  readonly name: string
  readonly value: string
}

/** No image, compose service or start command tells the runtime to accept any certificate. */
export const tlsEnvironment = config(
  ['dockerfiles', 'composeFiles', 'startCommands'],
  ({ dockerfiles, composeFiles, startCommands }): Outcome => {
    const variables: Variable[] = [
      ...shippedDockerfiles(dockerfiles).flatMap((dockerfile) =>
        finalInstructions(dockerfile)
          .filter(({ keyword }) => keyword === 'ENV')
          .flatMap(({ settings }) =>
            settings.map((setting) => ({ file: dockerfile.file, place: setting, name: setting.name, value: setting.value })),
          ),
      ),
      ...shippedServices(composeFiles).flatMap(({ compose, service }) =>
        service.environment.map((setting) => ({ file: compose.file, place: setting, name: setting.name, value: setting.value })),
      ),
      ...shippedCommands(startCommands).flatMap((command) =>
        command.words.flatMap((word) => {
          const assigned = /^(?<name>[A-Z_]+)=(?<value>.*)$/.exec(word)?.groups
          return assigned === undefined
            ? []
            : [{ file: command.file, place: command, name: assigned.name ?? '', value: assigned.value ?? '' }]
        }),
      ),
    ]
    const examined = inventory(
      'variables that containers and start commands set',
      variables.map(({ file, name }) => `${file}: ${name}`),
    )
    const off = variables.filter(({ name, value }) =>
      SWITCHES.some(([switchName, pattern]) => switchName === name && pattern.test(unquoted(value))),
    )
    if (variables.length === 0) return notApplicable('no container and no start command sets a variable', examined)
    return failIfAny(
      off.map(({ file, place, name, value }) =>
        configurationFinding({
          file,
          place,
          key: name,
          message: `${name}=${unquoted(value)}: the runtime accepts any certificate of the services it asks`,
          cwe: [295],
        }),
      ),
      () => pass(examined),
    )
  },
)

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2')
}
