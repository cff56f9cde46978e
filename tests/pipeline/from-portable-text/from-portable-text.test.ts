import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {fromPortableText} from '../../../pipeline/from-portable-text/from-portable-text.ts'
import {toMessages} from '../../../pipeline/report.ts'
import {block, cite, ref, span, table} from './make.ts'

function read(blocks: unknown) {
  const file = new VFile()
  const nodes = fromPortableText(blocks, file, 'sections[_key=="s1"].body')
  return {nodes, messages: toMessages(file).map(({ruleId, path}) => `${ruleId} ${path}`)}
}

const keyed = (key: string, value: object): object => ({...value, _key: key})
const body = 'sections[_key=="s1"].body'
const link = (key: string, href = 'https://a.example/') => ({_type: 'webLink', _key: key, href})

describe('What the model does not have is fatal, with its keyed path', () => {
  it.each<[string, unknown[], string]>([
    ['a block', [{_type: 'code', _key: 'b1', code: 'x'}], `unknown-block ${body}[_key=="b1"]`],
    [
      'a block whose type is markup',
      [{_type: '"><script>', _key: 'b1'}],
      `unknown-block ${body}[_key=="b1"]`,
    ],
    ['a block that every object has', [{_type: 'constructor'}], `unknown-block ${body}[0]`],
    ['a block without a type', [{_key: 'b1'}], `unknown-block ${body}[_key=="b1"]`],
    ['no object at all', ['text'], `malformed ${body}[0]`],
    [
      'a style',
      [keyed('b1', {...block([span('x')]), style: 'h2'})],
      `unknown-style ${body}[_key=="b1"]`,
    ],
    ['a list', [keyed('b1', block([span('x')], [], 'check'))], `unknown-list ${body}[_key=="b1"]`],
    [
      'a level',
      [keyed('b1', block([span('x')], [], 'bullet', 0.5))],
      `unknown-list ${body}[_key=="b1"]`,
    ],
    [
      'a decorator',
      [keyed('b1', block([keyed('c1', span('x', ['underline']))]))],
      `unknown-mark ${body}[_key=="b1"].children[_key=="c1"]`,
    ],
    [
      'a decorator that every object has',
      [keyed('b1', block([keyed('c1', span('x', ['__proto__']))]))],
      `unknown-mark ${body}[_key=="b1"].children[_key=="c1"]`,
    ],
    [
      'an annotation',
      [keyed('b1', block([span('x')], [{_type: 'comment', _key: 'm1'}]))],
      `unknown-mark ${body}[_key=="b1"].markDefs[_key=="m1"]`,
    ],
    [
      'two annotations of one key',
      [keyed('b1', block([span('x', ['m1'])], [link('m1'), link('m1')]))],
      `duplicate-key ${body}[_key=="b1"].markDefs[_key=="m1"]`,
    ],
    [
      'an annotation with the key of a decorator',
      [keyed('b1', block([span('x', ['strong'])], [link('strong')]))],
      `duplicate-key ${body}[_key=="b1"].markDefs[_key=="strong"]`,
    ],
    [
      'an inline object',
      [keyed('b1', block([{_type: 'image', _key: 'c1'}]))],
      `unknown-inline ${body}[_key=="b1"].children[_key=="c1"]`,
    ],
    [
      'a citation of nothing',
      [keyed('b1', block([keyed('c1', cite())]))],
      `citation-empty ${body}[_key=="b1"].children[_key=="c1"]`,
    ],
    [
      'a reference that names nothing',
      [{_type: 'figureUse', _key: 'b1', figure: {_type: 'reference'}}],
      `reference-malformed ${body}[_key=="b1"].figure`,
    ],
    ['a tone', [{_type: 'callout', _key: 'b1', tone: 'loud'}], `unknown-tone ${body}[_key=="b1"]`],
    [
      'a table in a callout',
      [{_type: 'callout', _key: 'b1', tone: 'note', content: [keyed('c1', table({}, [['x']]))]}],
      `unknown-block ${body}[_key=="b1"].content[_key=="c1"]`,
    ],
    [
      'more header rows than rows',
      [keyed('b1', table({headerRows: 2}, [['x']]))],
      `table-headers ${body}[_key=="b1"]`,
    ],
    [
      'a row that is none',
      [
        {
          _type: 'table',
          _key: 'b1',
          rows: [{_type: 'tableRow', _key: 'r1', cells: []}, {_key: 'r2'}],
        },
      ],
      `unknown-block ${body}[_key=="b1"].rows[_key=="r2"]`,
    ],
    [
      'a link in a link',
      [
        keyed(
          'b1',
          block(
            [span('x', ['m1', 'm2'])],
            [link('m1'), {_type: 'articleLink', _key: 'm2', article: ref('a')}],
          ),
        ),
      ],
      `nested-link ${body}[_key=="b1"]`,
    ],
    ['a key with quotes', [{_type: 'x', _key: '"]'}], `unknown-block ${body}[_key=="\\"]"]`],
  ])('%s', (_name, blocks, message) => {
    expect(read(blocks).messages).toContain(message)
  })

  it.each([[null], [undefined], [[]]])('but nothing at all is an empty body: %j', (value) => {
    expect(read(value)).toEqual({nodes: [], messages: []})
  })

  it.each([['text'], [{}], [1]])('and another value is malformed: %j', (value) => {
    expect(read(value)).toEqual({nodes: [], messages: [`malformed ${body}`]})
  })
})

describe('Text is never lost', () => {
  it('when a mark or style of it is unknown', () => {
    const {nodes} = read([{...block([span('kept', ['blink']), span(' too')]), style: 'h1'}])
    expect(nodes).toEqual([{type: 'paragraph', children: [{type: 'text', value: 'kept too'}]}])
  })

  it('when it is white space alone', () => {
    const {nodes} = read([block([span(' ')])])
    expect(nodes).toEqual([{type: 'paragraph', children: [{type: 'text', value: ' '}]}])
  })
})

describe('Lists', () => {
  const shape = (blocks: unknown[]): unknown =>
    JSON.parse(JSON.stringify(read(blocks).nodes), short)
  const item = (text: string, level: number, kind = 'bullet') =>
    block([span(text)], [], kind, level)

  it('nest once at a jump of levels', () => {
    expect(shape([item('a', 1), item('b', 3), item('c', 2), item('d', 1)])).toEqual([
      {ul: [['a', {ul: [['b']]}, {ul: [['c']]}], ['d']]},
    ])
  })

  it('may start deeper than at the first level', () => {
    expect(shape([item('a', 3), item('b', 1)])).toEqual([{ul: [['a']]}, {ul: [['b']]}])
  })

  it('of another kind start anew at the same level', () => {
    expect(shape([item('a', 1), item('b', 2), item('c', 2, 'number'), item('d', 2)])).toEqual([
      {ul: [['a', {ul: [['b']]}, {ol: [['c']]}, {ul: [['d']]}]]},
    ])
  })

  it('end at anything else', () => {
    const figure = {_type: 'figureUse', figure: ref('f')}
    expect(shape([item('a', 1), figure, item('b', 2)])).toEqual([
      {ul: [['a']]},
      {type: 'figure', figure: 'f'},
      {ul: [['b']]},
    ])
  })

  it('do not nest deeper than the cap, whatever their levels say', () => {
    const blocks = Array.from({length: 20_000}, (_, index) => item('x', index + 1))
    const {nodes, messages} = read(blocks)
    expect(messages.length).toBe(20_000 - 20)
    expect(messages[0]).toMatch(/^too-deep /)
    expect(JSON.stringify(nodes).split('"list"').length - 1).toBe(20)
  })
})

describe('Marks', () => {
  it('that are many on one text are refused, not nested', () => {
    const definitions = Array.from({length: 5000}, (_, index) => ({
      _type: 'termUse',
      _key: `m${index}`,
      term: ref('t'),
    }))
    const marks = definitions.map(({_key}) => _key)
    const {nodes, messages} = read([
      keyed('b1', block([keyed('c1', span('x', marks))], definitions)),
    ])
    expect(messages).toEqual([`too-deep ${body}[_key=="b1"].children[_key=="c1"]`])
    expect(nodes).toEqual([{type: 'paragraph', children: [{type: 'text', value: 'x'}]}])
  })

  it('go round as much text as they can', () => {
    const {nodes} = read([
      block([span('a', ['em', 'strong']), span('b', ['em']), span('c', ['em', 'sup']), span('d')]),
    ])
    expect(nodes).toEqual([
      {
        type: 'paragraph',
        children: [
          {
            type: 'emphasis',
            children: [
              {type: 'strong', children: [{type: 'text', value: 'a'}]},
              {type: 'text', value: 'b'},
              {type: 'superscript', children: [{type: 'text', value: 'c'}]},
            ],
          },
          {type: 'text', value: 'd'},
        ],
      },
    ])
  })

  it('do not depend on how keys are called', () => {
    const build = (a: string, b: string) =>
      read([
        block(
          [span('x', [b, a])],
          [
            {_type: 'termUse', _key: a, term: ref('t')},
            {_type: 'webLink', _key: b, href: 'https://a.example/'},
          ],
        ),
      ]).nodes
    expect(build('a', 'b')).toEqual(build('z', 'y'))
  })
})

it('A cell of several blocks keeps them', () => {
  const content = [block([span('a')]), block([span('b')], [], 'bullet', 1)]
  const cells = [{_type: 'tableCell', content}]
  const {nodes, messages} = read([{_type: 'table', rows: [{_type: 'tableRow', cells}]}])
  expect(messages).toEqual([])
  expect(nodes).toMatchObject([
    {children: [{children: [{children: [{type: 'paragraph'}, {type: 'list'}]}]}]},
  ])
})

/** Write lists as `{ul: [[…]]}` and paragraphs as their text. */
function short(_name: string, value: unknown): unknown {
  const node = value as {type?: string; ordered?: boolean; children?: unknown[]; value?: string}
  if (node?.type === 'list') return {[node.ordered ? 'ol' : 'ul']: node.children}
  if (node?.type === 'listItem') return node.children
  if (node?.type === 'paragraph') return node.children?.join('')
  if (node?.type === 'text') return node.value
  return value
}
