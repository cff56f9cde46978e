import {Box, Stack, Text} from '@sanity/ui'

import type {Context} from '#pipeline'

import {assumptionsOf} from './assumptions.ts'

/** What the preview takes for granted: an export would know. */
export function AssumedNote({context}: {context: Context}) {
  return (
    <Box as="section" padding={4} aria-label="What this preview assumes">
      <details data-testid="preview-assumed">
        <summary>What this preview assumes</summary>
        <Stack as="ul" gap={3} paddingTop={3}>
          {assumptionsOf(context).map((sentence) => (
            <Text as="li" key={sentence} muted size={1}>
              {sentence}
            </Text>
          ))}
        </Stack>
      </details>
    </Box>
  )
}
