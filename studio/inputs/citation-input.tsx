import {Box, Stack, Text} from '@sanity/ui'
import {useCallback, useMemo, useState} from 'react'
import {insert, set, setIfMissing, unset} from 'sanity'
import type {ObjectInputProps} from 'sanity'

import type {CitationItem, Keyed} from '#schemas'

import {CitedWork} from './cited-work.tsx'
import {randomKey} from './random-key.ts'
import {referenceTo} from './reference-to.ts'
import {SourceSearchBox} from './source-search-box.tsx'
import type {FoundSource} from './source-query.ts'
import {useListSource} from './use-list-source.ts'
import {useSourcesById} from './use-sources.ts'

/** The form of a citation: works that it names, each with place and excerpt, and a search. */
export function CitationInput({value, onChange, readOnly}: ObjectInputProps) {
  const items = useMemo(() => itemsOf(value), [value])
  const ids = useMemo(() => items.flatMap(({source}) => source?._ref ?? []), [items])
  const {sources} = useSourcesById(ids)
  const listSource = useListSource()
  const [added, setAdded] = useState<string>()

  const add = useCallback(
    (found: FoundSource) => {
      const item = {
        _type: 'citationItem',
        _key: randomKey(),
        source: referenceTo(found, 'citation'),
      }
      onChange([setIfMissing([], ['items']), insert([item], 'after', ['items', -1])])
      setAdded(item._key)
      listSource(found)
    },
    [onChange, listSource],
  )
  const change = useCallback(
    (key: string, field: string, text: string) => {
      const path = ['items', {_key: key}, field]
      onChange(text === '' ? unset(path) : set(text, path))
    },
    [onChange],
  )
  const remove = useCallback(
    (key: string) => onChange(items.length > 1 ? unset(['items', {_key: key}]) : unset(['items'])),
    [items, onChange],
  )

  return (
    <Stack gap={4} data-testid="citation-input">
      {items.map((item) => (
        <CitedWork
          key={item._key}
          item={item}
          source={sources.find(({_id}) => _id === item.source?._ref)}
          readOnly={readOnly === true}
          takesFocus={item._key === added}
          onChange={change}
          onRemove={remove}
        />
      ))}
      {readOnly ? null : (
        <Stack gap={2}>
          <Box>
            <Text size={1} weight="medium">
              {items.length === 0 ? 'Which work supports this?' : 'Cite another work here, too'}
            </Text>
          </Box>
          <SourceSearchBox chosen={ids} takesFocus={items.length === 0} onChoose={add} />
        </Stack>
      )}
    </Stack>
  )
}

function itemsOf(value: Record<string, unknown> | undefined): Array<Keyed<Partial<CitationItem>>> {
  const items = value?.['items']
  return Array.isArray(items) ? (items as Array<Keyed<Partial<CitationItem>>>) : []
}
