import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkLanguage} from '../rules/text-rules.ts'

const site = [
  defineField({
    name: 'name',
    title: 'Name of the site',
    type: 'string',
    validation: (rule) => rule.required(),
  }),
  defineField({
    name: 'language',
    title: 'Language',
    type: 'string',
    initialValue: 'en',
    validation: (rule) => rule.required().custom(checkLanguage),
  }),
  defineField({
    name: 'url',
    title: 'Address',
    type: 'url',
    validation: (rule) => rule.uri({scheme: ['https']}),
  }),
]

const process = [
  defineField({
    name: 'editorialPolicy',
    title: 'Editorial policy',
    type: 'richText',
    validation: (rule) => rule.required().min(1),
  }),
  defineField({name: 'factChecking', title: 'Fact checking', type: 'richText'}),
  defineField({
    name: 'sourcing',
    title: 'Sourcing statement',
    type: 'string',
    description: 'One sentence on how sources are chosen, shown above the list of sources.',
  }),
  defineField({name: 'disclaimer', title: 'Disclaimer', type: 'text', rows: 3}),
  defineField({
    name: 'expertBoard',
    title: 'Expert board',
    type: 'array',
    of: [defineArrayMember({type: 'reference', to: [{type: 'person'}]})],
  }),
]

const reader = [
  defineField({
    name: 'feedbackUrl',
    title: 'Feedback goes to',
    type: 'url',
    description: 'Unset: pages have no feedback form.',
    validation: (rule) => rule.uri({scheme: ['https']}),
  }),
  defineField({
    name: 'shareTargets',
    title: 'Share targets',
    type: 'array',
    of: [defineArrayMember({type: 'shareTarget'})],
  }),
]

/** Words and addresses of the whole site; sealed and signed as an edition of their own. */
export const siteSettings = defineType({
  name: 'siteSettings',
  title: 'Site settings',
  type: 'document',
  fields: [...site, ...process, ...reader],
  preview: {select: {title: 'name', subtitle: 'language'}},
})
