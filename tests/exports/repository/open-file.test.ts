import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import type {OpenFile} from '../../../exports/repository/artifact-store.ts'
import {folderReader} from '../../../exports/repository/folder-store.ts'

let dir: string
const reader = () => folderReader(dir)

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-open-'))
  mkdirSync(join(dir, 'bundles'))
  writeFileSync(join(dir, 'bundles', 'a.zip'), Buffer.alloc(200_000, 'abcdefgh'))
})
afterEach(() => rmSync(dir, {recursive: true, force: true}))

async function textOf(file: OpenFile, start: number, end: number): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of file.stream(start, end)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

describe('an open file', () => {
  it('is read from one byte to another, in pieces', async () => {
    const file = (await reader().open('bundles/a.zip'))!
    expect(file.bytes).toBe(200_000)
    expect(await textOf(file, 0, 7)).toBe('abcdefgh')
    expect(await textOf(file, 9, 9)).toBe('b')
    expect(await textOf(file, 199_998, 199_999)).toBe('gh')
    expect(await textOf(file, 0, -1)).toBe('')
    expect((await textOf(file, 0, 199_999)).length).toBe(200_000)
    await file.close()
  })

  it('stays one version, whatever becomes of its name', async () => {
    const file = (await reader().open('bundles/a.zip'))!
    const before = await reader().state('bundles/a.zip')
    expect(before).toEqual({bytes: file.bytes, version: file.version})
    writeFileSync(join(dir, 'staged'), 'new')
    renameSync(join(dir, 'staged'), join(dir, 'bundles', 'a.zip'))
    expect(await textOf(file, 0, 2)).toBe('abc')
    const after = await reader().state('bundles/a.zip')
    expect(after?.bytes).toBe(3)
    expect(after?.version).not.toBe(file.version)
    await file.close()
  })

  it('is none where there is no plain file: nothing, folders, links, pipes', async () => {
    symlinkSync('a.zip', join(dir, 'bundles', 'link'))
    symlinkSync('bundles', join(dir, 'linked'))
    execFileSync('mkfifo', [join(dir, 'pipe')])
    for (const path of [
      'no',
      'bundles',
      'bundles/link',
      'linked/a.zip',
      'pipe',
      'bundles/a.zip/x',
    ]) {
      expect([path, await reader().open(path), await reader().state(path)]).toEqual([
        path,
        undefined,
        undefined,
      ])
    }
  })

  it('that was cut short fails instead of ending early', async () => {
    const file = (await reader().open('bundles/a.zip'))!
    writeFileSync(join(dir, 'bundles', 'a.zip'), 'cut')
    await expect(textOf(file, 0, 199_999)).rejects.toThrow(/ends before byte 3/)
    await file.close()
  })
})
