import type {Properties, Root} from 'hast'
import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {sanitise} from '../../../pipeline/to-hast/sanitise.ts'

function clean(tagName: string, properties: Properties, value = 'words'): string {
  const root: Root = {
    type: 'root',
    children: [{type: 'element', tagName, properties, children: [{type: 'text', value}]}],
  }
  return toHtml(sanitise(root))
}

describe('sanitise', () => {
  it.each(
    'script style iframe object embed form input base meta link svg math template noscript'.split(
      ' ',
    ),
  )('unwraps <%s> and keeps its text as text', (name) => {
    expect(clean(name, {src: 'https://evil.example'}, '<b>')).toBe('&#x3C;b>')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', '/\\evil', '#body', 'x'])(
    'drops the address %s',
    (href) => {
      expect(clean('a', {href})).toBe('<a>words</a>')
    },
  )

  it.each([
    'https://evil.example/x.png',
    '//evil.example/x',
    'data:image/png,x',
    'assets/../x.png',
  ])('drops the picture %s', (src) => {
    expect(clean('img', {src, alt: ''})).toBe('<img alt="">words</img>')
  })

  it.each([
    {onClick: 'alert(1)'},
    {style: 'position:fixed'},
    {name: 'body'},
    {id: 'body'},
    {id: 'cookie'},
    {id: 's'},
    {className: ['unknown']},
    {target: '_blank'},
    {srcDoc: 'x'},
    {contentEditable: true},
    {dataEvil: 'x'},
    {role: 'button'},
  ])('drops the property %j', (properties) => {
    expect(clean('p', properties as Properties).replace(' class=""', '')).toBe('<p>words</p>')
  })

  it('drops raw nodes, comments and doctypes', () => {
    const children = [
      {type: 'raw', value: '<script>alert(1)</script>'},
      {type: 'comment', value: 'x'},
      {type: 'doctype'},
    ]
    expect(toHtml(sanitise({type: 'root', children} as never))).toBe('')
  })
})
