import {useEffect, useState} from 'react'

/** How often it is looked at, in ms: times are given to the minute. */
const tickMs = 5000

/** The time, as a UTC instant that moves on while it is shown. */
export function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), tickMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
