import {Stack, Text} from '@sanity/ui'
import type {ReactNode} from 'react'

/** A labelled input. */
export function Field({
  children,
  hint,
  id,
  label,
}: {
  children: ReactNode
  hint?: string
  /** Of the input. */
  id: string
  label: string
}) {
  return (
    <Stack gap={3}>
      <Text as="label" htmlFor={id} size={1} weight="medium">
        {label}
      </Text>
      {hint && (
        <Text id={`${id}-hint`} muted size={1}>
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  )
}
