import {Card, Text} from '@sanity/ui'
import type {PreviewProps} from 'sanity'

import {Picture} from './preview-styles.ts'

/** A figure in the text: the picture, its caption and its credit. */
export function FigurePreview(props: PreviewProps) {
  const {url, alt, caption, credit} = props as unknown as Partial<Record<string, string>>
  if (!url) {
    return (
      <Card padding={3}>
        <Text muted size={1}>
          No figure yet: open the block and choose one.
        </Text>
      </Card>
    )
  }
  return (
    <Card padding={3} radius={2}>
      <Picture>
        <img alt={alt ?? ''} src={`${url}?w=800&fit=max`} loading="lazy" />
        <figcaption>{[caption, credit].filter(Boolean).join(' · ')}</figcaption>
      </Picture>
    </Card>
  )
}
