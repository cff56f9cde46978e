import {expect, it} from 'vitest'

import {toArticle} from '../../../exports/article/article.ts'
import {toFlow} from '../../../exports/flow/to-flow.ts'
import type {Block} from '../../../exports/flow/flow.ts'
import {resolveLinks} from '../../../exports/article/steps/resolve-links.ts'
import {viewOf} from '../html/view.ts'

it('gives every part of an article in the order of the page', async () => {
  const article = toArticle(viewOf({}, {target: 'book'}))
  resolveLinks(article, 'https://health.example.org/{slug}')
  const lines = toFlow(article).flatMap(show)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('expected/flow.txt')
})

function show(block: Block): string[] {
  if (block.type === 'picture') return [`[picture ${block.width}x${block.height} ${block.alt}]`]
  if (block.type === 'table') {
    return block.rows.map(
      ({header, cells}) =>
        `[row${header ? ' header' : ''}] ${cells.map(({paragraphs}) => paragraphs.flatMap(show).join(' / ')).join(' | ')}`,
    )
  }
  const {style, tone, list, ids, runs} = block
  const place = list
    ? ` ${list.ordered ? `${list.instance}.` : '-'}${list.level}${list.marked ? '' : ' more'}`
    : ''
  const text = runs.map(({text, ...look}) => {
    const words = Object.entries(look).map(([name, value]) =>
      value === true ? name : `${name}=${value}`,
    )
    return words.length > 0 ? `{${text}|${words.join(' ')}}` : text
  })
  const named = ids.length > 0 ? ` #${ids.join('#')}` : ''
  return [`<${style}${tone ? `:${tone}` : ''}${place}${named}> ${text.join('')}`]
}
