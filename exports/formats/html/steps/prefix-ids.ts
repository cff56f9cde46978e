import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

/** Properties that name ids of the same page. */
const references = [
  'ariaActiveDescendant',
  'ariaControls',
  'ariaDescribedBy',
  'ariaDetails',
  'ariaFlowTo',
  'ariaLabelledBy',
  'ariaOwns',
  'form',
  'headers',
  'htmlFor',
  'itemRef',
  'list',
]

/**
 * Put a prefix before every id, and before every reference to one.
 *
 * @param tree
 *   Changed in place.
 */
export function prefixIds(tree: Nodes, prefix: string): void {
  visit(tree, 'element', ({properties}) => {
    if (typeof properties['id'] === 'string') properties['id'] = prefix + properties['id']

    const {href} = properties
    if (typeof href === 'string' && href.startsWith('#')) {
      properties['href'] = `#${prefix}${href.slice(1)}`
    }

    for (const name of references) {
      const value = properties[name]
      if (Array.isArray(value)) properties[name] = value.map((id) => prefix + String(id))
      else if (typeof value === 'string') {
        properties[name] = value
          .split(/\s+/)
          .filter(Boolean)
          .map((id) => prefix + id)
          .join(' ')
      }
    }
  })
}

/**
 * Make the prefix of a fragment's ids from its article's id.
 *
 * It ends with the only dot in it and other characters than letters, digits and `-` are written as
 * `_hex_`, so that no two articles' ids can ever meet on one page.
 */
export function idPrefix(article: string): string {
  const safe = article.replaceAll(
    /[^a-z\d-]/giu,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
  )
  return `marrow-${safe}.`
}
