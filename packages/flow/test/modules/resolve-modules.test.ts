import { describe, expect, it } from 'vitest'
import type { ModuleLayout, ResolvedImport } from '../../src/modules/layout.ts'
import { moduleResolver } from '../../src/modules/resolve-modules.ts'

const file = (path: string): ResolvedImport => ({ kind: 'file', file: path })
const outside = (name: string, subpath = ''): ResolvedImport => ({ kind: 'package', package: name, subpath })
const builtin = (name: string): ResolvedImport => ({ kind: 'builtin', name })
const UNRESOLVED: ResolvedImport = { kind: 'unresolved' }

const layout = (files: readonly string[], rest: Partial<ModuleLayout> = {}): ModuleLayout => ({
  files,
  manifests: [],
  aliases: [],
  sourceRoots: [],
  ...rest,
})
const manifest = (directory: string, name: string | null, rest: object = {}) => ({
  directory,
  name,
  entries: [],
  exports: undefined,
  imports: undefined,
  ...rest,
})

describe('JavaScript', () => {
  const web = layout(
    [
      'src/app.ts',
      'src/db.ts',
      'src/db/pool.ts',
      'src/routes/index.js',
      'src/routes/users.tsx',
      'src/legacy.cjs',
      'src/types.d.ts',
      'src/both.ts',
      'src/both.js',
      'src/services/mail.ts',
      'index.js',
      'lib/util.mjs',
    ],
    {
      manifests: [
        manifest('', 'shop', { imports: { '#db': './src/db.ts', '#internal/*': { node: './src/*.js', default: null }, '#outside': 'pg' } }),
      ],
      aliases: [
        {
          directory: '',
          baseUrl: '',
          pathsFrom: '',
          paths: { '@app/*': ['missing/*', 'src/*'], '@app/special': ['src/db'], config: ['src/both'] },
        },
      ],
    },
  )
  it.each<[string, string, ResolvedImport]>([
    ['src/app.ts', './db', file('src/db.ts')],
    ['src/app.ts', './db.js', file('src/db.ts')],
    ['src/app.ts', './db/pool', file('src/db/pool.ts')],
    ['src/app.ts', './routes', file('src/routes/index.js')],
    ['src/app.ts', './routes/', file('src/routes/index.js')],
    ['src/app.ts', './routes/users.jsx', file('src/routes/users.tsx')],
    ['src/app.ts', './both', file('src/both.ts')],
    ['src/app.ts', './both.js', file('src/both.js')],
    ['src/app.ts', './legacy.cjs', file('src/legacy.cjs')],
    ['src/app.ts', './types', file('src/types.d.ts')],
    ['src/app.ts', './db?raw', file('src/db.ts')],
    ['src/routes/users.tsx', '..', UNRESOLVED],
    ['src/routes/users.tsx', '../..', file('index.js')],
    ['src/routes/users.tsx', '../../../../etc/passwd', UNRESOLVED],
    ['src/routes/index.js', '.', file('src/routes/index.js')],
    ['src/app.ts', './missing', UNRESOLVED],
    ['src/app.ts', 'node:fs/promises', builtin('fs/promises')],
    ['src/app.ts', 'fs', builtin('fs')],
    ['src/app.ts', 'express', outside('express')],
    ['src/app.ts', '@nestjs/common', outside('@nestjs/common')],
    ['src/app.ts', 'lodash/fp/get', outside('lodash', 'fp/get')],
    ['src/app.ts', '@scope/a/b/c', outside('@scope/a', 'b/c')],
    ['src/app.ts', '#db', file('src/db.ts')],
    ['src/app.ts', '#internal/both', file('src/both.js')],
    ['src/app.ts', '#outside', outside('pg')],
    ['src/app.ts', '#nothing', UNRESOLVED],
    ['src/app.ts', '@app/routes/users', file('src/routes/users.tsx')],
    ['src/app.ts', '@app/special', file('src/db.ts')],
    ['src/app.ts', 'config', file('src/both.ts')],
    ['src/app.ts', 'src/services/mail', file('src/services/mail.ts')],
    ['src/app.ts', 'lib/util.mjs', file('lib/util.mjs')],
    ['src/app.ts', '', UNRESOLVED],
    ['src/app.ts', '__proto__', outside('__proto__')],
  ])('%s: %s', (from, specifier, expected) => {
    expect(moduleResolver(web)(from, specifier)).toEqual(expected)
  })

  const workspace = layout(
    [
      'packages/core/src/index.ts',
      'packages/core/src/auth/token.ts',
      'packages/core/src/cli.ts',
      'packages/old/lib/main.js',
      'packages/plain/src/index.ts',
      'packages/exact/api/v1.ts',
      'apps/api/src/main.ts',
      'apps/api/src/local.ts',
    ],
    {
      manifests: [
        manifest('packages/core', '@shop/core', {
          exports: {
            '.': { types: './dist/index.d.ts', import: './dist/index.js' },
            './auth/*': { default: ['./dist/auth/*.js'] },
            './cli': './dist/cli.mjs',
          },
        }),
        manifest('packages/old', 'old', { entries: ['lib/main'] }),
        manifest('packages/plain', 'plain', { entries: ['./dist/index.js'] }),
        manifest('packages/exact', 'exact', { exports: { '.': { source: './api/v1.ts' } } }),
        manifest('apps/api', 'api', {}),
      ],
      aliases: [{ directory: 'apps/api', baseUrl: null, pathsFrom: 'apps/api', paths: { '~/*': ['./src/*'] } }],
    },
  )
  it.each<[string, ResolvedImport]>([
    ['@shop/core', file('packages/core/src/index.ts')],
    ['@shop/core/auth/token', file('packages/core/src/auth/token.ts')],
    ['@shop/core/cli', file('packages/core/src/cli.ts')],
    ['@shop/core/auth/missing', outside('@shop/core', 'auth/missing')],
    ['old', file('packages/old/lib/main.js')],
    ['old/lib/main', file('packages/old/lib/main.js')],
    ['plain', file('packages/plain/src/index.ts')],
    ['exact', file('packages/exact/api/v1.ts')],
    ['~/local', file('apps/api/src/local.ts')],
    ['@/local', file('apps/api/src/local.ts')],
  ])('workspace: %s', (specifier, expected) => {
    expect(moduleResolver(workspace)('apps/api/src/main.ts', specifier)).toEqual(expected)
  })
})

describe('Python', () => {
  const django = layout(
    [
      'manage.py',
      'shop/__init__.py',
      'shop/settings.py',
      'shop/urls.py',
      'orders/__init__.py',
      'orders/models.py',
      'orders/views/__init__.py',
      'orders/views/api.py',
      'orders/email.py',
      'plugins/one.py',
      'src/library/__init__.py',
      'src/library/db.py',
      'service/app/main.py',
      'service/app/db.py',
      'service/app/core/security.py',
      'tools/run.py',
      'tools/shared.py',
      'vendor/py/thing.py',
    ],
    { sourceRoots: ['vendor/py'] },
  )
  it.each<[string, string, ResolvedImport]>([
    ['orders/views/api.py', 'orders.models', file('orders/models.py')],
    ['orders/views/api.py', '.', file('orders/views/__init__.py')],
    ['orders/views/api.py', '..', file('orders/__init__.py')],
    ['orders/views/api.py', '..models', file('orders/models.py')],
    ['orders/views/__init__.py', '.api', file('orders/views/api.py')],
    ['orders/views/api.py', '.....x', UNRESOLVED],
    ['orders/views/api.py', '.missing', UNRESOLVED],
    ['orders/models.py', 'orders', file('orders/__init__.py')],
    ['orders/models.py', 'orders.views', file('orders/views/__init__.py')],
    ['orders/models.py', 'email', builtin('email')],
    ['orders/models.py', 'os.path', builtin('os.path')],
    ['orders/models.py', 'django.db.models', outside('django', 'db.models')],
    ['orders/models.py', 'library.db', file('src/library/db.py')],
    ['orders/models.py', 'thing', file('vendor/py/thing.py')],
    ['orders/models.py', 'plugins.one', file('plugins/one.py')],
    ['orders/models.py', 'plugins', outside('plugins')],
    ['service/app/main.py', 'app.core.security', file('service/app/core/security.py')],
    ['service/app/main.py', 'db', file('service/app/db.py')],
    ['service/app/core/security.py', 'app.db', file('service/app/db.py')],
    ['service/app/core/security.py', '..db', file('service/app/db.py')],
    ['tools/run.py', 'shared', file('tools/shared.py')],
    ['src/library/db.py', 'library', file('src/library/__init__.py')],
    ['manage.py', '', UNRESOLVED],
  ])('%s: %s', (from, specifier, expected) => {
    expect(moduleResolver(django)(from, specifier)).toEqual(expected)
  })

  const inside = layout(['__init__.py', 'urls.py', 'views/__init__.py', 'views/boats.py'], { rootPackage: 'club' })
  it.each<[string, string, ResolvedImport]>([
    ['urls.py', 'club.views.boats', file('views/boats.py')],
    ['urls.py', 'club', file('__init__.py')],
    ['urls.py', 'views.boats', file('views/boats.py')],
    ['urls.py', 'club.missing', outside('club', 'missing')],
    ['urls.py', 'other.views', outside('other', 'views')],
  ])('within the package itself, %s: %s', (from, specifier, expected) => {
    expect(moduleResolver(inside)(from, specifier)).toEqual(expected)
  })
})
