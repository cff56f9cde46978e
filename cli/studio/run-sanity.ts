import {spawn, type SpawnOptions} from 'node:child_process'
import {join} from 'node:path'

import {root} from './studio-folder.ts'

/** Start Sanity's CLI in a folder; it reports nothing to anyone. */
export function runSanity(words: readonly string[], folder: string, options: SpawnOptions = {}) {
  const program = join(root, 'node_modules/sanity/bin/sanity')
  return spawn(process.execPath, [program, ...words], {
    ...options,
    cwd: folder,
    env: {
      ...process.env,
      DO_NOT_TRACK: '1',
      NODE_ENV: words[0] === 'build' ? 'production' : 'development',
      ...options.env,
    },
  })
}
