import {defineArrayMember, defineField, defineType} from '@sanity/types'

const work = [
  defineField({
    name: 'kind',
    title: 'Kind',
    type: 'string',
    group: 'work',
    options: {
      list: [
        {title: 'Journal article', value: 'article-journal'},
        {title: 'Web page', value: 'webpage'},
        {title: 'Book', value: 'book'},
        {title: 'Chapter', value: 'chapter'},
        {title: 'Report', value: 'report'},
        {title: 'Guideline', value: 'guideline'},
        {title: 'Dataset', value: 'dataset'},
      ],
    },
    initialValue: 'article-journal',
    validation: (rule) => rule.required(),
  }),
  defineField({
    name: 'title',
    title: 'Title',
    type: 'string',
    group: 'work',
    validation: (rule) => rule.required(),
  }),
  defineField({
    name: 'authors',
    title: 'Authors',
    type: 'array',
    group: 'work',
    of: [defineArrayMember({type: 'cslName'})],
  }),
  defineField({
    name: 'moreAuthors',
    title: 'There are more authors',
    type: 'boolean',
    group: 'work',
    description: 'The list above is cut: it ends in "et al".',
  }),
  defineField({
    name: 'editors',
    title: 'Editors',
    type: 'array',
    group: 'work',
    of: [defineArrayMember({type: 'cslName'})],
  }),
]

const container = [
  defineField({
    name: 'containerTitle',
    title: 'Journal, book or site',
    type: 'string',
    group: 'place',
  }),
  defineField({
    name: 'containerTitleShort',
    title: 'Abbreviated',
    type: 'string',
    group: 'place',
    description: 'Journal title as the NLM catalogue abbreviates it.',
  }),
  defineField({name: 'publisher', title: 'Publisher', type: 'string', group: 'place'}),
  defineField({name: 'publisherPlace', title: 'Place', type: 'string', group: 'place'}),
  defineField({name: 'issued', title: 'Issued', type: 'cslDate', group: 'place'}),
  defineField({name: 'online', title: 'Published online', type: 'cslDate', group: 'place'}),
  defineField({name: 'volume', title: 'Volume', type: 'string', group: 'place'}),
  defineField({name: 'issue', title: 'Issue', type: 'string', group: 'place'}),
  defineField({name: 'pages', title: 'Pages', type: 'string', group: 'place'}),
  defineField({name: 'number', title: 'Article number', type: 'string', group: 'place'}),
  defineField({name: 'edition', title: 'Edition', type: 'string', group: 'place'}),
]

const identifiers = [
  defineField({
    name: 'doi',
    title: 'DOI',
    type: 'string',
    group: 'identifiers',
    description: 'Without an address before it, such as `10.1000/182`.',
    validation: (rule) => rule.regex(/^10\.[0-9]{4,9}\/\S+$/),
  }),
  defineField({
    name: 'pmid',
    title: 'PubMed id',
    type: 'string',
    group: 'identifiers',
    validation: (rule) => rule.regex(/^[1-9][0-9]{0,8}$/),
  }),
  defineField({
    name: 'pmcid',
    title: 'PubMed Central id',
    type: 'string',
    group: 'identifiers',
    validation: (rule) => rule.regex(/^PMC[1-9][0-9]*$/),
  }),
  defineField({
    name: 'url',
    title: 'Address',
    type: 'url',
    group: 'identifiers',
    validation: (rule) => rule.uri({scheme: ['http', 'https']}),
  }),
  defineField({name: 'accessed', title: 'Accessed', type: 'date', group: 'identifiers'}),
]

const check = [
  defineField({
    name: 'status',
    title: 'Status',
    type: 'string',
    group: 'check',
    options: {list: ['unchecked', 'current', 'corrected', 'expression-of-concern', 'retracted']},
    description: 'A note. Pages take the status from the record of source checks.',
  }),
  defineField({name: 'statusCheckedAt', title: 'Checked on', type: 'date', group: 'check'}),
]

/** A work that articles cite: the fields of CSL-JSON. */
export const citation = defineType({
  name: 'citation',
  title: 'Citation',
  type: 'document',
  groups: [
    {name: 'work', title: 'Work', default: true},
    {name: 'place', title: 'Where it appeared'},
    {name: 'identifiers', title: 'Identifiers'},
    {name: 'check', title: 'Check'},
  ],
  fields: [...work, ...container, ...identifiers, ...check],
  preview: {select: {title: 'title', subtitle: 'containerTitle'}},
})
