import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {makeBundle, makeWorld} from './world.ts'

const isThere = spawnSync('python3', ['-c', 'import bagit']).status === 0

describe('bagit-python', () => {
  it('validates a bundle as a complete bag', async ({skip}) => {
    skip(!isThere, 'bagit-python is not installed (`pip install bagit`)')
    const {files, digest} = await makeBundle(await makeWorld(), {id: 'knee'})
    const dir = mkdtempSync(join(tmpdir(), 'marrow-bagit-'))
    try {
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(dir, digest, path)), {recursive: true})
        writeFileSync(join(dir, digest, path), bytes)
      }
      const validate = () => spawnSync('python3', ['-m', 'bagit', '--validate', join(dir, digest)])
      expect(validate().status).toBe(0)
      writeFileSync(join(dir, digest, 'data/extra'), '')
      expect(validate().status).not.toBe(0)
    } finally {
      rmSync(dir, {recursive: true})
    }
  })
})
