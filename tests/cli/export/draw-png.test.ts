import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {drawPng} from '../../../cli/export/draw-png.ts'
import {sampleHome} from '../harness.ts'

describe('drawing a picture', () => {
  it('refuses the edition alone when its picture breaks off', async () => {
    const assets = join(await sampleHome(), 'assets')
    const name = readdirSync(assets).find((file) => file.endsWith('.png'))!
    const whole = readFileSync(join(assets, name))
    expect((await drawPng(whole, 100)).length).toBeGreaterThan(100)
    const half = whole.subarray(0, whole.length / 2)
    await expect(drawPng(half, 100)).rejects.toMatchObject({
      name: 'TypesetError',
      code: 'picture-unreadable',
    })
  })
})
