import type {Problem} from '#schemas'

/** Words for a field that is filled with something else than it can hold. */
const formats: Readonly<Record<string, string>> = {
  doi: 'A DOI looks like 10.1000/182, without an address before it',
  pmid: 'A PubMed id is a number, such as 26644910',
  pmcid: 'A PubMed Central id looks like PMC4660437',
  urlTemplate: 'Start with https:// or mailto:',
}

/**
 * Say a problem of the content model in words for whoever edits the document.
 *
 * @param titles Titles of fields, by name, for the names that messages quote.
 */
export function plainMessage(
  {code, message, path}: Problem,
  titles: ReadonlyMap<string, string>,
): string {
  const field = /([\w$]+)(?:\[[^\]]*\])*$/.exec(path)?.[1] ?? ''
  const title = titles.get(field)
  switch (code) {
    case 'field-missing':
    case 'text-empty':
      return title ? `${title} is needed` : 'This is needed'
    case 'asset-missing':
      return 'Add the picture: drop a file here, or choose one'
    case 'too-few':
      return 'Add at least one'
    case 'format-wrong':
      return formats[field] ?? message
    case 'reference-invalid':
      return 'Choose a document'
    case 'address-invalid':
      return 'Give a whole address, such as https://example.org/page'
    case 'value-repeated':
      return 'The same value is here twice: remove one'
    case 'style-unknown':
    case 'list-unknown':
    case 'mark-unknown':
      return 'This text has formatting that articles do not have: clear it'
    case 'text-malformed':
      return 'A character here cannot be stored: retype the words'
    case 'field-unknown':
      return `Articles have no place for this (${field}): remove it`
    default:
      return inTitles(message, titles)
  }
}

/** Names of fields in a message become what the form calls them. */
function inTitles(message: string, titles: ReadonlyMap<string, string>): string {
  return message.replaceAll(/`([^`]+)`/g, (_all, name: string) => `“${titles.get(name) ?? name}”`)
}
