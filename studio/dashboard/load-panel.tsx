import {Badge, Flex, Text} from '@sanity/ui'

import {Nothing, Panel} from './panel.tsx'
import type {Load} from './review-load.ts'

/** How many reviews each person is asked for. */
export function LoadPanel({loads}: {loads: readonly Load[]}) {
  const most = Math.max(1, ...loads.map(({open}) => open))
  return (
    <Panel title="Review load">
      {loads.length === 0 ? (
        <Nothing>Nothing is in review.</Nothing>
      ) : (
        <ul className="marrow-rows">
          {loads.map(({person, name, open, late}) => (
            <li className="marrow-load" key={person}>
              <Flex align="center" gap={2} justify="space-between">
                <Text muted={person === ''} size={1}>
                  {name}
                </Text>
                <Flex align="center" gap={2}>
                  {late > 0 && (
                    <Badge fontSize={0} tone="critical">
                      {late} late
                    </Badge>
                  )}
                  <Text size={1} weight="medium">
                    {open}
                  </Text>
                </Flex>
              </Flex>
              <div aria-hidden="true" className="marrow-bar">
                <div style={{width: `${(open / most) * 100}%`}} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
