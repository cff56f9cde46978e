/** Makers of Portable Text for tests; each gives its object a key of its own. */
let made = 0
const key = (): string => `k${++made}`

export const ref = (id: string) => ({_type: 'reference', _ref: id})

export const span = (text: string, marks: string[] = []) => ({
  _type: 'span',
  _key: key(),
  text,
  marks,
})

export const block = (
  children: unknown[],
  markDefs: unknown[] = [],
  listItem?: string,
  level?: number,
) => ({
  _type: 'block',
  _key: key(),
  style: 'normal',
  markDefs,
  children,
  ...(listItem !== undefined && {listItem, level}),
})

export const cite = (...items: Array<{source: string; locator?: string; excerpt?: string}>) => ({
  _type: 'citationUse',
  _key: key(),
  items: items.map(({source, ...place}) => ({
    _type: 'citationItem',
    _key: key(),
    source: ref(source),
    ...place,
  })),
})

export const table = (facts: object, rows: string[][]) => ({
  _type: 'table',
  _key: key(),
  ...facts,
  rows: rows.map((cells) => ({
    _type: 'tableRow',
    _key: key(),
    cells: cells.map((text) => ({
      _type: 'tableCell',
      _key: key(),
      content: [block([span(text)])],
    })),
  })),
})
