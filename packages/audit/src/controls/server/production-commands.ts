import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { StartCommandFact } from '../../model/facts/configuration.ts'
import { failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { shippedCommands } from './start-commands.ts'

/** What starts the shipped service is a server for production. */
export const productionCommand = config(['startCommands'], ({ startCommands }): Outcome => {
  const commands = shippedCommands(startCommands)
  const findings = commands.flatMap((command) => {
    const because = developmentServer(command)
    return because === null
      ? []
      : [configurationFinding({ file: command.file, place: command, key: command.name, message: because, cwe: [489] })]
  })
  return failIfAny(findings, () => {
    const known = commands.filter(({ words }) => PRODUCTION.test(words.join(' ')))
    if (known.length === 0)
      return notVerified(
        'no-data',
        commands.length === 0
          ? 'no file says how the service is started'
          : `what "${commands[0]?.words.slice(0, 4).join(' ') ?? ''}" serves with is decided in the source`,
      )
    return pass(
      inventory(
        'commands that start a server for production',
        known.map(({ file, line, words }) => `${file}:${line} ${words.slice(0, 4).join(' ')}`),
      ),
    )
  })
})

const PRODUCTION =
  /(?:^|[\s/])(?:gunicorn|uvicorn|hypercorn|daphne|waitress-serve|uwsgi|granian|fastapi run|pm2(?:-runtime)?|next start|nest start --prod|node(?! --(?:watch|inspect))|bun(?! --watch)|deno (?:run|serve))(?=\s|$)/

const DEVELOPMENT: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s/])flask(?: --\S+(?: [^-\s]\S*)?)* run\b/, 'flask run starts the development server of Flask'],
  [/manage\.py runserver\b/, 'runserver is the development server of Django'],
  [/(?:^|[\s/])(?:uvicorn|hypercorn|gunicorn)\b.*\s--reload\b/, '--reload watches the source and restarts: a switch of development'],
  [/(?:^|[\s/])fastapi dev\b/, 'fastapi dev is the development server of FastAPI'],
  [/(?:^|[\s/])(?:nodemon|ts-node-dev|ts-node|tsnd)\b/, 'the source is compiled or watched while it runs: a tool of development'],
  [/(?:^|[\s/])tsx watch\b|(?:^|[\s/])node(?: --\S+)* --watch\b/, 'the source is watched while it runs: a switch of development'],
  [/(?:^|[\s/])(?:node|bun)\b.*\s--inspect(?:-brk)?(?:=0\.0\.0\.0\S*|\b)/, '--inspect opens the debugger'],
  [
    /(?:^|[\s/])(?:next|nuxt|vite|astro|remix|wrangler) dev\b|(?:^|[\s/])nest start\b.*--(?:watch|debug)|(?:^|[\s/])vite(?: --host\b.*)?$/,
    'a development server',
  ],
  [/(?:^|[\s/])php artisan serve\b|(?:^|[\s/])rails (?:s|server)\b.*development|python3? -m http\.server\b/, 'a development server'],
  [/(?:^|\s)(?:npm|yarn|pnpm|bun)(?: run)? dev\b/, 'the script of development is started'],
]

function developmentServer({ words }: StartCommandFact): string | null {
  const text = words.join(' ')
  const found = DEVELOPMENT.find(([pattern]) => pattern.test(text))
  return found === undefined ? null : `${text.slice(0, 80)}: ${found[1]}`
}
