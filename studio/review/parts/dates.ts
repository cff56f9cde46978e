/** A day in words: 22 November 2026; the text itself where it is no date. */
export function dayOf(instant: string): string {
  return formatted(instant, {day: 'numeric', month: 'long', year: 'numeric'})
}

/** A day and time in words, in the reader's zone. */
export function momentOf(instant: string): string {
  return formatted(instant, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}

/** The same, with the name of the zone: for times that others go by. */
export function zonedMomentOf(instant: string): string {
  return formatted(instant, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

function formatted(instant: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  return new Intl.DateTimeFormat('en-GB', options).format(date)
}
