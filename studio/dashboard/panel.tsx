import {Card, Flex, Stack, Text} from '@sanity/ui'
import type {ReactNode} from 'react'

/** One part of the overview, under its heading. */
export function Panel({
  title,
  aside,
  children,
}: {
  title: string
  /** Beside the heading. */
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <Card as="section" border padding={4} radius={3}>
      <Stack gap={4}>
        <Flex align="center" gap={3} justify="space-between">
          <Text as="h2" size={2} weight="semibold">
            {title}
          </Text>
          {aside}
        </Flex>
        {children}
      </Stack>
    </Card>
  )
}

/** What a panel says that has nothing to show. */
export function Nothing({children}: {children: ReactNode}) {
  return (
    <Text muted size={1}>
      {children}
    </Text>
  )
}
