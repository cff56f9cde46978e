import {createContext, useContext, useMemo, type ReactNode} from 'react'
import type {ObjectInputProps} from 'sanity'

import {citationOrder} from './citation-order.ts'

const Numbers = createContext<ReadonlyMap<string, number>>(new Map())

/** The number of each work that the document cites, by id. */
export function useCitationNumbers(): ReadonlyMap<string, number> {
  return useContext(Numbers)
}

/**
 * The form of a document whose citations are numbered: an article, or a shared section.
 *
 * The numbers change only when the order of works does, so that typing draws no citation anew.
 */
export function NumberedForm(props: ObjectInputProps) {
  const {sections, section} = props.value ?? {}
  return (
    <NumbersProvider sections={sections ?? [section]}>{props.renderDefault(props)}</NumbersProvider>
  )
}

function NumbersProvider({sections, children}: {sections: unknown; children: ReactNode}) {
  const order = useMemo(() => [...citationOrder(sections).keys()].join('\n'), [sections])
  const numbers = useMemo(
    () => new Map(order === '' ? [] : order.split('\n').map((id, index) => [id, index + 1])),
    [order],
  )
  return <Numbers value={numbers}>{children}</Numbers>
}
