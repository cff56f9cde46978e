import {BodyInput} from '../../inputs/body-input.tsx'
import {BodyPlugins} from '../../inputs/body-plugins.tsx'
import {Lowered, LoweredIcon, Raised, RaisedIcon} from '../../inputs/raised.tsx'
import type {Decoration, Definition} from '../decorate.ts'

/** What the editor draws for marks that it does not know. */
const drawn: Readonly<Record<string, Definition>> = {
  sub: {icon: LoweredIcon, component: Lowered},
  sup: {icon: RaisedIcon, component: Raised},
}

/** The text of a section: paragraphs, lists and all our blocks. */
export const body: Decoration = {
  type: {components: {input: BodyInput, portableText: {plugins: BodyPlugins}}},
  member: drawMarks,
}

/** Paragraphs and lists. */
export const richText: Decoration = {type: {components: {input: BodyInput}}, member: drawMarks}

function drawMarks(member: Definition): Definition {
  if (member['type'] !== 'block') return member
  const marks = member['marks'] as {decorators: Array<{value: string}>}
  const decorators = marks.decorators.map((mark) => ({...mark, ...drawn[mark.value]}))
  return {...member, marks: {...marks, decorators}}
}
