import type {Pasted} from '../../../studio/paste/pasted.ts'

type Part = Pasted['parts'][number]

/** Parts in one line each, so that a test reads as what is on the page. */
export function outlineOf(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => lineOf(part as unknown as Record<string, any>))
}

function lineOf(part: Record<string, any>): string[] {
  if (part['_type'] === 'heading') return [`${'#'.repeat(part['depth'])} ${part['text']}`]
  if (part['_type'] === 'block') return [blockOf(part)]
  if (part['_type'] === 'table') {
    const rows = part['rows'].map((row: any) =>
      row.cells.map((cell: any) => (cell.content ?? []).map(blockOf).join(' / ')).join(' | '),
    )
    return [
      `table ${part['headerRows']}×${part['headerColumns']} ${part['caption'] ?? ''}`.trim(),
      ...rows,
    ]
  }
  if (part['_type'] === 'callout') {
    return [`${part['tone']} ${part['title'] ?? ''}: ${part['content'].map(blockOf).join(' / ')}`]
  }
  return [part['_type']]
}

function blockOf(block: any): string {
  const bullet = {bullet: '-', number: '1.'}[block.listItem as 'bullet' | 'number']
  const indent = bullet ? `${'  '.repeat(block.level - 1)}${bullet} ` : ''
  return indent + block.children.map((child: any) => childOf(child, block.markDefs)).join('')
}

function childOf(child: any, markDefs: any[]): string {
  if (child._type !== 'span') return `{${child.items?.map((item: any) => item.source._ref).join()}}`
  return child.marks.reduce((text: string, mark: string) => {
    const definition = markDefs.find(({_key}) => _key === mark)
    const name = definition ? (definition.href ?? definition._type) : mark
    return `<${name}>${text}</>`
  }, child.text)
}
