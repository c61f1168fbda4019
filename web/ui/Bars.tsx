import { useMemo } from 'react'

const quiet = 10

/** Draws a bar code from widths of bars and spaces by turns. The quiet zones of ten modules belong to it. */
export function Bars({ widths, label }: { widths: readonly number[]; label: string }) {
  const { path, size } = useMemo(() => drawn(widths), [widths])
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawn image is not a file
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className="h-16 w-full bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawn(widths: readonly number[]): { path: string; size: number } {
  const ends = widths.reduce<number[]>((sums, width) => [...sums, (sums.at(-1) ?? quiet) + width], [])
  const bars = widths.map((width, index) => ({ width, start: (ends[index] ?? 0) - width }))
  const path = bars
    .filter((_, index) => index % 2 === 0)
    .map(({ start, width }) => `M${start} 0h${width}v1h-${width}z`)
    .join('')
  return { path, size: (ends.at(-1) ?? quiet) + quiet }
}
