import type {Keyed, Section} from '#schemas'

import type {MakeKey} from './block-builder.ts'
import {isHeading, type Pasted, type PastedMember} from './pasted.ts'

const deepest = 5

/**
 * Cut what was pasted into sections at its headings; deeper headings nest.
 *
 * A heading of level 1 before all else is the title of the article and opens no section. Text
 * before the first heading goes under `lead`.
 */
export function toSections(
  {parts}: Pasted,
  lead: string,
  makeKey: MakeKey,
): {title?: string; sections: Array<Keyed<Section>>} {
  const [top] = parts
  const title = top && isHeading(top) && top.depth === 1 && isOnlyTop(parts) ? top.text : undefined
  const sections: Array<Keyed<Section>> = []
  const open: Array<{depth: number; section: Keyed<Section>; body: PastedMember[]}> = []
  const close = () => {
    const done = open.pop()
    if (done && done.body.length > 0) done.section.body = done.body
  }
  const start = (heading: string, depth: number) => {
    while ((open.at(-1)?.depth ?? 0) >= depth || open.length >= deepest) close()
    const section: Keyed<Section> = {_type: 'section', _key: makeKey(), heading}
    const parent = open.at(-1)?.section
    if (parent) parent.sections = [...(parent.sections ?? []), section]
    else sections.push(section)
    open.push({depth, section, body: []})
  }

  const rest = title === undefined ? parts : parts.slice(1)
  const highest = Math.min(...rest.filter(isHeading).map(({depth}) => depth), 6)
  for (const part of rest) {
    if (isHeading(part)) start(part.text, part.depth)
    else {
      if (open.length === 0) start(lead, highest)
      open.at(-1)!.body.push(part)
    }
  }
  while (open.length > 0) close()
  return {...(title !== undefined && {title}), sections}
}

function isOnlyTop(parts: Pasted['parts']): boolean {
  return parts.filter((part) => isHeading(part) && part.depth === 1).length === 1
}
