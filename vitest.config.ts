import { defineConfig } from 'vitest/config'

/** Where durations and races of real servers decide: these files run one after the other, when all others are done. */
const CLOCKED = [
  'packages/audit/test/gather/{service,load}/**/*.test.ts',
  'packages/audit/test/cli/doctor.test.ts',
  'packages/load/test/**/*.test.ts',
]

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'default'] } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['packages/*/test/**/*.test.ts', 'packages/*/test/**/*.test.tsx', 'scripts/test/**/*.test.ts'],
          exclude: ['**/fixtures/**', '**/node_modules/**', ...CLOCKED],
          // Most files wait for servers: two share what one would leave idle.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'clocked',
          include: CLOCKED,
          exclude: ['**/fixtures/**', '**/node_modules/**'],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          // A shared machine may hold one run up for seconds: what fails three times is not the machine.
          retry: 2,
        },
      },
    ],
  },
})
