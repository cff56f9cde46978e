import {mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-out-'))
})
afterEach(() => rmSync(dir, {recursive: true}))

const refusal = async (path: string): Promise<unknown> => {
  try {
    await openRepositoryFolder(path)
  } catch (error) {
    return (error as {code: unknown}).code
  }
  return 'opened'
}

describe('openRepositoryFolder', () => {
  it('makes a new folder, and takes an empty one', async () => {
    expect(await refusal(join(dir, 'a/b'))).toBe('opened')
    expect(await refusal(join(dir, 'a/b'))).toBe('opened')
  })

  it('takes a folder that Marrow marked', async () => {
    const text = '{"format":1,"kind":"marrow-repository"}\n'
    writeFileSync(join(dir, 'marrow-repository.json'), text)
    writeFileSync(join(dir, 'index.dsse.json'), '')
    expect(await refusal(dir)).toBe('opened')
  })

  it('refuses the root, a home folder and what is above it', async () => {
    expect(await refusal('/')).toBe('out-is-root')
    expect(await refusal('/..')).toBe('out-is-root')
    expect(await refusal(homedir())).toBe('out-is-home')
    const above = dirname(homedir())
    expect(await refusal(above)).toBe(above === '/' ? 'out-is-root' : 'out-is-home')
  })

  it('refuses a link, even to an empty folder', async () => {
    mkdirSync(join(dir, 'real'))
    symlinkSync(join(dir, 'real'), join(dir, 'link'))
    expect(await refusal(join(dir, 'link'))).toBe('out-is-link')
    expect(readdirSync(join(dir, 'real'))).toEqual([])
  })

  it('refuses the root of the disk behind a link', async () => {
    symlinkSync('/', join(dir, 'link'))
    expect(await refusal(join(dir, 'link/..//link'))).toBe('out-is-link')
    expect(await refusal(join(dir, 'link') + '/tmp/..')).toBe('out-is-link')
  })

  it('refuses a file', async () => {
    writeFileSync(join(dir, 'file'), '')
    expect(await refusal(join(dir, 'file'))).toBe('out-not-a-folder')
  })

  it('takes what a first export leaves that was killed before it marked the folder', async () => {
    mkdirSync(join(dir, '.staging'))
    writeFileSync(join(dir, '.staging/marrow-repository.json'), '{"for')
    writeFileSync(join(dir, '.lock'), '{}')
    expect(await refusal(dir)).toBe('opened')
    writeFileSync(join(dir, '.staging-notes'), 'mine')
    expect(await refusal(dir)).toBe('out-not-a-repository')
  })

  it('refuses a folder with other things in it', async () => {
    writeFileSync(join(dir, 'thesis.docx'), '')
    expect(await refusal(dir)).toBe('out-not-a-repository')
    writeFileSync(join(dir, 'marrow-repository.json'), 'mine')
    expect(await refusal(dir)).toBe('out-not-a-repository')
  })
})
