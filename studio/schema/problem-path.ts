import type {Path} from 'sanity'

const step =
  /\.?([A-Za-z_$][\w$]*)|\[_key==("(?:[^"\\]|\\.)*")\]|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|->/y

/**
 * Read a keyed path of a problem or a finding as the Studio writes paths.
 *
 * `sections[_key=="a1"].body[_key=="b2"]` becomes `['sections', {_key: 'a1'}, 'body', {_key: 'b2'}]`.
 * What cannot be followed inside one document (`->`, a line in Markdown) ends the path before it.
 */
export function toStudioPath(path: string): Path {
  const steps: Array<string | number | {_key: string}> = []
  step.lastIndex = 0
  for (let match = step.exec(path); match; match = step.exec(path)) {
    const [all, name, key, index, quoted] = match
    if (all === '->') break
    if (name !== undefined) steps.push(name)
    else if (key !== undefined) steps.push({_key: JSON.parse(key) as string})
    else if (index !== undefined) steps.push(Number(index))
    else if (quoted !== undefined) steps.push(JSON.parse(quoted) as string)
  }
  return steps
}
