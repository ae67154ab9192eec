import { dirname } from 'node:path/posix'
import type { ComposeFact, ConfigurationFacts, DockerfileFact, EnvFileFact, NginxFileFact } from '../../model/facts/configuration.ts'
import type { TreeFact, TreeFile } from '../../model/facts/target.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { parseCompose } from './compose.ts'
import { databaseEngineOf, parseDatabaseConfiguration } from './database-configuration.ts'
import { isLeftOut, parseIgnoreFile } from './docker-ignore.ts'
import { parseDockerfile } from './dockerfile.ts'
import { gatherDocuments } from './documents.ts'
import { parseEnvFile } from './env-file.ts'
import { gatherMonitoring } from './monitoring.ts'
import { parseNginx } from './nginx.ts'
import { resolveIncludes } from './nginx-includes.ts'
import { purposeOf } from './purpose.ts'
import { parsePythonSettings } from './python-settings.ts'
import { folderOf, nameOf } from './read-file.ts'
import { Reading } from './reading.ts'
import { gatherScheduledJobs } from './scheduled-jobs.ts'
import { parseIni, parseSettings } from './settings-file.ts'
import { composeCommands, dockerCommands, packageCommands, procfileCommands, scriptCommands, unitCommands } from './start-commands.ts'

type Configuration = { [N in keyof ConfigurationFacts]: Gathered<ConfigurationFacts[N]> }

/** Reads the configuration files of a tree. What fails in one group leaves the others whole. */
export async function gatherConfiguration(root: string, tree: TreeFact): Promise<Configuration> {
  const reading = new Reading(root, tree)
  const dockerfiles = attempt('Dockerfiles', () => gatherDockerfiles(reading))
  const composeFiles = attempt('compose files', () => gatherComposeFiles(reading))
  const facts = {
    dockerfiles,
    composeFiles,
    envFiles: attempt('.env files', () => gatherEnvFiles(reading)),
    nginxFiles: attempt('nginx files', () => gatherNginxFiles(reading)),
    ignoreFiles: attempt('ignore files', () => gatherIgnoreFiles(reading)),
    settingsFiles: attempt('settings files', () => gatherSettingsFiles(reading)),
    startCommands: attempt('start commands', () => gatherStartCommands(reading, dockerfiles, composeFiles)),
    applicationConfiguration: attempt('application configuration', () => gatherApplicationConfiguration(reading)),
    databaseConfiguration: attempt('database configuration', () => gatherDatabaseConfiguration(reading)),
    documents: attempt('documents', () => gatherDocuments(reading)),
    monitoring: attempt('monitoring configuration', () => gatherMonitoring(reading)),
    scheduledJobs: attempt('scheduled jobs', () => gatherScheduledJobs(reading)),
  }
  return { ...facts, unparsedConfiguration: known(reading.unparsed()) }
}

function attempt<T>(what: string, gather: () => T): Gathered<T> {
  try {
    return known(gather())
  } catch (error) {
    return unknown('tool-error', `gathering ${what} failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const DOCKERFILE = /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:[._-][\w.-]+)?|[\w.-]+\.(?:Dockerfile|dockerfile|containerfile))$/
const COMPOSE = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i
const ENV_FILE = /(?:^|\/)(?:\.env(?:[._-][\w.-]+)?|[\w-]+\.env|\.envrc)$/i
const NGINX =
  /(?:^|\/)(?:[\w.-]*nginx[\w.-]*\.(?:conf|template|tmpl|j2)(?:\.\w+)?|(?:nginx|conf\.d|sites-(?:available|enabled)|proxy|reverse-proxy|gateway)\/(?:[\w.-]+\/){0,3}[\w.-]+(?:\.conf|\.template|\.inc)(?:\.template)?|sites-(?:available|enabled)\/[\w.-]+)$/i
const SENSITIVE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist|tmpl)[\w.-]+)?|[\w.-]+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc|\.netrc|credentials\.json|service[-_]?account[\w-]*\.json|secrets?\.(?:ya?ml|json|toml)|\.htpasswd|\.git-credentials)$/i

function gatherDockerfiles(reading: Reading): DockerfileFact[] {
  const sensitive = reading.tree.files
    .map(({ file }) => file)
    .filter((file) => SENSITIVE.test(file) && !/(?:^|\/)(?:tests?|fixtures?|docs?|examples?)\//.test(file))
  const contexts = contextsOf(reading)
  return reading.parseAll(DOCKERFILE, ({ file }, text): DockerfileFact | { readonly error: string } | null => {
    if (/\.(?:md|txt|ts|js|py|json|dockerignore)$/.test(file)) return null
    const parsed = parseDockerfile(text)
    if (parsed === null) return { error: 'no FROM instruction' }
    const context = contexts.get(file) ?? folderOf(file)
    const ignoreFile = ignoreFileOf(reading, file, context)
    const patterns = ignoreFile === null ? [] : parseIgnoreFile(reading.text(ignoreFile) ?? '').map(({ pattern }) => pattern)
    const prefix = context === '' ? '' : `${context}/`
    return {
      file,
      purpose: purposeOf(file),
      ...parsed,
      ignoreFile: ignoreFile?.file ?? null,
      sensitiveInContext: sensitive.filter((path) => path.startsWith(prefix) && !isLeftOut(patterns, path.slice(prefix.length))),
    }
  })
}

/** Build contexts that compose files give to Dockerfiles; a Dockerfile that none names is built in its folder. */
function contextsOf(reading: Reading): Map<string, string> {
  const contexts = new Map<string, string>()
  for (const { file, services } of gatherComposeFiles(reading)) {
    for (const { build } of services) {
      if (build === null) continue
      const context = normal(dirname(file), build.context)
      if (context === null) continue
      const dockerfile = normal(context === '' ? '.' : context, build.dockerfile ?? 'Dockerfile')
      if (dockerfile !== null) contexts.set(dockerfile, context)
    }
  }
  return contexts
}

/** A path relative to a folder, made relative to the root; null when it leaves the tree. */
function normal(folder: string, path: string): string | null {
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

function ignoreFileOf(reading: Reading, dockerfile: string, context: string): TreeFile | null {
  const own = `${dockerfile}.dockerignore`
  const common = context === '' ? '.dockerignore' : `${context}/.dockerignore`
  return reading.tree.files.find(({ file }) => file === own) ?? reading.tree.files.find(({ file }) => file === common) ?? null
}

function gatherComposeFiles(reading: Reading): ComposeFact[] {
  return reading.parseAll(COMPOSE, ({ file }, text) => parseCompose(file, text))
}

function gatherEnvFiles(reading: Reading): EnvFileFact[] {
  const files = reading.parseAll(
    ENV_FILE,
    ({ file, mode, isTracked, isIgnoredByGit }, text): EnvFileFact => ({
      file,
      purpose: purposeOf(file),
      mode,
      isTracked,
      isIgnoredByGit,
      linkTo: null,
      settings: parseEnvFile(text),
    }),
  )
  const links = (reading.tree.links ?? []).filter(({ file }) => ENV_FILE.test(file))
  return [
    ...files,
    ...links.map(
      ({ file, to }): EnvFileFact => ({
        file,
        purpose: purposeOf(file),
        mode: null,
        isTracked: null,
        isIgnoredByGit: false,
        linkTo: to,
        settings: [],
      }),
    ),
  ]
}

function gatherNginxFiles(reading: Reading): NginxFileFact[] {
  const files = reading.parseAll(NGINX, ({ file }, text): NginxFileFact | null => {
    const directives = parseNginx(file, text)
    return directives.some(({ name, block }) => block !== null || NGINX_ALONE.test(name))
      ? { file, purpose: purposeOf(file), directives }
      : null
  })
  return resolveIncludes(files)
}

/** Directives that tell an included snippet from a file of another program. */
const NGINX_ALONE = /^(?:proxy_|ssl_|add_header|listen|server_name|location|limit_|client_|gzip|fastcgi_|uwsgi_)/

function gatherIgnoreFiles(reading: Reading) {
  return reading.parseAll(/(?:^|\/)(?:\.gitignore|(?:[\w.-]+)?\.dockerignore)$/, ({ file }, text) => ({
    file,
    kind: nameOf(file) === '.gitignore' ? ('git' as const) : ('docker' as const),
    patterns: parseIgnoreFile(text),
  }))
}

const SETTINGS_FILE =
  /(?:^|\/)(?:(?:app(?:lication|settings)?|settings|config(?:uration)?|default|production|prod|development|staging|local|secrets?|server|env)(?:[._-][\w.-]+)?\.(?:ya?ml|jsonc?|json5|toml|ini|cfg|properties)|(?:config|conf|settings|configuration)\/[\w.-]+\.(?:ya?ml|jsonc?|json5|toml|ini|cfg|properties))$/i

function gatherSettingsFiles(reading: Reading) {
  return reading.parseAll(SETTINGS_FILE, ({ file }, text) =>
    // Manifests of Kubernetes are no settings of the application, and name their secrets beside the values.
    /^apiVersion:/m.test(text) && /^kind:/m.test(text)
      ? null
      : COMPOSE.test(file) || databaseEngineOf(file) !== null || /schema\.json$|tsconfig|package\.json$/.test(file)
        ? null
        : parseSettings(file, text),
  )
}

function gatherApplicationConfiguration(reading: Reading) {
  const gunicorn = reading.parseAll(/(?:^|\/)(?:gunicorn[\w.-]*|hypercorn[\w.-]*)\.(?:conf\.)?py$/, ({ file }, text) => ({
    file,
    format: 'python' as const,
    purpose: purposeOf(file),
    settings: parsePythonSettings(text),
  }))
  const units = reading.parseAll(/\.service$|(?:^|\/)(?:supervisord?[\w.-]*|uwsgi[\w.-]*)\.(?:conf|ini)$/, ({ file }, text) => ({
    file,
    format: 'systemd' as const,
    purpose: purposeOf(file),
    settings: parseIni(text),
  }))
  return [...gunicorn, ...units]
}

function gatherDatabaseConfiguration(reading: Reading) {
  return reading.parseAll(/\.(?:conf|cnf|ini|ya?ml|cfg)(?:\.\w+)?$/, ({ file }, text) =>
    databaseEngineOf(file) === null ? null : parseDatabaseConfiguration(file, text),
  )
}

function gatherStartCommands(reading: Reading, dockerfiles: Gathered<DockerfileFact[]>, composeFiles: Gathered<ComposeFact[]>) {
  return [
    ...(dockerfiles.state === 'known' ? dockerCommands(dockerfiles.value) : []),
    ...(composeFiles.state === 'known' ? composeCommands(composeFiles.value) : []),
    ...reading.parseAll(/(?:^|\/)Procfile(?:\.\w+)?$/, ({ file }, text) => procfileCommands(file, text)).flat(),
    ...reading.parseAll(/(?:^|\/)package\.json$/, ({ file }, text) => packageCommands(file, text)).flat(),
    ...reading.parseAll(/\.service$|(?:^|\/)supervisord?[\w.-]*\.(?:conf|ini)$/, ({ file }, text) => unitCommands(file, text)).flat(),
    ...reading
      .parseAll(/(?:^|\/)(?:start|run|serve|entrypoint|docker-entrypoint|boot|launch)[\w-]*(?:\.sh|\.bash)?$/, ({ file }, text) =>
        text.startsWith('#!') || file.endsWith('sh') ? scriptCommands(file, text) : [],
      )
      .flat(),
  ]
}
