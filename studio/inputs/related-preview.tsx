import {ArrowRightIcon} from '@sanity/icons/ArrowRight'
import {Card, Flex, Stack, Text} from '@sanity/ui'
import type {PreviewProps} from 'sanity'

/** A callout that points to another article. */
export function RelatedPreview(props: PreviewProps) {
  const {heading, summary} = props as unknown as Partial<Record<string, string>>
  return (
    <Card padding={3} radius={2} tone="transparent">
      <Flex align="flex-start" gap={3}>
        <Text size={1}>
          <ArrowRightIcon />
        </Text>
        <Stack gap={3} flex={1}>
          <Text size={1} weight="semibold">
            {heading ?? 'No article yet: open the block and choose one.'}
          </Text>
          {summary ? (
            <Text muted size={1} textOverflow="ellipsis">
              {summary}
            </Text>
          ) : null}
        </Stack>
      </Flex>
    </Card>
  )
}
