import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkLanguage, checkSlug} from '../rules/text-rules.ts'

const identity = [
  defineField({
    name: 'title',
    title: 'Title',
    type: 'string',
    group: 'text',
    validation: (rule) => rule.required(),
  }),
  defineField({
    name: 'slug',
    title: 'Slug',
    type: 'slug',
    group: 'text',
    options: {source: 'title', maxLength: 96},
    validation: (rule) => rule.required().custom(checkSlug),
  }),
  defineField({
    name: 'language',
    title: 'Language',
    type: 'string',
    group: 'text',
    description: 'BCP 47, such as `en` or `pt-BR`.',
    initialValue: 'en',
    validation: (rule) => rule.required().custom(checkLanguage),
  }),
  defineField({
    name: 'work',
    title: 'Work',
    type: 'string',
    group: 'settings',
    description: 'Any name that an article shares with its translations.',
  }),
  defineField({
    name: 'translatedFrom',
    title: 'Translated from',
    type: 'string',
    group: 'settings',
    description: 'Id of the edition that this was translated from.',
  }),
  defineField({
    name: 'audience',
    title: 'Audience',
    type: 'string',
    group: 'text',
    options: {
      list: [
        {title: 'Patients', value: 'patient'},
        {title: 'Professionals', value: 'professional'},
      ],
      layout: 'radio',
    },
    initialValue: 'patient',
    validation: (rule) => rule.required(),
  }),
]

const text = [
  defineField({
    name: 'summary',
    title: 'Summary',
    type: 'text',
    group: 'text',
    rows: 4,
    description: 'The lead: what a reader must know who reads nothing else.',
    validation: (rule) => rule.required(),
  }),
  defineField({
    name: 'keyPoints',
    title: 'Key points',
    type: 'array',
    group: 'text',
    of: [defineArrayMember({type: 'string'})],
  }),
  defineField({
    name: 'topics',
    title: 'Topics',
    type: 'array',
    group: 'settings',
    of: [defineArrayMember({type: 'topicCode'})],
  }),
  defineField({
    name: 'authors',
    title: 'Authors',
    type: 'array',
    group: 'text',
    of: [defineArrayMember({type: 'reference', to: [{type: 'person'}]})],
    validation: (rule) => rule.required().min(1),
  }),
  defineField({
    name: 'leadFigure',
    title: 'Lead figure',
    type: 'reference',
    group: 'text',
    to: [{type: 'figure'}],
  }),
  defineField({
    name: 'sections',
    title: 'Sections',
    type: 'array',
    group: 'text',
    of: [defineArrayMember({type: 'section'}), defineArrayMember({type: 'sharedSectionUse'})],
    validation: (rule) => rule.required().min(1),
  }),
]

const surroundings = [
  defineField({
    name: 'sources',
    title: 'Sources',
    type: 'array',
    group: 'sources',
    of: [defineArrayMember({type: 'reference', to: [{type: 'citation'}]})],
    description: 'Numbered by where the text cites them, not by their order here.',
  }),
  defineField({
    name: 'related',
    title: 'Related articles',
    type: 'array',
    group: 'settings',
    of: [defineArrayMember({type: 'reference', weak: true, to: [{type: 'article'}]})],
  }),
  defineField({name: 'expertQuote', title: 'Expert quote', type: 'expertQuote', group: 'text'}),
  defineField({
    name: 'reviewIntervalMonths',
    title: 'Review interval (months)',
    type: 'number',
    group: 'settings',
    initialValue: 24,
    validation: (rule) => rule.required().integer().min(1).max(60),
  }),
  defineField({name: 'licence', title: 'Licence', type: 'licence', group: 'settings'}),
  defineField({
    name: 'collections',
    title: 'Collections',
    type: 'array',
    group: 'settings',
    of: [defineArrayMember({type: 'string'})],
    description: 'Which publishers get the article.',
  }),
]

const work = [
  defineField({
    name: 'wantedReviewers',
    title: 'Wanted reviewers',
    type: 'array',
    group: 'work',
    of: [defineArrayMember({type: 'reference', weak: true, to: [{type: 'person'}]})],
    description: 'A wish; who may sign is in the trust file.',
  }),
  defineField({name: 'dueDate', title: 'Due date', type: 'date', group: 'work'}),
]

/** What editors edit. Never exported itself: editions of it are. */
export const article = defineType({
  name: 'article',
  title: 'Article',
  type: 'document',
  groups: [
    {name: 'text', title: 'Text', default: true},
    {name: 'sources', title: 'Sources'},
    {name: 'settings', title: 'Settings'},
    {name: 'work', title: 'Work'},
  ],
  fields: [...identity, ...text, ...surroundings, ...work],
  preview: {select: {title: 'title', subtitle: 'language', media: 'leadFigure.image'}},
})
