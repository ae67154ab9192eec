import type { SecretContext } from '../../model/facts/secrets.ts'
import type { Syntax } from './assignment-reader.ts'

const TEST =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|specs?|e2e|cypress|testing|fixtures?|testdata|test[-_]?(?:data|utils?|lib|helpers?|project|resources|fixtures|support)|mocks|stubs|benchmarks?|bench|unittests?|integration[-_]?tests?)\/|(?:^|\/)(?:tests?|testing|test_[^/]*|[^/]*[_-]tests?|conftest|[^/]*\.(?:test|spec|e2e|stories|cy|mock|fixture)s?|(?:vitest|jest|playwright|cypress|karma)\.(?:config|setup)[^/]*)\.\w+$|(?:Test|Tests|Spec|IT)\.(?:java|kt|scala|groovy|cs|swift|php|rb)$/
const EXAMPLE =
  /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|boilerplate|playground)\/|(?:^|[./_-])(?:examples?|samples?|templates?|tmpl|tpl|openapi|swagger|postman|insomnia|schemas?)(?:[./_-]|$)|\.dist$/i
const DOCUMENTATION =
  /(?:^|\/)(?:docs?|documentation|wiki|man|website\/docs)\/|\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|html?|rdoc|pod|pot?)$|(?:^|\/)(?:README|METADATA|PKG-INFO|AUTHORS|CHANGELOG|CHANGES|HISTORY|NEWS|CONTRIBUTING|LICENSE|COPYING|NOTICE)[^/]*$/i
const VENDORED =
  /(?:^|\/)(?:vendors?|third[-_]party|externals?|node_modules|site-packages|bower_components|_vendor|(?:assets|public|static)\/(?:js\/)?(?:libs?|plugins|vendors?))\//
const PIPELINE =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/|\.gitlab-ci[^/]*$|\.circleci\/|Jenkinsfile|azure-pipelines|bitbucket-pipelines|\.travis\.yml|\.drone\.yml|\.woodpecker|buildspec|cloudbuild|appveyor)/
const CONFIGURATION =
  /\.(?:ya?ml|json|jsonc|json5|toml|ini|cfg|conf|config|properties|env|xml|plist|tfvars|tf|hcl|cnf|netrc|npmrc|pypirc|service|sql|dsn|credentials|htpasswd|secret|secrets)$|(?:^|\/)(?:\.env[^/]*|[^/]*\.env|Dockerfile[^/]*|[^/]*\.Dockerfile|Containerfile|\.npmrc|\.pypirc|\.netrc|\.pgpass|\.my\.cnf|\.s3cfg|\.dockercfg|credentials|config|\.git-credentials|Vagrantfile|Procfile|Makefile)$/i

/** What a file is for, from its path. */
export function contextOf(file: string): SecretContext {
  if (VENDORED.test(file)) return 'vendored'
  if (TEST.test(file)) return 'test'
  if (EXAMPLE.test(file)) return 'example'
  if (PIPELINE.test(file)) return 'pipeline'
  if (DOCUMENTATION.test(file)) return 'documentation'
  return CONFIGURATION.test(file) ? 'configuration' : 'source'
}

const SYNTAXES: Readonly<Record<string, Syntax>> = {
  env: 'env',
  yml: 'yaml',
  yaml: 'yaml',
  properties: 'properties',
  ini: 'properties',
  cfg: 'properties',
  conf: 'properties',
  cnf: 'properties',
  npmrc: 'properties',
  pypirc: 'properties',
  netrc: 'text',
  service: 'properties',
  config: 'markup',
  desktop: 'properties',
  editorconfig: 'properties',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  fish: 'shell',
  ps1: 'shell',
  bat: 'shell',
  cmd: 'shell',
  mk: 'shell',
  make: 'shell',
  xml: 'markup',
  plist: 'markup',
  html: 'markup',
  htm: 'markup',
  svg: 'markup',
  csproj: 'markup',
  xaml: 'markup',
  pom: 'markup',
  jsp: 'markup',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  ipynb: 'json',
  toml: 'toml',
  tf: 'toml',
  tfvars: 'toml',
  hcl: 'toml',
  md: 'text',
  mdx: 'text',
  markdown: 'text',
  rst: 'text',
  txt: 'text',
  adoc: 'text',
  log: 'text',
  '': 'text',
  csv: 'text',
  patch: 'text',
  diff: 'text',
  eml: 'text',
  http: 'text',
  rest: 'text',
  secrets: 'text',
}

/** How a file writes its values, from its name; code is the default, where only quoted literals are values. */
export function syntaxOf(file: string): Syntax {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (/^\.env(?:$|[._-])|\.env$|^\.envrc$|^env\.(?:prod|dev|local|example)/i.test(name)) return 'env'
  if (/^(?:Dockerfile|Containerfile)|\.Dockerfile$/i.test(name)) return 'docker'
  if (/^(?:Makefile|Procfile|Vagrantfile|Jenkinsfile|\.bash\w*|\.zsh\w*|\.profile)$/.test(name))
    return name === 'Jenkinsfile' || name === 'Vagrantfile' ? 'code' : 'shell'
  if (/^(?:\.npmrc|\.pypirc|\.s3cfg|\.my\.cnf|\.gitconfig|\.boto|credentials)$/.test(name)) return 'properties'
  if (/(?:^|\/)\.?kube(?:config|\/config)$/.test(file)) return 'yaml'
  const dot = name.lastIndexOf('.')
  return SYNTAXES[dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()] ?? 'code'
}

const NOT_WRITTEN =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|composer\.lock|Gemfile\.lock|flake\.lock|gradle\.lockfile|mix\.lock|pylock[^/]*\.toml|\.pnp\.c?js)$|\.(?:map|snap|po|pot|svg|lock|sum|ics|srt|vtt|ipynb_checkpoints|css|scss|less|sass|xlf|xliff|resx|strings|arb|ftl)$/i
const TRANSLATION =
  /(?:^|\/)(?:locales?|i18n|lang|langs|languages?|translations?|l10n|messages)\/|(?:^|[._-])(?:messages|strings|translations?)(?:[._-][\w-]+)?\.(?:json|ya?ml|properties|js|ts|php)$/i
/** The output of bundlers: by its ending, by the hash of its content in its name, or as the programs of a package manager that are kept beside the source. */
const MINIFIED =
  /[.-]min\.(?:js|css|mjs)$|[.-](?:bundle|chunk)\.[cm]?js$|[.-](?=[\w-]*\d)[0-9a-f]{8,64}\.[cm]?js$|\/assets\/[\w.-]*-(?=[\w-]*[A-Z\d])[\w-]{8}\.[cm]?js$|(?:^|\/)\.yarn\/(?:releases|plugins|sdks)\//

/** Files that tools write or that hold texts for people: only keys of a known shape count there. */
export function hasAssignments(file: string): boolean {
  return !NOT_WRITTEN.test(file) && !TRANSLATION.test(file) && !MINIFIED.test(file)
}
