import type { ConfigurationPurpose } from '../../model/facts/configuration.ts'

const EXAMPLE =
  /(?:^|\/)(?:examples?|samples?|docs?|tutorials?|demos?)\/|(?:^|[./_-])(?:example|sample|template|tmpl|tpl|dist)(?:[./_-]|$)/i
const TEST =
  /(?:^|\/)(?:tests?|__tests__|e2e|fixtures?|testdata|spec|specs|benchmarks?)\/|(?:^|[./_-])(?:test|tests|testing|e2e|ci)(?:[./_-]|$)/i
const DEVELOPMENT =
  /(?:^|\/)(?:\.devcontainer|dev|local|development)\/|(?:^|[./_-])(?:dev|devel|development|local|override|debug|devcontainer)(?:[./_-]|$)/i

/** What a configuration file is for, from its path: what says nothing else is what will be shipped. */
export function purposeOf(file: string): ConfigurationPurpose {
  if (EXAMPLE.test(file)) return 'example'
  if (TEST.test(file)) return 'test'
  return DEVELOPMENT.test(file) ? 'development' : 'production'
}
