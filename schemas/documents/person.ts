import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkPhotoAlt} from '../rules/text-rules.ts'

const byline = [
  defineField({
    name: 'name',
    title: 'Name',
    type: 'string',
    group: 'byline',
    validation: (rule) => rule.required(),
  }),
  defineField({
    name: 'credentials',
    title: 'Credentials',
    type: 'array',
    group: 'byline',
    of: [defineArrayMember({type: 'string'})],
    description: 'Such as `MD` or `PhD`.',
  }),
  defineField({name: 'affiliation', title: 'Affiliation', type: 'string', group: 'byline'}),
  defineField({
    name: 'sample',
    title: 'Sample person',
    type: 'boolean',
    group: 'byline',
    description: 'Made up; marked as such wherever the name appears.',
  }),
]

const board = [
  defineField({name: 'specialty', title: 'Specialty', type: 'string', group: 'board'}),
  defineField({
    name: 'boardMember',
    title: 'Member of the expert board',
    type: 'boolean',
    group: 'board',
  }),
  defineField({name: 'boardRole', title: 'Role on the board', type: 'string', group: 'board'}),
  defineField({
    name: 'conflictOfInterest',
    title: 'Conflict of interest',
    type: 'conflictOfInterest',
    group: 'board',
  }),
  defineField({name: 'photo', title: 'Photo', type: 'image', group: 'board'}),
  defineField({
    name: 'photoAlt',
    title: 'Alternative text of the photo',
    type: 'string',
    group: 'board',
  }),
  defineField({name: 'biography', title: 'Biography', type: 'richText', group: 'board'}),
]

const roles = {
  list: [
    {title: 'Author', value: 'author'},
    {title: 'Editor', value: 'editor'},
    {title: 'Medical expert', value: 'medical-expert'},
  ],
}

/** An author, editor or medical expert. Says nothing about who may sign: the trust file does. */
export const person = defineType({
  name: 'person',
  title: 'Person',
  type: 'document',
  groups: [
    {name: 'byline', title: 'Byline', default: true},
    {name: 'board', title: 'Expert board'},
    {name: 'work', title: 'Work'},
  ],
  fields: [
    ...byline,
    ...board,
    defineField({
      name: 'roles',
      title: 'Roles',
      type: 'array',
      group: 'work',
      // On the array for the Studio's check boxes, on the member for the type of a value.
      of: [defineArrayMember({type: 'string', options: roles})],
      options: roles,
    }),
  ],
  validation: (rule) => rule.custom(checkPhotoAlt).warning(),
  preview: {select: {title: 'name', subtitle: 'specialty', media: 'photo'}},
})
