import {SearchIcon} from '@sanity/icons/Search'
import {Card, Stack, Text, TextInput} from '@sanity/ui'
import {useEffect, useId, useRef, useState, type KeyboardEvent} from 'react'

import {doiIn} from './doi.ts'
import {NewSource} from './new-source.tsx'
import {SourceOption} from './source-option.tsx'
import type {FoundSource} from './source-query.ts'
import {useSourceSearch} from './use-sources.ts'

interface SourceSearchBoxProps {
  /** Works that are cited here already: they are not offered again. */
  chosen: readonly string[]
  /** Whether the search is where one types first. */
  takesFocus: boolean
  onChoose: (source: FoundSource) => void
}

/** Find a work by words or by its DOI, or make one; arrow keys and Enter choose. */
export function SourceSearchBox({chosen, takesFocus, onChoose}: SourceSearchBoxProps) {
  const id = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [takesFocus])
  const search = useSourceSearch(text)
  const isIdle = text.trim() === ''
  const options =
    isIdle && chosen.length > 0 ? [] : search.sources.filter(({_id}) => !chosen.includes(_id))
  const at = Math.min(active, Math.max(options.length - 1, 0))
  const doi = doiIn(text)
  const isUnknown = search.isReady && search.sources.length === 0 && !isIdle

  const choose = (source: FoundSource) => {
    setText('')
    setActive(0)
    onChoose(source)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = {ArrowDown: 1, ArrowUp: -1}[event.key]
    if (move !== undefined && options.length > 0) {
      event.preventDefault()
      setActive((at + move + options.length) % options.length)
    }
    const option = options[at]
    if (event.key === 'Enter' && option && search.isReady) {
      event.preventDefault()
      choose(option)
    }
  }

  return (
    <Stack gap={2}>
      <TextInput
        aria-activedescendant={options[at] ? `${id}-${options[at]._id}` : undefined}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-expanded={options.length > 0}
        aria-label="Find a source, or paste a DOI"
        ref={field}
        data-testid="source-search"
        icon={SearchIcon}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder="Find a source, or paste a DOI"
        role="combobox"
        value={text}
      />
      {search.fault ? (
        <Text size={1}>The search failed: {search.fault}. Type again to try again.</Text>
      ) : null}
      {isIdle && options.length > 0 ? (
        <Text muted size={0}>
          Edited last
        </Text>
      ) : null}
      <Options id={id} at={at} options={options} onChoose={choose} />
      {isUnknown ? <NewSource doi={doi} words={doi ? '' : text.trim()} onMade={choose} /> : null}
    </Stack>
  )
}

interface OptionsProps {
  id: string
  at: number
  options: readonly FoundSource[]
  onChoose: (source: FoundSource) => void
}

function Options({id, at, options, onChoose}: OptionsProps) {
  if (options.length === 0) return null
  return (
    <Card border radius={2} overflow="auto" style={{maxHeight: 280}}>
      <div id={`${id}-list`} role="listbox" aria-label="Sources">
        {options.map((source, index) => (
          <SourceOption
            key={source._id}
            id={`${id}-${source._id}`}
            isActive={index === at}
            onChoose={onChoose}
            source={source}
          />
        ))}
      </div>
    </Card>
  )
}
