import type {Root} from 'hast'
import {sanitize, type Schema} from 'hast-util-sanitize'

const classes: Record<string, string[]> = {
  a: ['term'],
  aside: ['callout', 'callout-note', 'callout-warning', 'callout-urgent', 'related-article'],
  div: ['table-scroll'],
  figure: ['figure', 'pull-quote'],
  p: ['callout-title'],
  span: ['figure-caption', 'figure-credit', 'locator'],
  sup: ['citation'],
}

const plain =
  'abbr aside blockquote br caption em figcaption h2 h3 h4 h5 h6 li ol p section strong sub table tbody td th thead time tr ul'

const attributes: NonNullable<Schema['attributes']> = {
  a: [
    ['href', /^https?:\/\/[^/\\\s]/i, /^mailto:[^\s]/i, /^#(?:ref|term)-\d+$/],
    ['rel', 'noopener', 'noreferrer'],
    ['dataArticle', /^[\w.-]+$/],
    ['dataLanguage', /^[\da-z-]+$/i],
    ['dataSlug', /^[\p{L}\p{M}\p{N}._~-]+$/u],
  ],
  abbr: ['title'],
  aside: [['role', 'note']],
  div: [['role', 'region'], ['tabIndex', 0], 'ariaLabel'],
  img: [['src', /^assets\/[\da-f]+\.[a-z]+$/], 'alt', 'width', 'height', ['loading', 'lazy']],
  ol: ['start'],
  section: [['dataAspect', /^[a-z-]+$/]],
  th: [['scope', 'col', 'row']],
  time: [['dateTime', /^\d{4}-\d{2}-\d{2}$/]],
  '*': [['id', /^(?:s|fig)-./, /^cite-\d+-\d+$/]],
}

/**
 * What a page may hold: our own elements, and nothing of the content but text, safe addresses and
 * the ids that the steps made. Their prefixes keep ids from clobbering names of the DOM.
 */
const schema: Schema = {
  allowComments: false,
  allowDoctypes: false,
  ancestors: {},
  attributes: withClasses(),
  clobber: [],
  clobberPrefix: '',
  protocols: {},
  required: {},
  strip: [],
  tagNames: [...new Set([...plain.split(' '), ...Object.keys(classes), 'img'])],
}

/**
 * Keep only what a page may hold: the last step, whatever the steps before let through.
 *
 * The text of an element that is not allowed stays, as text.
 */
export function sanitise(hast: Root): Root {
  const safe = sanitize(hast, schema)
  // Other nodes than a root come out of other nodes than a root.
  return safe.type === 'root' ? safe : {type: 'root', children: []}
}

function withClasses(): Schema['attributes'] {
  const result = {...attributes}
  for (const [name, values] of Object.entries(classes)) {
    result[name] = [...(result[name] ?? []), ['className', ...values]]
  }
  return result
}
