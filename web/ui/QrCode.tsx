import { encodeQR } from 'qr'
import { useMemo } from 'react'

/**
 * Draws text as a QR code (ISO/IEC 18004) that prints sharp at any size. Level M, as payment codes use: finer
 * levels make finer squares, which cheap cameras read worse. Throws when the text is longer than a code holds.
 */
export function QrCode({
  text,
  label,
  className = 'w-full',
}: {
  text: string
  label: string
  className?: string
}) {
  const { path, size } = useMemo(() => drawn(text), [text])
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawn image is not a file
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={`bg-white ${className}`}
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawn(text: string) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { path, size: rows.length }
}
