/** The mark of the project: two cords tied into one knot (縁). Decoration, hidden from screen readers. */
export function Knot({ className = 'size-10', tie = false }: { className?: string; tie?: boolean }) {
  const cord = tie ? 'animate-tie [stroke-dasharray:1]' : ''
  return (
    <svg viewBox="44 84 424 312" aria-hidden="true" fill="none" strokeLinecap="round" className={className}>
      <path
        pathLength="1"
        strokeWidth="34"
        className={`stroke-coin-600 ${cord}`}
        d="M112 352c64 0 96-64 144-128s72-112 120-112 72 40 72 80-32 76-80 76c-64 0-112-44-176-44s-128 44-128 44"
      />
      <path
        pathLength="1"
        strokeWidth="34"
        className={`stroke-points-600 ${cord}`}
        d="M400 352c-64 0-96-64-144-128s-72-112-120-112-72 40-72 80 32 76 80 76c64 0 112-44 176-44s128 44 128 44"
      />
    </svg>
  )
}
