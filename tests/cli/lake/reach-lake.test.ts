import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it, vi} from 'vitest'

import {homeAt} from '../../../cli/home/paths.ts'
import {openLake} from '../../../cli/lake/open-lake.ts'
import {marrow, now, sampleHome} from '../harness.ts'
import {historyIn} from '../store-of.ts'

const clock = () => now

describe('a command', () => {
  it('waits while another has the lake open for a moment', async () => {
    const home = await sampleHome()
    const opened = await openLake(homeAt({MARROW_HOME: home}), {clock})
    let isDone = false
    const shown = marrow(home, ['show', 'knee-osteoarthritis']).finally(() => (isDone = true))
    // Another reader comes and goes meanwhile: the lock is what is waited for, not the file.
    await vi.waitFor(() => expect(existsSync(join(home, 'lake', '.lock'))).toBe(true))
    expect(isDone).toBe(false)
    await opened.close()
    const {exit, error} = await shown
    expect(exit, error).toBe(0)
  })

  it('takes the lake over from a process that was killed with it open', async () => {
    const home = await sampleHome()
    const program = `
      const {openLake} = await import('./cli/lake/open-lake.ts')
      const {homeAt} = await import('./cli/home/paths.ts')
      await openLake(homeAt(process.env), {clock: () => new Date().toISOString()})
      console.log('open')
      setInterval(() => {}, 1000)`
    const words = ['--no-warnings', '--input-type=module', '-e', program]
    const child = spawn(process.execPath, words, {env: {...process.env, MARROW_HOME: home}})
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(existsSync(join(home, 'lake', '.lock'))).toBe(true)
    expect((await marrow(home, ['status'])).exit).toBe(0)
  })

  it('is recorded under the person for whom it acted, not under Marrow', async () => {
    const home = await sampleHome()
    await marrow(home, ['submit', 'bone-bruise-knee', '--as', 'Jörg Müller'])
    expect(historyIn(home).at(-1)).toMatchObject({author: 'Jörg Müller'})
    const key = ['--as', 'riley-sample', '--key', join(home, 'keys', 'riley-sample.json')]
    await marrow(home, ['sign', 'bone-bruise-knee', ...key])
    expect(historyIn(home).at(-1)).toMatchObject({author: 'sample-riley'})
    expect(historyIn(home).map(({author}) => author)).not.toContain('marrow')
  })
})
