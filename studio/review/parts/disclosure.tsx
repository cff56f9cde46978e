import {Box, Stack, Text} from '@sanity/ui'
import type {ReactNode} from 'react'

/** What only some want to see: closed until it is asked for. */
export function Disclosure({children, label}: {children: ReactNode; label: string}) {
  return (
    <details>
      <summary style={{color: 'var(--card-muted-fg-color)', cursor: 'pointer', padding: '4px 0'}}>
        <Text as="span" muted size={1} style={{display: 'inline-block', verticalAlign: 'middle'}}>
          {label}
        </Text>
      </summary>
      <Box paddingTop={3}>{children}</Box>
    </details>
  )
}

/** Digests and proofs, each under its name. */
export function Proofs({rows}: {rows: ReadonlyArray<readonly [string, string]>}) {
  return (
    <Stack as="dl" gap={3} style={{margin: 0}}>
      {rows.map(([label, value]) => (
        <Stack gap={2} key={label}>
          <Text as="dt" muted size={0}>
            {label}
          </Text>
          <Text
            as="dd"
            size={0}
            style={{margin: 0, overflowWrap: 'anywhere', fontFamily: 'monospace'}}
          >
            {value}
          </Text>
        </Stack>
      ))}
    </Stack>
  )
}
