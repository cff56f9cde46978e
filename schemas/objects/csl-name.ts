import {defineField, defineType} from '@sanity/types'

import {checkCslName} from '../rules/text-rules.ts'

/** Name of an author or editor of a work, as in CSL-JSON. */
export const cslName = defineType({
  name: 'cslName',
  title: 'Name',
  type: 'object',
  fields: [
    defineField({name: 'family', title: 'Family name', type: 'string'}),
    defineField({name: 'given', title: 'Given names', type: 'string'}),
    defineField({
      name: 'literal',
      title: 'Whole name',
      type: 'string',
      description: 'Of an organisation, or of a person whose name has no parts.',
    }),
  ],
  validation: (rule) => rule.custom(checkCslName),
  preview: {select: {family: 'family', given: 'given', literal: 'literal'}, prepare: prepareName},
})

function prepareName(name: Record<string, unknown>): {title: string} {
  const parts = [name['literal'], name['family'], name['given']]
  return {title: parts.filter((part) => typeof part === 'string').join(', ')}
}
