import {defineField, defineType} from '@sanity/types'

/** What a person signed about an edition. Immutable; only the envelope counts. */
export const statement = defineType({
  name: 'statement',
  title: 'Statement',
  type: 'document',
  readOnly: true,
  fields: [
    defineField({
      name: 'edition',
      title: 'Edition',
      type: 'string',
      description: 'For lists; the envelope has the word that counts.',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'kind',
      title: 'Kind',
      type: 'string',
      options: {
        list: [
          'sign-off',
          'reaffirmation',
          'change-request',
          'correction',
          'withdrawal',
          'restoration',
        ],
      },
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'envelope',
      title: 'Envelope',
      type: 'text',
      hidden: true,
      description: 'JSON of the DSSE envelope, as signed.',
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {select: {title: 'kind', subtitle: 'edition'}},
})
