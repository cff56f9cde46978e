import type {AttributeChange} from './redline.ts'
import type {CitedWork, Mark, Run} from './sheet.ts'

/** Marks that a page shows by itself; of the others a reader needs to be told. */
const markNames: Record<string, string> = {
  articleLink: 'link to the article',
  emphasis: 'italic',
  link: 'link to',
  strong: 'bold',
  subscript: 'lowered',
  superscript: 'raised',
  term: 'glossary term',
}

/**
 * Write a run as text: citations and references by name, cells apart.
 *
 * @param names From the redline; what has no name there goes by its id.
 */
export function runText(run: Run, names: Readonly<Record<string, string>>): string {
  switch (run.type) {
    case 'text':
      return run.text
    case 'citation':
      return `[${run.works.map((work) => workText(work, names)).join('; ')}]`
    case 'reference':
      return nameIn(names, run.id)
    case 'break':
    case 'block':
      return '\n'
    default:
      return ' | '
  }
}

/** Write what changed beside the words, such as `tone: note, now warning`. */
export function attributeText({base, head, name}: AttributeChange): string {
  if (base === undefined) return `${name}: now ${head}`
  return head === undefined ? `${name}: no longer ${base}` : `${name}: ${base}, now ${head}`
}

/** Write how the marks of a text changed, such as `now bold, no longer link to https://…`. */
export function markText(
  was: readonly Mark[],
  now: readonly Mark[],
  names: Readonly<Record<string, string>>,
): string {
  const [before, after] = [was, now].map((marks) => marks.map((mark) => markName(mark, names)))
  const gained = after?.filter((name) => !before?.includes(name)) ?? []
  const lost = before?.filter((name) => !after?.includes(name)) ?? []
  return [...gained.map((name) => `now ${name}`), ...lost.map((name) => `no longer ${name}`)].join(
    ', ',
  )
}

function markName({type, value}: Mark, names: Readonly<Record<string, string>>): string {
  const name = (Object.hasOwn(markNames, type) && markNames[type]) || type
  return value === undefined ? name : `${name} ${nameIn(names, value)}`
}

function workText(
  {excerpt, locator, source}: CitedWork,
  names: Readonly<Record<string, string>>,
): string {
  const place = [nameIn(names, source), locator].filter(Boolean).join(', ')
  return excerpt ? `${place}: “${excerpt}”` : place
}

function nameIn(names: Readonly<Record<string, string>>, id: string): string {
  return (Object.hasOwn(names, id) && names[id]) || id
}
