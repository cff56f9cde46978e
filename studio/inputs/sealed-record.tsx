import {Card, Stack, Text} from '@sanity/ui'
import type {ObjectInputProps} from 'sanity'

/** Stands for the form of a sealed document: says what it is, and shows no payload. */
export function SealedRecord({value, schemaType}: ObjectInputProps) {
  const {number, article, edition} = value ?? {}
  const isEdition = schemaType.name === 'edition'
  return (
    <Card border padding={4} radius={2} tone="transparent" data-testid="sealed-record">
      <Stack gap={3}>
        <Text weight="semibold">
          {isEdition ? `Version ${String(number ?? '')}` : (schemaType.title ?? '')}
        </Text>
        <Text size={1}>
          {isEdition
            ? `A sealed version of ${String(article ?? 'an article')}. What is sealed is never edited: open the article to see it, its signatures and what changed since.`
            : `Signed about ${String(edition ?? 'a version')}. What is signed is never edited: the review view of the article shows who signed it, and when.`}
        </Text>
      </Stack>
    </Card>
  )
}
