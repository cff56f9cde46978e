import {LockIcon} from '@sanity/icons/Lock'
import {Card, Text} from '@sanity/ui'
import type {Tool} from 'sanity'

/** Where a signer's own keys are. */
export function keysTool(): Tool {
  return {name: 'keys', title: 'My keys', icon: LockIcon, component: Keys}
}

function Keys() {
  return (
    <Card padding={4}>
      <Text muted>Keys are enrolled with `marrow trust enrol`.</Text>
    </Card>
  )
}
