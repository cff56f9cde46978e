import {useEffect, useState} from 'react'

/** What was made, or why not; both null while it is made. */
export interface Made<T> {
  value: T | null
  fault: string | null
}

/**
 * Make something that takes a while, and forget what was made by another maker.
 *
 * @param make
 *   Kept with `useCallback`: another function makes it anew. Null makes nothing.
 */
export function useMade<T>(make: (() => Promise<T>) | null): Made<T> {
  const [made, setMade] = useState<(Made<T> & {make: typeof make}) | null>(null)
  useEffect(() => {
    let isCurrent = true
    const show = (news: Made<T>) => {
      if (isCurrent) setMade({...news, make})
    }
    make?.().then(
      (value) => show({value, fault: null}),
      (error: unknown) =>
        show({value: null, fault: error instanceof Error ? error.message : String(error)}),
    )
    return () => {
      isCurrent = false
    }
  }, [make])
  return made?.make === make ? made : {value: null, fault: null}
}
