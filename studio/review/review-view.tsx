import {Card, Stack, Text} from '@sanity/ui'
import {useEffect, useState} from 'react'
import {useClient} from 'sanity'
import type {UserViewComponent} from 'sanity/structure'

/** The versions of an article. */
export const ReviewView: UserViewComponent = ({documentId}) => {
  const client = useClient({apiVersion: '2025-02-19'})
  const [numbers, setNumbers] = useState<number[] | null>(null)
  useEffect(() => {
    const subscription = client.observable
      .fetch<number[]>('*[_type == "edition" && article == $id] | order(number desc).number', {
        id: documentId,
      })
      .subscribe(setNumbers)
    return () => subscription.unsubscribe()
  }, [client, documentId])

  return (
    <Card padding={4}>
      <Stack gap={3}>
        {numbers?.length === 0 && <Text muted>Nothing has been submitted for review.</Text>}
        {numbers?.map((number) => (
          <Text key={number}>Version {number}</Text>
        ))}
      </Stack>
    </Card>
  )
}
