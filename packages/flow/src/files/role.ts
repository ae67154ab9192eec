/** What a file is for: weaknesses of a test or a one-off script weigh other than those of the service. */
export type FileRole = 'application' | 'test' | 'script' | 'migration' | 'vendored' | 'browser'

const TEST_FOLDER =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|specs|e2e|cypress|playwright|testing|fixtures|testdata|test[-_]?(?:utils?|lib|helpers?|support|project)|mocks|features\/(?:steps?|step_definitions|support))\/|(?:^|\/)features\/environment\.py$/i
const TEST_FILE =
  /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|conftest|[^/]*\.(?:test|spec|e2e|e2e-spec|stories|cy)|(?:jest|vitest|playwright|cypress|karma)\.(?:config|setup)[^/]*|noxfile|tests?|testing|test[-_]?(?:utils?|helpers?|support))\.\w+$/i
const MIGRATION = /(?:^|\/)(?:migrations?|alembic|seeds?|seeders?)\/|(?:^|\/)versions\/(?:[0-9a-f]{6,}|\d+)_[^/]*\.\w+$/i
const SCRIPT_FOLDER =
  /(?:^|\/)(?:scripts?|tools?|bin|benchmarks?|bench|examples?|docs?|samples?|demos?|ci|\.github|\.circleci|hack|devtools|notebooks?|management\/commands)\//i
/** `src/tools/ping.js`, `app/samples/routes.py`: below the sources of the service such a folder is a part of it. */
const PART_OF_SERVICE = /((?:^|\/)(?:src|app|server|api|backend)\/(?:[^/]+\/)*?)(?:tools?|samples?|demos?)\//i
const SCRIPT_FILE =
  /(?:^|\/)(?:setup|manage|cli|fabfile|gulpfile|Gruntfile|webpack[^/]*|rollup[^/]*|vite|babel|eslint[^/]*|\.eslintrc|prettier[^/]*|\.prettierrc|postcss|tailwind|jest|next|nuxt|knexfile|seed|seeds?[-_][^/]*|[^/]*[-_]seed)\.\w+$/i
/** Configuration of tools; `session.config.ts` is the service's own. */
const TOOL_CONFIGURATION =
  /(?:^|\/)(?:webpack[^/]*|rollup|vite|vitest|babel|eslint|prettier|postcss|tailwind|jest|next|nuxt|tsup|tsdown|esbuild|svelte|astro|drizzle|playwright|cypress|karma|commitlint|lint-staged|release|stylelint|metro|remix|react-router|capacitor|sanity|ecosystem|turbo|knip|typedoc|docusaurus|graphql|codegen|orval|craco|unocss?|vue|quasar|gatsby|snowpack|parcel|wdio|nightwatch|stryker|plop|pm2)\.config\.\w+$/i
const BROWSER_FOLDER =
  /(?:^|\/)(?:public|static(?:[._-]?(?:dist|files|root|src))?|assets|wwwroot|htdocs)\/(?:.*\/)?[^/]+\.(?:js|mjs|jsx|ts|tsx)$/
const VENDORED_FOLDER = /(?:^|\/)(?:vendors?|third[-_]party|externals?)\//
/** Suppliers of a business: a package of that name, or the parts of an application in it. */
const OF_SUPPLIERS =
  /(?:^|\/)(?:vendors\/.*\.py|vendors?\/(?:views|models|urls|admin|apps|forms|serializers|api|routes?|routers?|schemas|services?|tasks|handlers|repository|crud|controllers?)\.\w+|vendors?\/[^/]*vendors?[^/]*\.[jt]s)$/

/** Files whose folders are the parts of an address: `app/api/docs/[slug]/route.ts`, `pages/api/tests/index.ts`, `server/api/tools.get.ts`. */
const ROUTE_FILE =
  /(?:^|\/)(?:app\/(?:.*\/)?(?:route|page)\.[jt]sx?|pages\/api\/.*\.[jt]s|server\/(?:api|routes)\/.*\.[jt]s|routes\/(?:.*\/)?\+(?:server|page\.server)\.[jt]s)$/

/** The role that a path tells. The service's own entry (`bin/www`) is application code although it lies in `bin`. */
export function roleOf(file: string): FileRole {
  if (VENDORED_FOLDER.test(file) && !OF_SUPPLIERS.test(file)) return 'vendored'
  if (
    ROUTE_FILE.test(file) &&
    !/\.(?:test|spec|stories)\.|__tests__|__mocks__|(?:^|\/)(?:tests?|examples?|fixtures|e2e)\/(?:.*\/)?(?:app|pages|server|routes)\//.test(
      file,
    )
  )
    return 'application'
  if (TEST_FOLDER.test(file) || TEST_FILE.test(file)) return 'test'
  if (MIGRATION.test(file)) return 'migration'
  if (/(?:^|\/)(?:bin|management\/commands)\/(?:www|server?|start|api|app|run_?server)(?:\.\w+)?$/.test(file)) return 'application'
  if (BROWSER_FOLDER.test(file)) return 'browser'
  if (SCRIPT_FOLDER.test(file.replace(PART_OF_SERVICE, '$1')) || SCRIPT_FILE.test(file) || TOOL_CONFIGURATION.test(file)) return 'script'
  return 'application'
}

const BROWSER_PACKAGES = ['react-dom', 'vue', 'svelte', '@angular/core', 'preact', 'solid-js', 'react-native', 'react-scripts', 'lit']
const SERVER_PACKAGES = [
  'express',
  'fastify',
  'koa',
  '@nestjs/core',
  'hono',
  'next',
  'nuxt',
  '@hapi/hapi',
  '@sveltejs/kit',
  '@remix-run/node',
  'restify',
  'polka',
  'socket.io',
  'astro',
]

/** Whether a package manifest describes an application of the browser alone. */
export function isBrowserPackage(manifest: string): boolean {
  const names = dependencyNames(manifest)
  return BROWSER_PACKAGES.some((name) => names.has(name)) && !SERVER_PACKAGES.some((name) => names.has(name))
}

function dependencyNames(manifest: string): ReadonlySet<string> {
  const names = new Set<string>()
  let parsed: unknown
  try {
    parsed = JSON.parse(manifest)
  } catch {
    return names
  }
  if (typeof parsed !== 'object' || parsed === null) return names
  for (const key of ['dependencies', 'devDependencies']) {
    const group = (parsed as Record<string, unknown>)[key]
    if (typeof group === 'object' && group !== null) for (const name of Object.keys(group)) names.add(name)
  }
  return names
}
