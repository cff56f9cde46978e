import {defineArrayMember, defineField, defineType} from '@sanity/types'

const foreignLinks = {
  list: [
    {title: 'Lead to the original site', value: 'original-site'},
    {title: 'Become plain text', value: 'text'},
  ],
}

const figureRights = {
  list: [
    {title: 'Is our own site', value: 'own-site'},
    {title: 'Needs the right to syndicate', value: 'syndication'},
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
        'Where an article is on the pages of this publisher, such as `https://example.org/health/{slug}`; may have {id}, {slug} and {language}. For links from one article to another.',
    }),
    defineField({
      name: 'foreignLinks',
      title: 'Links to articles that it does not carry',
      type: 'string',
      options: {...foreignLinks, layout: 'radio'},
      initialValue: 'original-site',
    }),
    defineField({
      name: 'figureRights',
      title: 'Rights of pictures',
      type: 'string',
      options: {...figureRights, layout: 'radio'},
      initialValue: 'syndication',
    }),
  ],
  preview: {select: {title: 'name'}},
})
