import {AddIcon} from '@sanity/icons/Add'
import {Button, Card, Flex, Stack, Text, TextInput} from '@sanity/ui'
import {useId, useState} from 'react'
import {useClient} from 'sanity'

import type {FoundSource} from './source-query.ts'

interface NewSourceProps {
  doi: string | undefined
  /** What was searched for: the start of a title. */
  words: string
  onMade: (source: FoundSource) => void
}

/** Make a work that the dataset does not have yet; its other fields are filled in later. */
export function NewSource({doi, words, onMade}: NewSourceProps) {
  const id = useId()
  const client = useClient({apiVersion: '2025-02-19'})
  const [title, setTitle] = useState(words)
  const [state, setState] = useState<'idle' | 'busy' | {fault: string}>('idle')
  const make = () => {
    setState('busy')
    const source = {
      _id: `citation-${crypto.randomUUID()}`,
      kind: doi === undefined ? 'webpage' : 'article-journal',
      title: title.trim(),
      ...(doi !== undefined && {doi}),
    }
    client
      .create({...source, _id: `drafts.${source._id}`, _type: 'citation'})
      .then(() => onMade({...source, isDraft: true}))
      .catch((error: unknown) =>
        setState({fault: error instanceof Error ? error.message : String(error)}),
      )
  }
  return (
    <Card border padding={3} radius={2} tone="transparent" data-testid="new-source">
      <Stack gap={3}>
        <Text size={1}>
          {doi === undefined
            ? 'No source has these words. Make one?'
            : `No source has the DOI ${doi}. Make one?`}
        </Text>
        <Text as="label" htmlFor={id} size={1} weight="medium">
          Title of the work
        </Text>
        <Flex gap={2}>
          <Stack flex={1}>
            <TextInput
              id={id}
              onChange={(event) => setTitle(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || title.trim() === '') return
                event.preventDefault()
                make()
              }}
              value={title}
            />
          </Stack>
          <Button
            disabled={title.trim() === '' || state === 'busy'}
            icon={AddIcon}
            onClick={make}
            text="Make and cite"
          />
        </Flex>
        <Text muted size={0}>
          Authors, journal and year are filled in under Sources.
        </Text>
        {typeof state === 'object' ? <Text size={1}>It was not made: {state.fault}</Text> : null}
      </Stack>
    </Card>
  )
}
