import {Card, Flex} from '@sanity/ui'
import type {ReactNode} from 'react'

/** The buttons of a dialog's form, in sight however long the form is. */
export function FormFoot({children}: {children: ReactNode}) {
  return (
    <Card borderTop paddingY={3} style={{bottom: 0, position: 'sticky', zIndex: 1}}>
      <Flex gap={3} justify="flex-end">
        {children}
      </Flex>
    </Card>
  )
}
