import {fork, type ChildProcess} from 'node:child_process'
import {EventEmitter} from 'node:events'

import {afterEach, describe, expect, it, vi} from 'vitest'

import {previewInProcess} from '../../../cli/server/preview-in-process.ts'

vi.mock('node:child_process', () => ({fork: vi.fn<() => void>()}))

const request = {article: 'article-x', env: {}, now: '2026-03-01T09:00:00.000Z'}
const pdf = {pdf: new Uint8Array([1])}

/** A process that answers when it is told to. */
function standIn(): ChildProcess {
  return Object.assign(new EventEmitter(), {
    connected: true,
    send: vi.fn<() => void>(),
    kill: vi.fn<() => void>(),
  }) as never
}

afterEach(() => void vi.mocked(fork).mockReset())

describe('previews as PDF', () => {
  it('are made one after the other, and refused when too many wait', async () => {
    const children: ChildProcess[] = []
    vi.mocked(fork).mockImplementation(() => {
      children.push(standIn())
      return children.at(-1)!
    })
    const waiting = Array.from({length: 8}, () => previewInProcess(request))
    expect(await previewInProcess(request)).toMatchObject({refused: {code: 'previews-many'}})
    for (const [index, one] of waiting.entries()) {
      await vi.waitFor(() => expect(children).toHaveLength(index + 1))
      children[index]!.emit('message', pdf)
      expect(await one).toEqual(pdf)
    }
    const next = previewInProcess(request)
    await vi.waitFor(() => expect(children).toHaveLength(9))
    children[8]!.emit('exit', 1)
    expect(await next).toMatchObject({bug: expect.any(String)})
  })

  it('go on after one whose process could not be started', async () => {
    vi.mocked(fork).mockImplementationOnce(() => {
      throw new Error('EAGAIN')
    })
    await expect(previewInProcess(request)).rejects.toThrow('EAGAIN')
    const child = standIn()
    vi.mocked(fork).mockReturnValue(child)
    const next = previewInProcess(request)
    await vi.waitFor(() => expect(child.send).toHaveBeenCalledOnce())
    child.emit('message', pdf)
    expect(await next).toEqual(pdf)
  })
})
