import {Card, Text} from '@sanity/ui'
import type {ReactNode} from 'react'

/** Say something that has to be read. */
export function Say({
  children,
  tone = 'default',
}: {
  children: ReactNode
  tone?: 'default' | 'caution' | 'critical' | 'positive'
}) {
  return (
    <Card border padding={3} radius={2} role={tone === 'critical' ? 'alert' : 'status'} tone={tone}>
      <Text size={1}>{children}</Text>
    </Card>
  )
}
