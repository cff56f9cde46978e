import {join} from 'node:path'

import {defineConfig} from 'vitest/config'

const all = 'tests/**/*.test.ts'

/** Test files that need a process of their own: they put something else in place of a module. */
const alone = [
  'tests/cli/lake/restore-order.test.ts',
  'tests/cli/server/preview-in-process.test.ts',
]

// Hundreds of processes load the same sources: they need not compile them each time.
process.env['NODE_COMPILE_CACHE'] ??= join(
  import.meta.dirname,
  'node_modules/.cache/marrow-compile',
)

export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-reporter.ts'],
    globalSetup: './tests/run-folder.ts',
    setupFiles: './tests/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {extends: true, test: {name: 'alone', include: alone}},
      // Two processes run all others: each loads a module once.
      {extends: true, test: {name: 'shared', include: [all], exclude: alone, isolate: false}},
    ],
  },
})
