import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {fromFileError} from '../../../lake/assets/file-fault.ts'
import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {mount, tryMount, unmount} from '../store/small-disk.ts'
import {pathOf, picture, upload} from './harness.ts'

let dir: string
let lake: TestLake
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-full-assets-'))
  lake = await testLake({assetsDir: dir})
})
afterEach(async () => {
  await lake.close()
  unmount(dir)
  rmSync(dir, {recursive: true, force: true})
})

describe('an upload to a full disk', () => {
  it.skipIf(!tryMount())(
    'is refused with 507, leaves nothing, and goes through once there is room',
    async () => {
      expect(mount(dir, 3)).toBe(true)
      const small = await picture(10, 10).png().toBuffer()
      const image = await upload(lake, small)
      const filler = join(dir, 'filler')
      writeFileSync(filler, new Uint8Array(1_500_000))
      const file = new Uint8Array(2_000_000).fill(97)
      await expect(upload(lake, file, '?filename=a.txt', 'files')).rejects.toMatchObject({
        status: 507,
        message: expect.stringContaining('insufficientStorage') as string,
      })
      expect(readdirSync(join(dir, '.staging'))).toEqual([])
      const count = lake.store.read('production', (view) =>
        view.countOf({types: ['sanity.fileAsset']}),
      )
      expect(count).toBe(0)
      // what is there is served all the same
      expect((await lake.request(pathOf(image))).status).toBe(200)
      rmSync(filler)
      const kept = await upload(lake, file, '?filename=a.txt', 'files')
      const served = await lake.request(pathOf(kept))
      expect((await served.arrayBuffer()).byteLength).toBe(2_000_000)
    },
  )

  it.each([
    ['ENOSPC', 507, 'insufficientStorage'],
    ['EDQUOT', 507, 'insufficientStorage'],
    ['EROFS', 503, 'storeUnavailable'],
    ['EMFILE', 503, 'storeUnavailable'],
    ['EIO', 503, 'storeUnavailable'],
  ])('%s is answered with %i', (code, status, type) => {
    const cause = Object.assign(new Error(code), {code})
    expect(fromFileError(cause)).toMatchObject({status, type, cause})
  })

  it('another error stays what it is', () => {
    const cause = new TypeError('a bug')
    expect(fromFileError(cause)).toBe(cause)
  })
})
