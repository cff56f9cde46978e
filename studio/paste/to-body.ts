import type {MakeKey} from './block-builder.ts'
import {isHeading, type Pasted, type PastedMember} from './pasted.ts'

/**
 * Members of one section's body; a heading, which a body cannot hold, becomes a bold paragraph.
 */
export function toBody(
  {parts, dropped}: Pasted,
  makeKey: MakeKey,
): {members: PastedMember[]; dropped: string[]} {
  const headings = parts.filter(isHeading)
  const members = parts.map((part): PastedMember => {
    if (!isHeading(part)) return part
    const span = {_type: 'span' as const, _key: makeKey(), text: part.text, marks: ['strong']}
    return {_type: 'block', _key: makeKey(), style: 'normal', markDefs: [], children: [span]}
  })
  const [first] = headings
  const what = first && `A heading (${first.text.slice(0, 60)}): it became a bold paragraph`
  const more = headings.length > 1 ? ` (${headings.length}×)` : ''
  return {members, dropped: what ? [...dropped, `${what}${more}; make it a section`] : dropped}
}
