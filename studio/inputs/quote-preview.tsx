import {Card} from '@sanity/ui'
import type {PreviewProps} from 'sanity'

import {Quote} from './preview-styles.ts'

/** Words lifted out of the text. */
export function QuotePreview(props: PreviewProps) {
  const {text, attribution} = props as unknown as Partial<Record<string, string>>
  return (
    <Card padding={3} radius={2}>
      <Quote>
        {text ?? 'No words yet: open the quote to write them.'}
        {attribution ? <footer>{attribution}</footer> : null}
      </Quote>
    </Card>
  )
}
