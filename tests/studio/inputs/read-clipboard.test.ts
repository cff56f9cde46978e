import {describe, expect, it} from 'vitest'

import {readClipboard} from '../../../studio/inputs/read-clipboard.ts'

function clipboard(data: Record<string, string>) {
  return {types: Object.keys(data), getData: (type: string) => data[type] ?? ''}
}

describe('reading the clipboard for an editor', () => {
  it('leaves what the editor itself copied to the editor', () => {
    const data = {'application/x-portable-text': '[]', 'text/plain': '## A'}
    expect(readClipboard(clipboard(data), true)).toBeUndefined()
  })

  it('gives tables to a text that may have them, and says so where one may not', () => {
    const markdown = clipboard({'text/plain': 'Doses:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |'})
    expect(readClipboard(markdown, true)).toMatchObject({
      from: 'Markdown',
      members: [{_type: 'block'}, {_type: 'table'}],
      dropped: [],
    })
    expect(readClipboard(markdown, false)).toMatchObject({
      members: [{_type: 'block'}],
      dropped: ['Tables and callouts: this text has none'],
    })
  })
})
