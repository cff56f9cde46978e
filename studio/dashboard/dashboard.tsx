import {Card, Text} from '@sanity/ui'
import {useCurrentUser} from 'sanity'

/** The first page: what waits for the one who is logged in. */
export function Dashboard() {
  const user = useCurrentUser()
  return (
    <Card padding={4}>
      <Text>{user?.name}</Text>
    </Card>
  )
}
