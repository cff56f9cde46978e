import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import sharp from 'sharp'

import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'

/** A lake with a folder for assets of its own. */
export async function assetLake(): Promise<TestLake & {dir: string; remove: () => Promise<void>}> {
  const dir = mkdtempSync(join(tmpdir(), 'marrow-assets-'))
  const lake = await testLake({assetsDir: dir})
  return {
    ...lake,
    dir,
    remove: async () => {
      await lake.close()
      rmSync(dir, {recursive: true, force: true})
    },
  }
}

/** Upload bytes as an editor, and give the document. */
export async function upload(
  lake: TestLake,
  bytes: Uint8Array | string,
  query = '',
  kind: 'images' | 'files' = 'images',
): Promise<any> {
  const response = await lake.request(`/v1/assets/${kind}/production${query}`, {
    method: 'POST',
    token: lake.tokens.editor,
    body: bytes,
  })
  const body: any = await response.json()
  if (response.status !== 200)
    throw Object.assign(new Error(JSON.stringify(body)), {status: response.status})
  return body.document
}

/** A picture of two halves: the left red, the right blue. */
export function picture(width: number, height: number) {
  const raw = Buffer.alloc(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    raw[pixel * 3 + (pixel % width < Math.floor(width / 2) ? 0 : 2)] = 255
  }
  return sharp(raw, {raw: {width, height, channels: 3}})
}

/** Size and format of what was served. */
export async function look(response: Response) {
  const bytes = new Uint8Array(await response.arrayBuffer())
  return {bytes, ...(await sharp(bytes).metadata())}
}

export function pathOf(document: {url: string}): string {
  return new URL(document.url).pathname
}
