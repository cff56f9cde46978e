import {DocumentTextIcon} from '@sanity/icons/DocumentText'

import {NumberedForm} from '../../inputs/citation-numbers.tsx'
import {SectionsInput} from '../../inputs/sections-input.tsx'
import type {Decoration} from '../decorate.ts'
import {
  otherArticles,
  ownFigures,
  reviewers,
  unlistedSources,
  writers,
} from '../reference-filters.ts'
import {referencesTo} from '../references-to.ts'

const content = {group: ['content']}
const metadata = {group: ['metadata']}
const review = {group: ['review']}

/** The form of an article: what it says, what it rests on, who reviews it, what it is filed under. */
export const article: Decoration = {
  type: {
    icon: DocumentTextIcon,
    components: {input: NumberedForm},
    groups: [
      {name: 'content', title: 'Content', default: true},
      {name: 'sources', title: 'Sources'},
      {name: 'review', title: 'Review'},
      {name: 'metadata', title: 'Metadata'},
    ],
    orderings: [
      {title: 'Title', name: 'title', by: [{field: 'title', direction: 'asc'}]},
      {title: 'Last edited', name: 'edited', by: [{field: '_updatedAt', direction: 'desc'}]},
    ],
    preview: {
      select: {
        title: 'title',
        language: 'language',
        audience: 'audience',
        media: 'leadFigure.image',
      },
      prepare: prepareArticle,
    },
  },
  order: [
    'title',
    'slug',
    'authors',
    'summary',
    'keyPoints',
    'leadFigure',
    'sections',
    'expertQuote',
  ],
  fields: {
    title: content,
    slug: {
      ...content,
      title: 'Address',
      description: 'The last part of the article’s address; made from the title.',
    },
    summary: {...content, title: 'Lead'},
    keyPoints: content,
    leadFigure: {...content, options: {filter: ownFigures}},
    sections: {...content, components: {input: SectionsInput}},
    expertQuote: content,
    sources: {group: ['sources'], of: referencesTo('citation', unlistedSources)},
    authors: {group: ['content', 'metadata'], of: referencesTo('person', writers)},
    language: {...metadata, description: 'A language tag, such as en or pt-BR.'},
    audience: metadata,
    topics: metadata,
    related: {...metadata, of: referencesTo('article', otherArticles, {weak: true})},
    work: metadata,
    translatedFrom: metadata,
    licence: metadata,
    collections: {...metadata, options: {layout: 'tags'}},
    reviewIntervalMonths: review,
    wantedReviewers: {...review, of: referencesTo('person', reviewers, {weak: true})},
    dueDate: review,
  },
}

function prepareArticle({title, language, audience, media}: Record<string, unknown>) {
  const reader = audience === 'professional' ? 'For professionals' : 'For patients'
  return {
    title: typeof title === 'string' && title !== '' ? title : 'Untitled article',
    subtitle: [reader, language].filter((part) => typeof part === 'string').join(' · '),
    media,
  }
}
