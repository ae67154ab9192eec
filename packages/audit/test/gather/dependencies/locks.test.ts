import { describe, expect, it } from 'vitest'
import { readBunLock } from '../../../src/gather/dependencies/bun-lock.ts'
import { readPackageJson } from '../../../src/gather/dependencies/package-json.ts'
import { readPackageLock } from '../../../src/gather/dependencies/package-lock.ts'
import { readPnpmLock } from '../../../src/gather/dependencies/pnpm-lock.ts'
import { readPipfile, readPyproject } from '../../../src/gather/dependencies/pyproject.ts'
import { readPipfileLock, readTomlLock } from '../../../src/gather/dependencies/python-locks.ts'
import type { LockRoot } from '../../../src/gather/dependencies/reach.ts'
import { readRequirements } from '../../../src/gather/dependencies/requirements.ts'
import { readRuntimes } from '../../../src/gather/dependencies/runtimes.ts'
import { readYarnLock } from '../../../src/gather/dependencies/yarn-lock.ts'
import type { PackageFact } from '../../../src/model/facts/dependencies.ts'

/** A package in one line: what a reader sees of it. */
const shown = ({ name, version, line, group, isDirect, hasHash }: PackageFact): string =>
  `${name} ${version} :${line} ${group}${isDirect ? ' direct' : ''}${hasHash ? ' hashed' : ''}`
const root = (name: string, range = '', group: LockRoot['group'] = 'production'): LockRoot => ({ name, range, group })

describe('package-lock.json', () => {
  it('version 3: groups, nesting, workspaces, aliases, bundles, links', () => {
    const text = JSON.stringify(
      {
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { express: '^4' }, devDependencies: { vitest: '^1' } },
          'apps/api': { name: 'api', version: '1.0.0', dependencies: { koa: '^2' } },
          'node_modules/api': { resolved: 'apps/api', link: true },
          'node_modules/express': { version: '4.18.2', integrity: 'sha512-a', license: 'MIT' },
          'node_modules/express/node_modules/debug': { version: '2.6.9', integrity: 'sha512-b' },
          'node_modules/koa': { version: '2.0.0', integrity: 'sha512-c' },
          'node_modules/vitest': { version: '1.0.0', dev: true, integrity: 'sha512-d' },
          'node_modules/fsevents': { version: '2.3.3', optional: true, integrity: 'sha512-e' },
          'node_modules/both': { version: '1.0.0', devOptional: true, integrity: 'sha512-e' },
          'node_modules/old-lodash': { name: 'lodash', version: '3.0.0', integrity: 'sha512-f' },
          'node_modules/npm/node_modules/in-bundle': { version: '1.0.0', inBundle: true },
          'node_modules/from-git': { version: '1.0.0', resolved: `git+ssh://git@host/a.git#${'a'.repeat(40)}` },
        },
      },
      null,
      1,
    )
    expect(readPackageLock('package-lock.json', text, []).map(shown)).toEqual([
      'express 4.18.2 :23 production direct hashed',
      'debug 2.6.9 :28 production hashed',
      'koa 2.0.0 :32 production direct hashed',
      'vitest 1.0.0 :36 development direct hashed',
      'fsevents 2.3.3 :41 optional hashed',
      'both 1.0.0 :46 optional hashed',
      'lodash 3.0.0 :51 production hashed',
      'in-bundle 1.0.0 :56 production hashed',
      'from-git 1.0.0 :60 production hashed',
    ])
  })

  it('version 1: nested dependencies and aliases', () => {
    const text = JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        express: { version: '4.17.0', integrity: 'sha512-a', dependencies: { debug: { version: '2.6.9' } } },
        mocha: { version: '8.0.0', dev: true, integrity: 'sha512-b' },
        four: { version: 'npm:lodash@4.17.20', integrity: 'sha512-c' },
      },
    })
    expect(readPackageLock('package-lock.json', text, [root('express')]).map(shown)).toEqual([
      'express 4.17.0 :1 production direct hashed',
      'debug 2.6.9 :1 production',
      'mocha 8.0.0 :1 development hashed',
      'lodash 4.17.20 :1 production hashed',
    ])
  })

  it('a key of the prototype is a package like others', () => {
    const text =
      '{"packages":{"":{"dependencies":{"__proto__":"1"}},"node_modules/__proto__":{"version":"1.0.0","dev":true},"node_modules/constructor":{"version":"2.0.0"},"node_modules/x":{"__proto__":{"version":"9.9.9"}}}}'
    expect(readPackageLock('package-lock.json', text, []).map(shown)).toEqual([
      '__proto__ 1.0.0 :1 development direct',
      'constructor 2.0.0 :1 production',
    ])
    expect(({} as { version?: string }).version).toBeUndefined()
  })

  it.each([
    ['cut off', '{"packages": {"node_modules/a": {"version": "1.0'],
    ['no JSON', 'lockfileVersion: 9'],
    ['nested without end', `{"dependencies":${'{"a":{"version":"1.0.0","dependencies":'.repeat(5000)}{}${'}}'.repeat(5000)}}`],
  ])('throws when it is %s', (_what, text) => {
    expect(() => readPackageLock('package-lock.json', text, [])).toThrow()
  })

  it('thirty thousand packages are read', () => {
    const packages = Object.fromEntries(
      Array.from({ length: 30_000 }, (_, index) => [`node_modules/p${index}`, { version: `1.0.${index}`, integrity: 'sha512-a' }]),
    )
    const found = readPackageLock('package-lock.json', JSON.stringify({ packages }, null, 1), [])
    expect(found).toHaveLength(30_000)
    expect(found.at(-1)?.line).toBe(3 + 29_999 * 4)
  })
})

describe('yarn.lock', () => {
  it('classic: several ranges, scopes, aliases, groups by reach', () => {
    const text = `# THIS IS AN AUTOGENERATED FILE.
# yarn lockfile v1


"@babel/core@^7.0.0", "@babel/core@^7.1.0":
  version "7.2.0"
  resolved "https://registry/@babel/core/-/core-7.2.0.tgz#${'0'.repeat(40)}"
  integrity sha512-a==
  dependencies:
    debug "^4.0.0"

debug@^4.0.0:
  version "4.3.0"
  resolved "https://registry/debug/-/debug-4.3.0.tgz#${'1'.repeat(40)}"

express@^4.0.0:
  version "4.18.2"
  integrity sha512-b==
  dependencies:
    version "^1.0.0"

"lodash3@npm:lodash@^3.0.0":
  version "3.10.1"

version@^1.0.0:
  version "1.0.0"
`
    const roots = [root('express', '^4.0.0'), root('lodash3', 'npm:lodash@^3.0.0'), root('@babel/core', '^7.1.0', 'development')]
    expect(readYarnLock('yarn.lock', text, roots).map(shown)).toEqual([
      '@babel/core 7.2.0 :5 development direct hashed',
      'debug 4.3.0 :12 development hashed',
      'express 4.18.2 :16 production direct hashed',
      'lodash 3.10.1 :22 production direct',
      'version 1.0.0 :25 production',
    ])
  })

  it('berry: resolutions, workspaces, checksums', () => {
    const text = `__metadata:
  version: 8

"api@workspace:.":
  version: 0.0.0-use.local
  resolution: "api@workspace:."
  dependencies:
    express: "npm:^4.0.0"
  languageName: unknown
  linkType: soft

"accepts@npm:~1.3.8":
  version: 1.3.8
  resolution: "accepts@npm:1.3.8"
  checksum: 10c0/aa
  languageName: node
  linkType: hard

"express@npm:^4.0.0":
  version: 4.18.2
  resolution: "express@npm:4.18.2"
  dependencies:
    accepts: "npm:~1.3.8"
  checksum: 10c0/bb
  linkType: hard

"typescript@patch:typescript@npm%3A^5.0.0#optional!builtin<compat/typescript>":
  version: 5.0.4
  resolution: "typescript@patch:typescript@npm%3A5.0.4#optional!builtin<compat/typescript>::version=5.0.4"
  checksum: 10c0/cc
  linkType: hard
`
    const roots = [root('express', '^4.0.0')]
    expect(readYarnLock('yarn.lock', text, roots).map(shown)).toEqual([
      'accepts 1.3.8 :12 production hashed',
      'express 4.18.2 :19 production direct hashed',
      'typescript 5.0.4 :27 production hashed',
    ])
  })

  it('a loop of dependencies ends', () => {
    const text =
      '# yarn lockfile v1\n\na@1:\n  version "1.0.0"\n  dependencies:\n    b "1"\n\nb@1:\n  version "1.0.0"\n  dependencies:\n    a "1"\n'
    expect(readYarnLock('yarn.lock', text, [root('a', '1', 'development')]).map(({ group }) => group)).toEqual([
      'development',
      'development',
    ])
  })

  it('throws when it is another file', () => {
    expect(() => readYarnLock('yarn.lock', '<html>', [])).toThrow('no yarn.lock')
  })
})

describe('pnpm-lock.yaml', () => {
  it('version 9: importers, peers, snapshots, groups by reach', () => {
    const text = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      '@nestjs/core':
        specifier: ^10.0.0
        version: 10.0.0(rxjs@7.8.1)
    devDependencies:
      vitest:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  '@nestjs/core@10.0.0':
    resolution: {integrity: sha512-a}
    peerDependencies:
      rxjs: ^7.1.0

  debug@4.3.4:
    resolution: {integrity: sha512-b}

  rxjs@7.8.1:
    resolution: {integrity: sha512-c}

  vitest@1.0.0:
    resolution: {integrity: sha512-d}
    hasBin: true

snapshots:

  '@nestjs/core@10.0.0(rxjs@7.8.1)':
    dependencies:
      rxjs: 7.8.1

  debug@4.3.4: {}

  rxjs@7.8.1: {}

  vitest@1.0.0:
    dependencies:
      debug: 4.3.4
`
    expect(readPnpmLock('pnpm-lock.yaml', text).map(shown)).toEqual([
      '@nestjs/core 10.0.0 :20 production direct hashed',
      'debug 4.3.4 :25 development hashed',
      'rxjs 7.8.1 :28 production hashed',
      'vitest 1.0.0 :31 development direct hashed',
    ])
  })

  it('version 6 states what is for development', () => {
    const text = `lockfileVersion: '6.0'

dependencies:
  express:
    specifier: ^4.0.0
    version: 4.18.2

packages:

  /@types/node@20.0.0:
    resolution: {integrity: sha512-a}
    dev: true

  /express@4.18.2(debug@4.3.4):
    resolution: {integrity: sha512-b}
    dev: false
`
    expect(readPnpmLock('pnpm-lock.yaml', text).map(shown)).toEqual([
      '@types/node 20.0.0 :10 development hashed',
      'express 4.18.2 :14 production direct hashed',
    ])
  })

  it('version 5.4 separates by slashes and underscores', () => {
    const text = `lockfileVersion: 5.4

specifiers:
  koa: ^2.0.0

dependencies:
  koa: 2.0.0_debug@4.3.4

packages:

  /@koa/router/12.0.0:
    resolution: {integrity: sha512-a}
    dev: false

  /koa/2.0.0_debug@4.3.4:
    resolution: {integrity: sha512-b}
    dev: false
`
    expect(readPnpmLock('pnpm-lock.yaml', text).map(shown)).toEqual([
      '@koa/router 12.0.0 :11 production hashed',
      'koa 2.0.0 :15 production direct hashed',
    ])
  })

  it('throws when it is another file', () => {
    expect(() => readPnpmLock('pnpm-lock.yaml', 'packages: {}')).toThrow('no pnpm-lock')
  })
})

it('bun.lock: commas before brackets, nesting, groups', () => {
  const text = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "api", "dependencies": { "express": "^4" }, "devDependencies": { "vitest": "^1" }, },
  },
  "packages": {
    "debug": ["debug@4.3.4", "", {}, "sha512-a=="],
    "express": ["express@4.18.2", "", { "dependencies": { "debug": "2.6.9" } }, "sha512-b=="],
    "express/debug": ["debug@2.6.9", "", { "bin": "a,}" }, "sha512-c=="],
    "own": ["own@workspace:packages/own"],
    "vitest": ["vitest@1.0.0", "", { "dependencies": { "debug": "^4" } }, "sha512-d=="],
  },
}
`
  expect(readBunLock('bun.lock', text).map(shown)).toEqual([
    'debug 4.3.4 :7 development hashed',
    'express 4.18.2 :8 production direct hashed',
    'debug 2.6.9 :9 production hashed',
    'vitest 1.0.0 :11 development direct hashed',
  ])
})

describe('Python locks', () => {
  it('poetry.lock 1.1 has categories and hashes in its metadata', () => {
    const text = `[[package]]
name = "Flask"
version = "2.0.1"
category = "main"

[[package]]
name = "pytest"
version = "7.0.0"
category = "dev"

[metadata.files]
Flask = [{file = "Flask-2.0.1.whl", hash = "sha256:aa"}]
pytest = []
`
    expect(readTomlLock('poetry.lock', text, [root('flask')]).map(shown)).toEqual([
      'flask 2.0.1 :2 production direct hashed',
      'pytest 7.0.0 :7 development',
    ])
  })

  it('poetry.lock 1.5 states nothing: groups by reach', () => {
    const text = `[[package]]
name = "click"
version = "8.0.0"
files = [{file = "a", hash = "sha256:aa"}]

[[package]]
name = "pytest"
version = "7.0.0"
files = []

[package.dependencies]
pluggy = ">=0.12"

[[package]]
name = "pluggy"
version = "1.0.0"
`
    expect(readTomlLock('poetry.lock', text, [root('click'), root('pytest', '', 'development')]).map(shown)).toEqual([
      'click 8.0.0 :2 production direct hashed',
      'pytest 7.0.0 :7 development direct',
      'pluggy 1.0.0 :15 development',
    ])
  })

  it('uv.lock: the project is no package, its groups lead', () => {
    const text = `version = 1

[[package]]
name = "api"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "fastapi" }]

[package.dev-dependencies]
dev = [{ name = "ruff" }]

[[package]]
name = "fastapi"
version = "0.110.0"
source = { registry = "https://registry/simple" }
dependencies = [{ name = "starlette" }]
wheels = [{ url = "https://files/a.whl", hash = "sha256:aa", size = 1 }]

[[package]]
name = "ruff"
version = "0.4.0"

[[package]]
name = "starlette"
version = "0.36.0"
sdist = { url = "https://files/s.tar.gz", hash = "sha256:bb" }
`
    expect(readTomlLock('uv.lock', text, []).map(shown)).toEqual([
      'fastapi 0.110.0 :13 production direct hashed',
      'ruff 0.4.0 :20 development direct',
      'starlette 0.36.0 :24 production hashed',
    ])
  })

  it('pdm.lock and pylock.toml', () => {
    expect(
      readTomlLock(
        'pdm.lock',
        '[[package]]\nname = "a"\nversion = "1.0"\ngroups = ["default", "dev"]\nfiles = [{file = "a", hash = "sha256:a"}]\n\n[[package]]\nname = "b"\nversion = "2.0"\ngroups = ["test"]\n',
        [],
      ).map(shown),
    ).toEqual(['a 1.0 :2 production hashed', 'b 2.0 :8 development'])
    expect(
      readTomlLock(
        'pylock.toml',
        '[[packages]]\nname = "a"\nversion = "1.0"\n[[packages.wheels]]\nname = "a.whl"\nhashes = {sha256 = "aa"}\n',
        [],
      ).map(shown),
    ).toEqual(['a 1.0 :2 production hashed'])
  })

  it('Pipfile.lock: what development repeats counts once', () => {
    const text = JSON.stringify(
      {
        default: { Django: { version: '==3.2.0', hashes: ['sha256:a'] } },
        develop: { Django: { version: '==3.2.0' }, black: { version: '==22.0' } },
      },
      null,
      1,
    )
    expect(readPipfileLock('Pipfile.lock', text, []).map(shown)).toEqual([
      'django 3.2.0 :3 production hashed',
      'black 22.0 :14 development',
    ])
  })

  it.each([['[[package]\nname='], ['\u0000'], ['[[package]]\nname = "a']])('throws when it is cut off', (text) => {
    expect(() => readTomlLock('poetry.lock', text, [])).toThrow()
  })
})

describe('requirements', () => {
  const read = (files: Readonly<Record<string, string>>, file = 'requirements.txt') =>
    readRequirements(file, files[file] ?? '', (path) => files[path] ?? null)
  const declared = (text: string) =>
    read({ 'requirements.txt': text }).manifest.declared.map(
      ({ name, range, line, isExact, hasHash }) => `${name} ${range} :${line}${isExact ? ' exact' : ''}${hasHash ? ' hashed' : ''}`,
    )

  it.each([
    ['Flask==2.0.1', ['flask ==2.0.1 :1 exact']],
    ['flask === 2.0.1', ['flask === 2.0.1 :1 exact']],
    ['Flask_Cors>=3,<4', ['flask-cors >=3,<4 :1']],
    ['flask==2.*', ['flask ==2.* :1']],
    ['flask[async]~=2.0 ; python_version < "3.8"  # why', ['flask ~=2.0 :1']],
    ['flask (>=2.0)', ['flask >=2.0 :1']],
    ['zope.interface==5.0', ['zope-interface ==5.0 :1 exact']],
    [
      `flask==2.0.1 \\\n    --hash=sha256:${'a'.repeat(64)} \\\n    --hash=sha256:${'b'.repeat(64)}\nclick`,
      ['flask ==2.0.1 :1 exact hashed', 'click  :4'],
    ],
    [
      `git+https://host/a.git@${'c'.repeat(40)}#egg=My_Package`,
      [`my-package git+https://host/a.git@${'c'.repeat(40)}#egg=My_Package :1 hashed`],
    ],
    ['mine @ https://host/mine-1.0-py3-none-any.whl', ['mine mine @ https://host/mine-1.0-py3-none-any.whl :1']],
    ['-e .\n--index-url https://host\n./local\n../x.whl\n-i https://x', []],
    ['# only a comment\n\n', []],
    ['flask==2.0.1\\', ['flask ==2.0.1 :1 exact']],
  ])('%j', (text, expected) => {
    expect(declared(text)).toEqual(expected)
  })

  it('includes are followed, constraints only pin, loops end', () => {
    const { packages } = read({
      'requirements.txt': '-r base.txt\n-c constraints.txt\nflask\n',
      'base.txt': '-rrequirements.txt\nclick==8.0.0\n',
      'constraints.txt': 'flask==2.0.1\nnever-asked==1.0\n',
    })
    expect(packages.map(({ name, version, file }) => `${name} ${version} ${file}`)).toEqual([
      'click 8.0.0 base.txt',
      'flask 2.0.1 requirements.txt',
    ])
  })

  it.each([
    ['requirements-dev.txt', 'development'],
    ['requirements/test.txt', 'development'],
    ['requirements.txt', 'production'],
    ['requirements/device.txt', 'production'],
    ['requirements-latest.txt', 'production'],
  ])('%s is for %s', (file, group) => {
    expect(read({ [file]: 'flask==1.0' }, file).packages[0]?.group).toBe(group)
  })
})

describe('manifests', () => {
  it('pyproject.toml of every tool', () => {
    const text = `[project]
name = "api"
dependencies = ["Flask>=2", "uvicorn[standard]==0.20.0"]
[project.optional-dependencies]
all = ["api[x]"]
x = ["redis"]
[dependency-groups]
dev = ["pytest", {include-group = "lint"}]
[tool.poetry.dependencies]
python = "^3.10"
django = {version = "4.2.1", optional = true}
[tool.poetry.group.test.dependencies]
mypy = "*"
`
    expect(
      readPyproject('pyproject.toml', text, null)?.declared.map(
        ({ name, range, line, group, isExact }) => `${name} ${range} :${line} ${group} ${isExact}`,
      ),
    ).toEqual([
      'flask >=2 :3 production false',
      'uvicorn ==0.20.0 :3 production true',
      'redis  :6 optional false',
      'pytest  :8 development false',
      'django 4.2.1 :11 optional true',
      'mypy * :13 development false',
    ])
  })

  it.each([['[project'], ['a = \u0001']])('a pyproject.toml that cannot be parsed says so', (text) => {
    expect(readPyproject('pyproject.toml', text, null)?.error).not.toBeNull()
  })

  it('Pipfile', () => {
    expect(
      readPipfile('Pipfile', '[packages]\nflask = "*"\nredis = "==4.0.0"\n[dev-packages]\nblack = {version = ">=22"}\n', null).declared.map(
        ({ name, group, isExact }) => `${name} ${group} ${isExact}`,
      ),
    ).toEqual(['flask production false', 'redis production true', 'black development false'])
  })

  it.each([
    ['1.2.3', true],
    ['^1.2.3', false],
    ['*', false],
    ['latest', false],
    ['workspace:*', true],
    ['npm:lodash@4.17.21', true],
    ['npm:lodash@^4', false],
    ['1.x', false],
    [`github:a/b#${'a'.repeat(40)}`, true],
    ['github:a/b#main', false],
  ])('the range %s is exact: %s', (range, isExact) => {
    expect(readPackageJson('package.json', JSON.stringify({ dependencies: { a: range } }), null).declared[0]?.isExact).toBe(isExact)
  })

  it('a package.json that is no JSON says so', () => {
    expect(readPackageJson('package.json', '{', null)).toMatchObject({ declared: [], error: expect.any(String) })
  })
})

it.each([
  ['.nvmrc', 'v20.11.0\n', ['node version 20.11.0 :1']],
  ['.nvmrc', 'lts/iron\n', []],
  ['.python-version', '# comment\n3.8.10\n', ['python version 3.8.10 :2']],
  ['.python-version', 'pypy3.9-7.3.9', []],
  ['runtime.txt', 'python-3.7.17', ['python version 3.7.17 :1']],
  ['.tool-versions', 'nodejs 18.1.0\npython 3.9.1 3.8.0\nruby 3.0', ['node version 18.1.0 :1', 'python version 3.9.1 :2']],
  ['package.json', '{\n "engines": {\n  "node": ">=16"\n }\n}', ['node range >=16 :3']],
  ['package.json', '{"engines": 5}', []],
  ['pyproject.toml', '[project]\nrequires-python = ">=3.8"', ['python range >=3.8 :2']],
  ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.8"', ['python range ^3.8 :2']],
  ['Pipfile', '[requires]\npython_version = "3.7"', ['python version 3.7 :2']],
  ['pyproject.toml', '[project', []],
])('runtime of %s %j', (file, text, expected) => {
  expect(readRuntimes(file, text).map(({ product, kind, version, line }) => `${product} ${kind} ${version} :${line}`)).toEqual(expected)
})
