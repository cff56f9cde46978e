import {Card, Stack, Text} from '@sanity/ui'
import type {PreviewProps} from 'sanity'

import {RichTextPreview} from './rich-text-preview.tsx'

const tones = {note: 'primary', warning: 'caution', urgent: 'critical'} as const
const names = {note: 'Note', warning: 'Warning', urgent: 'Seek urgent care'} as const

type Tone = keyof typeof tones

/** A callout in the text: its tone, its title and its words. */
export function CalloutPreview(props: PreviewProps) {
  const {tone, heading, content} = props as {tone?: Tone; heading?: string; content?: unknown}
  const known = tone !== undefined && Object.hasOwn(tones, tone) ? tone : 'note'
  return (
    <Card padding={3} radius={2} tone={tones[known]} data-testid="callout-preview">
      <Stack gap={3}>
        <Text size={1} weight="semibold">
          {heading ? heading : names[known]}
        </Text>
        {Array.isArray(content) && content.length > 0 ? (
          <RichTextPreview value={content} />
        ) : (
          <Text muted size={1}>
            No words yet: open the callout to write them.
          </Text>
        )}
      </Stack>
    </Card>
  )
}
