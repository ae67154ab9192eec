import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Setting } from '../../model/facts/configuration.ts'
import type { Facts } from '../../model/facts.ts'
import { failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { finalInstructions, shippedDockerfiles, shippedServices } from '../container/images.ts'
import { shippedCommands } from '../server/start-commands.ts'

/** No setting of what is shipped turns debugging on. */
export const debugSettings = config(['dockerfiles', 'composeFiles', 'envFiles', 'settingsFiles', 'startCommands'], (facts): Outcome => {
  const settings = modeSettings(facts)
  const findings = settings
    .filter(({ setting }) => isDebug(setting))
    .map(({ file, setting }) =>
      configurationFinding({
        file,
        place: setting,
        key: setting.name,
        message: `${setting.name} is ${setting.value} in what is shipped`,
        cwe: [489],
      }),
    )
  const debuggers = shippedCommands(facts.startCommands)
    .filter(({ words }) => words.some((word) => /^--inspect(?:-brk)?(?:=|$)/.test(word)) || /\bdebugpy\b|\bpdb\b/.test(words.join(' ')))
    .map((command) =>
      configurationFinding({
        file: command.file,
        place: command,
        key: command.name,
        message: `${command.words.slice(0, 4).join(' ')} starts the service with a debugger`,
        cwe: [489],
      }),
    )
  return failIfAny([...findings, ...debuggers], () =>
    settings.length === 0
      ? notVerified('no-data', 'no configuration file of the tree sets a mode')
      : pass(
          inventory(
            'settings of the mode, none of them debug',
            settings.map(({ file, setting }) => `${file}: ${setting.name}=${setting.value}`),
          ),
        ),
  )
})

export interface PlacedSetting {
  readonly file: string
  readonly setting: Setting
}

const MODE =
  /^(?:(?:NODE|FLASK|APP|DJANGO|RAILS|PYTHON|FASTAPI|ENVIRONMENT|SERVER|DEPLOY|RUN)_?ENV|ENVIRONMENT|APP_ENVIRONMENT|(?:FLASK|DJANGO|APP|FASTAPI|WERKZEUG|PYTHON|SERVER)_?DEBUG|DEBUG|DEBUG_MODE|WERKZEUG_DEBUG_PIN|PYTHONASYNCIODEBUG)$/

/** Settings that choose between development and production, in files of what is shipped. */
export function modeSettings({
  dockerfiles,
  composeFiles,
  envFiles,
  settingsFiles,
}: Pick<Facts, 'dockerfiles' | 'composeFiles' | 'envFiles' | 'settingsFiles'>): PlacedSetting[] {
  const isMode = ({ name }: Setting): boolean => MODE.test(name)
  return [
    ...shippedDockerfiles(dockerfiles).flatMap((dockerfile) =>
      finalInstructions(dockerfile)
        .filter(({ keyword }) => keyword === 'ENV')
        .flatMap(({ settings }) => settings.filter(isMode).map((setting) => ({ file: dockerfile.file, setting }))),
    ),
    ...shippedServices(composeFiles).flatMap(({ compose, service }) =>
      service.environment.filter(isMode).map((setting) => ({ file: compose.file, setting })),
    ),
    ...envFiles
      .filter(({ file }) => /prod/i.test(file))
      .flatMap(({ file, settings }) => settings.filter(isMode).map((setting) => ({ file, setting }))),
    ...settingsFiles
      .filter(({ file }) => /prod/i.test(file))
      .flatMap(({ file, settings }) => settings.filter(({ name }) => /(?:^|\.)debug$/i.test(name)).map((setting) => ({ file, setting }))),
  ]
}

function isDebug({ name, value }: Setting): boolean {
  // `DEBUG=app:*` names what the debug package of Node prints; only a plain yes turns a mode on.
  if (/debug/i.test(name)) return /^(?:1|true|yes|on)$/i.test(value) || (name === 'WERKZEUG_DEBUG_PIN' && /^off$/i.test(value))
  return /^(?:dev|develop|development|debug|local)$/i.test(value)
}
