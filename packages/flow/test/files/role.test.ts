import { describe, expect, it } from 'vitest'
import { type FileRole, roleOf } from '../../src/files/role.ts'

const CASES: readonly (readonly [string, FileRole])[] = [
  ['src/session.config.ts', 'application'],
  ['src/config/jwt.config.ts', 'application'],
  ['vite.config.ts', 'script'],
  ['webpack.prod.config.js', 'script'],
  ['app/tasks.py', 'application'],
  ['fabfile.py', 'script'],
  ['scripts/seed.js', 'script'],
  ['tools/release.js', 'script'],
  ['src/tools/ping.js', 'application'],
  ['app/lab/samples/routes.py', 'application'],
  ['tools/src/build.js', 'script'],
  ['src/scripts/import.ts', 'script'],
  ['db/migrations/0001_init.py', 'migration'],
  ['tests/tasks.py', 'test'],
  ['shop/static.dist/checkout.js', 'browser'],
  ['shop/static_files.py', 'application'],
  ['shop/test_utils/views.py', 'test'],
  ['test-lib/util.js', 'test'],
  ['shop/core/testing.py', 'test'],
  ['shop/contesting.py', 'application'],
  ['vendors/references.py', 'application'],
  ['market/vendor/views.py', 'application'],
  ['src/vendors/vendors.controller.ts', 'application'],
  ['vendor/six.py', 'vendored'],
  ['app/third_party/client.py', 'vendored'],
  ['src/features/orders/api.ts', 'application'],
  ['features/steps/login.py', 'test'],
  ['features/environment.py', 'test'],
  ['papers/versions/store.py', 'application'],
  ['db/versions/3f2a9c1b77de_add_users.py', 'migration'],
]

describe('the role of a file', () => {
  it.each(CASES)('%s is %s', (file, role) => {
    expect(roleOf(file)).toBe(role)
  })
})
