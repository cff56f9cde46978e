import type {Element} from 'xast'
import {x} from 'xastscript'

import type {Contributor, SignOff} from '#pipeline'

import {textElement, wrapper} from '../parts.ts'
import type {State} from '../state.ts'

/**
 * Name authors, reviewers and editors, and what they declared.
 *
 * Reviewers and editors come from the admitted sign-offs alone; under sample keys their role says
 * that it is no review. A name is as it was given: where it parts is not known.
 */
export function toContributors(state: State): Element[] {
  const {authors, approval} = state.composition
  const signOffs = latest(approval?.signOffs ?? [])
  return [
    ...wrapper(
      'contrib-group',
      {'content-type': 'authors'},
      authors.map((author) => toAuthor(author, state)),
    ),
    ...wrapper(
      'contrib-group',
      {'content-type': 'reviewers'},
      signOffs.map((signOff) => toSigner(signOff, state)),
    ),
    ...toInterests(approval?.signOffs ?? []),
  ]
}

function toAuthor({id, name, credentials, affiliation, sample}: Contributor, {labels}: State) {
  return x('contrib', {'contrib-type': 'author'}, [
    x('contrib-id', {'contrib-id-type': 'publisher-id'}, id),
    x('string-name', name),
    ...textElement('degrees', credentials.join(', ')),
    ...(sample ? [x('role', labels.samplePerson)] : []),
    ...(affiliation ? [x('aff', [x('institution', affiliation)])] : []),
  ])
}

function toSigner(signOff: SignOff, {composition: {sample}, labels}: State): Element {
  const medical = signOff.role === 'medical-expert'
  const words = medical ? labels.reviewedBy : labels.editedBy
  return x('contrib', {'contrib-type': medical ? 'reviewer' : 'editor'}, [
    x('contrib-id', {'contrib-id-type': 'publisher-id'}, signOff.signer),
    x('string-name', signOff.name),
    ...textElement('degrees', signOff.credentials.join(', ')),
    x('role', {'specific-use': signOff.meaning}, sample ? labels.sampleSignOff : words),
  ])
}

/** What each signer declared last; a signer who declared nothing is not spoken for. */
function toInterests(signOffs: readonly SignOff[]): Element[] {
  const declared = signOffs.filter(({conflicts}) => conflicts)
  const bySigner = new Map(declared.map((signOff) => [signOff.signer, signOff]))
  return wrapper(
    'author-notes',
    {},
    [...bySigner.values()].map(({conflicts = '', name}, index) =>
      x('fn', {id: `coi-${index + 1}`, 'fn-type': 'coi-statement'}, [
        x('p', `${name}: ${conflicts}`),
      ]),
    ),
  )
}

/** Take the latest sign-off of each signer in each role, in the order of their first. */
function latest(signOffs: readonly SignOff[]): SignOff[] {
  const found = new Map<string, SignOff>()
  for (const signOff of signOffs) {
    const key = `${signOff.role} ${signOff.signer}`
    const other = found.get(key)
    if (!other || Date.parse(signOff.at) >= Date.parse(other.at)) found.set(key, signOff)
  }
  return [...found.values()]
}
