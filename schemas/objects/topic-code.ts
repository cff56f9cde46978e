import {defineField, defineType} from '@sanity/types'

/** Says in a code system what an article is about. */
export const topicCode = defineType({
  name: 'topicCode',
  title: 'Topic code',
  type: 'object',
  fields: [
    defineField({
      name: 'system',
      title: 'System',
      type: 'string',
      options: {
        list: [
          {title: 'MeSH', value: 'mesh'},
          {title: 'SNOMED CT', value: 'snomed-ct'},
          {title: 'ICD-10', value: 'icd-10'},
        ],
      },
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'code',
      title: 'Code',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'label', title: 'Label', type: 'string'}),
  ],
  preview: {select: {title: 'label', subtitle: 'code'}},
})
