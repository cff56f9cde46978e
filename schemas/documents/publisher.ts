import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkArticleUrl} from '../rules/text-rules.ts'

const foreignLinks = {
  list: [
    {title: 'Lead to our own site', value: 'original-site'},
    {title: 'Become plain words, without a link', value: 'text'},
  ],
}

const figureRights = {
  list: [
    {
      title: 'Also those for our own site alone, on its pages: it is our own site',
      value: 'own-site',
    },
    {title: 'Those that may be syndicated', value: 'syndication'},
  ],
}

/** A downstream customer: what it gets, and when. */
export const publisher = defineType({
  name: 'publisher',
  title: 'Publisher',
  type: 'document',
  fields: [
    defineField({
      name: 'name',
      title: 'Name',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'formats',
      title: 'Formats',
      type: 'array',
      description: 'Such as `html`, `json`, `pdf`. None: HTML and JSON.',
      of: [defineArrayMember({type: 'string'})],
    }),
    defineField({
      name: 'collections',
      title: 'Collections',
      type: 'array',
      description: 'Articles of these alone. None: all articles.',
      of: [defineArrayMember({type: 'string'})],
    }),
    defineField({
      name: 'languages',
      title: 'Languages',
      type: 'array',
      description: 'BCP 47, such as `en`, which takes in `en-GB`. None: all languages.',
      of: [defineArrayMember({type: 'string'})],
    }),
    defineField({
      name: 'embargoHours',
      title: 'Embargo (hours)',
      type: 'number',
      description: 'How long after we publish an article this publisher gets its first edition.',
      validation: (rule) => rule.integer().min(0).max(8784),
    }),
    defineField({
      name: 'articleUrl',
      title: 'Addresses of articles',
      type: 'string',
      description:
        'Where its readers find an article, such as https://example.org/health/{slug}: links from one article to another lead there. {slug}, {id} and {language} are filled in for each article. Empty: links lead from file to file, as we deliver them.',
      validation: (rule) => rule.custom(checkArticleUrl),
    }),
    defineField({
      name: 'foreignLinks',
      title: 'Links to articles that it does not get',
      type: 'string',
      description: 'Where an article leads to one of another collection or language.',
      options: {...foreignLinks, layout: 'radio'},
      initialValue: 'original-site',
    }),
    defineField({
      name: 'figureRights',
      title: 'Pictures that it gets',
      type: 'string',
      description:
        'Each picture says under “May be used” what its rights allow. Where this publisher may not show one, its words stand in its place.',
      options: {...figureRights, layout: 'radio'},
      initialValue: 'syndication',
    }),
  ],
  preview: {select: {title: 'name'}},
})
