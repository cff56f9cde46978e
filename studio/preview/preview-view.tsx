import {Card, Heading, Stack, Text} from '@sanity/ui'
import type {UserViewComponent} from 'sanity/structure'

/** What an article will look like. */
export const PreviewView: UserViewComponent = ({document}) => {
  const {title, summary} = document.displayed as {title?: string; summary?: string}
  return (
    <Card padding={4}>
      <Stack gap={4}>
        <Heading>{title ?? 'No title yet'}</Heading>
        <Text>{summary}</Text>
      </Stack>
    </Card>
  )
}
