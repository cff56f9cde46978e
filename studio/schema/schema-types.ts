import type {SchemaTypeDefinition} from 'sanity'

import {documentTypes, objectTypes} from '#schemas'

import {checkDocument} from './check-document.ts'
import {documentDecorations, objectDecorations} from './decorations.ts'
import {decorate, type Decoration, type Definition} from './decorate.ts'

/** The content model as the Studio edits it. */
export const schemaTypes: SchemaTypeDefinition[] = [
  ...documentTypes.map((type) =>
    decorate(type as unknown as Definition, checked(documentDecorations[type.name])),
  ),
  ...objectTypes.map((type) =>
    decorate(type as unknown as Definition, objectDecorations[type.name]),
  ),
]

/** A document is checked as a whole, with messages at their places. */
function checked(decoration: Decoration = {}): Decoration {
  return {...decoration, type: {...decoration.type, validation: wholeDocument}}
}

function wholeDocument(rule: {custom: (by: typeof answer) => unknown}): unknown {
  return rule.custom(answer)
}

function answer(document: unknown): true | ReturnType<typeof checkDocument> {
  const errors = checkDocument(document)
  return errors.length === 0 ? true : errors
}
