import type {ReferenceFilterResolver} from 'sanity'

/** Documents in the language of the one that is edited. */
export const sameLanguage: ReferenceFilterResolver = ({document}) => ({
  filter: 'language == $language',
  params: {language: languageOf(document)},
})

/** Other articles in the language of this one: an article is not related to itself. */
export const otherArticles: ReferenceFilterResolver = ({document}) => {
  const self = document._id.replace(/^drafts\./, '')
  return {
    filter: 'language == $language && !(_id in $self)',
    params: {language: languageOf(document), self: [self, `drafts.${self}`]},
  }
}

/** Medical experts and members of the expert board. */
export const experts: ReferenceFilterResolver = () => ({
  filter: '"medical-expert" in roles || boardMember == true',
})

/** Whoever may be asked for a review: experts and editors. */
export const reviewers: ReferenceFilterResolver = () => ({
  filter: '"medical-expert" in roles || "editor" in roles',
})

/** Whoever writes: everyone who is not an expert only. */
export const writers: ReferenceFilterResolver = ({parent}) => ({
  filter: '(!defined(roles) || "author" in roles || "editor" in roles) && !(_id in $chosen)',
  params: {chosen: refsOf(parent)},
})

/** Members of the expert board that are not listed yet. */
export const boardMembers: ReferenceFilterResolver = ({parent}) => ({
  filter: 'boardMember == true && !(_id in $chosen)',
  params: {chosen: refsOf(parent)},
})

/** Works that the list does not have yet. */
export const unlistedSources: ReferenceFilterResolver = ({parent}) => ({
  filter: '!(_id in $chosen)',
  params: {chosen: refsOf(parent)},
})

/** Figures that our own site may show. */
export const ownFigures: ReferenceFilterResolver = () => ({filter: '"own-site" in uses'})

function languageOf(document: Record<string, unknown>): string {
  const {language} = document
  return typeof language === 'string' ? language : 'en'
}

/** Ids, and the ids of their drafts, that the members of a list name already. */
function refsOf(parent: unknown): string[] {
  if (!Array.isArray(parent)) return []
  return parent.flatMap((member: unknown) => {
    const ref = (member as {_ref?: unknown} | null)?._ref
    return typeof ref === 'string' ? [ref, `drafts.${ref}`] : []
  })
}
