/** Marrow's mark: a bone across, with its marrow showing. */
export function MarrowIcon() {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#8c2f39" />
      <path
        d="M10.3 6.8a3.3 3.3 0 0 1 3.1 4.4l7.4 7.4a3.3 3.3 0 1 1 2.1 6.2 3.3 3.3 0 0 1-6.3-2.1l-7.3-7.3a3.3 3.3 0 1 1-2.1-6.3 3.3 3.3 0 0 1 3.1-2.3Z"
        fill="#fff"
      />
      <path d="m12.2 12.6 7.2 7.2" stroke="#e0606c" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
